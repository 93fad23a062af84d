// Group commit: who shares a transaction with whom, and what a failure means for the others.
#include "store/store_thread.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <future>

#include "tests/support/temporary_folder.h"

namespace samtale::store {
namespace {

using testing::Each;
using testing::ElementsAre;

class StoreThreadTest : public testing::Test {
 protected:
  StoreThreadTest() { database_.execute("CREATE TABLE t (n INTEGER PRIMARY KEY) STRICT"); }

  // Keeps the thread busy until let_go(), so that what is posted meanwhile gathers.
  void hold() {
    std::promise<void> held;
    thread_.post({[this, &held] {
                    held.set_value();
                    gate_.get_future().wait();
                    return AppendOutcome::committed;
                  },
                  [](AppendOutcome) {}});
    held.get_future().wait();
  }
  void let_go() { gate_.set_value(); }

  AppendOutcome insert(std::int64_t number) {
    if (!insert_) insert_.emplace(database_.prepare("INSERT INTO t (n) VALUES (?)"));
    return insert_->bind(1, number).insert() ? AppendOutcome::committed : AppendOutcome::conflict;
  }
  void post_insert(std::int64_t number) {
    thread_.post(
        {[this, number] { return insert(number); }, [this](AppendOutcome outcome) { outcomes_.push_back(outcome); }});
  }
  // After close().
  std::int64_t rows() { return database_.integer("SELECT count(*) FROM t"); }

  support::TemporaryFolder folder_;
  SqliteDatabase database_{folder_.path() / "x.db"};
  std::optional<SqliteStatement> insert_;  // on the store's thread
  std::vector<AppendOutcome> outcomes_;    // on the store's thread, until it is closed
  std::promise<void> gate_;
  StoreThread thread_{database_};
};

TEST_F(StoreThreadTest, WhatGathersGoesIntoOneTransaction) {
  hold();
  std::vector<std::string> order;
  for (int i = 0; i < 3; ++i) {
    thread_.post({[this, &order, i] {
                    order.push_back("work");
                    EXPECT_TRUE(database_.in_transaction());
                    return insert(i);
                  },
                  [this, &order](AppendOutcome) {
                    order.push_back("done");
                    EXPECT_FALSE(database_.in_transaction()) << "told before it was committed";
                  }});
  }
  let_go();
  thread_.close();
  EXPECT_THAT(order, ElementsAre("work", "work", "work", "done", "done", "done"));
  EXPECT_EQ(rows(), 3);
}

TEST_F(StoreThreadTest, AConflictUndoesItselfAndNobodyElse) {
  hold();
  post_insert(1);
  thread_.post({[this] {
                  insert(2);
                  insert(3);
                  return insert(1);  // is there: 2 and 3 must go, 1 must stay
                },
                [this](AppendOutcome outcome) { outcomes_.push_back(outcome); }});
  post_insert(4);
  let_go();
  thread_.close();
  EXPECT_THAT(outcomes_, ElementsAre(AppendOutcome::committed, AppendOutcome::conflict, AppendOutcome::committed));
  EXPECT_EQ(rows(), 2);
  EXPECT_EQ(database_.integer("SELECT sum(n) FROM t"), 1 + 4);
}

TEST_F(StoreThreadTest, AFailureIsEverybodysInTheTransactionAndNobodysAfterwards) {
  hold();
  post_insert(1);
  post_insert(1);  // a conflict with what will be undone
  thread_.post({[]() -> AppendOutcome { throw SqliteError(10, "the disk says no"); },
                [this](AppendOutcome outcome) { outcomes_.push_back(outcome); }});
  post_insert(2);
  let_go();
  std::promise<void> after;
  thread_.post({[] { return AppendOutcome::committed; }, [&](AppendOutcome) { after.set_value(); }});
  after.get_future().wait();
  // Whether the last job above shared the failed transaction or came after it, its outcome was told.
  post_insert(3);
  thread_.close();
  ASSERT_EQ(outcomes_.size(), 5u);
  EXPECT_THAT(std::vector(outcomes_.begin(), outcomes_.begin() + 4), Each(AppendOutcome::refused))
      << "it never came to a commit";
  EXPECT_EQ(outcomes_.back(), AppendOutcome::committed);
  EXPECT_EQ(rows(), 1);
}

TEST_F(StoreThreadTest, AFullQueueMakesOthersWaitButNotItsOwnThread) {
  std::atomic<std::size_t> posted{0};
  std::atomic<std::size_t> done{0};
  const auto count = [&done](AppendOutcome) { ++done; };
  const auto nothing = [] { return AppendOutcome::committed; };
  std::promise<void> held;
  thread_.post({[&] {
                  held.set_value();
                  while (posted < kStoreQueue) std::this_thread::yield();
                  std::this_thread::sleep_for(std::chrono::milliseconds{20});  // time to do it wrong
                  EXPECT_EQ(posted, kStoreQueue);
                  return AppendOutcome::committed;
                },
                [&](AppendOutcome) {
                  thread_.post({nothing, count});
                }});
  held.get_future().wait();
  std::thread poster([&] {
    for (std::size_t i = 0; i < kStoreQueue + 10; ++i) {
      thread_.post({nothing, count});
      ++posted;
    }
  });
  poster.join();
  thread_.close();
  EXPECT_EQ(done, kStoreQueue + 11);
}

}  // namespace
}  // namespace samtale::store
