// A disk that is full (R3): refused, never acknowledged, reading goes on, and it heals without a restart.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <random>

#include "tests/contract/blocking_store.h"
#include "tests/support/small_disk.h"

namespace samtale::contract {
namespace {

using store::AppendOutcome;
using testing::ElementsAre;
using testing::ElementsAreArray;

class FullDisk : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(ops::start_random());
    if (!disk_.usable()) GTEST_SKIP() << "needs the right to mount a small disk";
    store_ = store::open_store(folder_);
  }
  void wait_until_it_saves() const {
    while (!store_->is_saving()) usleep(20'000);  // the test program's time limit ends it
  }
  void reopen() {
    store_.reset();
    store_ = store::open_store(folder_);
  }

  const support::SmallDisk disk_{8};
  const std::filesystem::path folder_ = disk_.path() / "data";
  std::unique_ptr<store::Store> store_;
  const SeminarId seminar_ = ops::random_id<SeminarId>();
};

TEST_F(FullDisk, RefusesReadsOnAndHealsByItself) {
  ASSERT_EQ(append(store_->events(), seminar_, {1, 0}, {record("a")}), AppendOutcome::committed);
  EXPECT_TRUE(store_->is_saving());
  disk_.fill();
  const auto refused = record(std::string(300'000, 'x'));
  EXPECT_EQ(append(store_->events(), seminar_, {1, 1}, {refused}), AppendOutcome::refused);
  EXPECT_FALSE(store_->is_saving());
  EXPECT_THAT(texts_of(read_after(store_->events(), seminar_)), ElementsAre("a"));
  disk_.free();
  wait_until_it_saves();  // nobody writes
  // The same command again: what was refused is not there, so it takes effect now, once.
  EXPECT_EQ(append(store_->events(), seminar_, {1, 1}, {refused}), AppendOutcome::committed);
  EXPECT_EQ(append(store_->events(), seminar_, {1, 1}, {refused}), AppendOutcome::conflict);
  reopen();
  EXPECT_THAT(texts_of(read_after(store_->events(), seminar_)), ElementsAre("a", refused.bytes));
}

TEST_F(FullDisk, TheFirstThatIsStoredAgainIsTheSignThatItHasHealed) {
  disk_.fill();
  ASSERT_EQ(append(store_->events(), seminar_, {1, 0}, {record(std::string(300'000, 'x'))}), AppendOutcome::refused);
  disk_.free();
  EXPECT_EQ(append(store_->events(), seminar_, {1, 0}, {record("a")}), AppendOutcome::committed);
  EXPECT_TRUE(store_->is_saving());
}

// A batch of several: what only reads is answered although it shares the transaction with what is refused.
TEST_F(FullDisk, WhoReadsInTheSameMomentIsAnswered) {
  ASSERT_EQ(append(store_->events(), seminar_, {1, 0}, {record("a")}), AppendOutcome::committed);
  disk_.fill();
  std::atomic<int> refused = 0;
  std::vector<Waiter<boost::system::result<store::EventStore::Log>>> readers(50);
  for (auto& reader : readers) {
    store_->events().append(seminar_, {1, 1}, {record(std::string(60'000, 'x'))},
                            [&](AppendOutcome outcome) { refused += outcome == AppendOutcome::refused ? 1 : 0; });
    store_->events().read_after(seminar_, 0, kAll, reader.done());
  }
  for (auto& reader : readers) {
    const auto log = reader.wait();
    ASSERT_TRUE(log.has_value());
    ASSERT_FALSE(log->events.empty());
    EXPECT_EQ(log->events.front().bytes, "a");
  }
  reopen();  // everything is answered
  EXPECT_GT(refused, 0);
}

// Writes of many sizes while the disk is full now and then: the log is what was acknowledged, neither less nor more.
TEST_F(FullDisk, TheLogIsWhatWasAcknowledgedThroughManyFullDisks) {
  std::mt19937 random(20'261'121);
  std::map<SeminarId, std::vector<std::string>> acknowledged;
  const std::vector<SeminarId> seminars{seminar_, ops::random_id<SeminarId>(), ops::random_id<SeminarId>()};
  int refused = 0;
  for (int round = 0; round < 40; ++round) {
    disk_.fill(random() % 200'000);
    for (int i = 0; i < 20; ++i) {
      const auto& seminar = seminars.at(random() % seminars.size());
      auto& texts = acknowledged[seminar];
      const std::string text(random() % 30'000, static_cast<char>('a' + random() % 26));
      const auto outcome = append(store_->events(), seminar, {1, texts.size()}, {record(text)});
      ASSERT_TRUE(outcome == AppendOutcome::committed || outcome == AppendOutcome::refused);
      if (outcome == AppendOutcome::committed) texts.push_back(text);
      refused += outcome == AppendOutcome::refused ? 1 : 0;
      ASSERT_EQ(store_->is_saving(), outcome == AppendOutcome::committed);
    }
    disk_.free();
    if (round % 10 == 9) reopen();
    for (const auto& seminar : seminars)
      ASSERT_THAT(texts_of(read_after(store_->events(), seminar)), ElementsAreArray(acknowledged[seminar])) << round;
    // A few megabytes are soon full for good; a seminar's log is never shortened, so begin with others.
    if (round % 10 != 9) continue;
    store_.reset();
    std::filesystem::remove_all(folder_);
    acknowledged.clear();
    store_ = store::open_store(folder_);
  }
  EXPECT_GT(refused, 20) << "the disk was hardly ever full";
}

}  // namespace
}  // namespace samtale::contract
