// One suite over every event store: what event_store.h promises.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <memory>
#include <thread>

#include "store/memory_event_store.h"
#include "tests/contract/blocking_store.h"
#include "tests/support/temporary_folder.h"

namespace samtale::contract {
namespace {

using store::AppendOutcome;
using store::EventRecord;
using testing::ElementsAre;
using testing::IsEmpty;

enum class Kind { memory, sqlite };

class EventStoreContract : public testing::TestWithParam<Kind> {
 protected:
  void SetUp() override {
    ASSERT_TRUE(ops::start_random());
    if (GetParam() == Kind::memory) memory_ = std::make_unique<store::MemoryEventStore>();
    if (GetParam() == Kind::sqlite) sqlite_ = store::open_store(folder_.path());
  }
  store::EventStore& events() { return memory_ ? static_cast<store::EventStore&>(*memory_) : sqlite_->events(); }
  // Answers everything that is still open.
  void close() {
    memory_.reset();
    sqlite_.reset();
  }

  const SeminarId seminar_ = ops::random_id<SeminarId>();

 private:
  support::TemporaryFolder folder_;
  std::unique_ptr<store::MemoryEventStore> memory_;
  std::unique_ptr<store::Store> sqlite_;
};

TEST_P(EventStoreContract, ASeminarThatDoesNotExistHasAnEmptyLog) {
  const auto log = read_after(events(), seminar_);
  EXPECT_EQ(log.epoch, 1u);
  EXPECT_EQ(log.first_sequence, 1u);
  EXPECT_THAT(log.events, IsEmpty());
}

TEST_P(EventStoreContract, WhatWasAppendedIsReadBackInOrder) {
  const auto command = ops::random_id<CommandId>();
  ASSERT_EQ(append(events(), seminar_, {1, 0}, {record("a", command), {CommandId{}, "b"}}), AppendOutcome::committed);
  ASSERT_EQ(append(events(), seminar_, {1, 2}, {record("c")}), AppendOutcome::committed);
  const auto log = read_after(events(), seminar_);
  EXPECT_EQ(log.epoch, 1u);
  EXPECT_EQ(log.first_sequence, 1u);
  ASSERT_THAT(texts_of(log), ElementsAre("a", "b", "c"));
  EXPECT_EQ(log.events[0].command, command);
  EXPECT_TRUE(log.events[1].command.empty());
}

TEST_P(EventStoreContract, BytesMayBeAnything) {
  const std::string zeros("\0\xff\0 not text \0", 14);
  ASSERT_EQ(append(events(), seminar_, {1, 0}, {record(zeros), record("")}), AppendOutcome::committed);
  EXPECT_THAT(texts_of(read_after(events(), seminar_)), ElementsAre(zeros, ""));
}

TEST_P(EventStoreContract, ReadingMayBeginInTheMiddleAndBehindTheEnd) {
  ASSERT_EQ(append(events(), seminar_, {1, 0}, {record("a"), record("b"), record("c")}), AppendOutcome::committed);
  const auto middle = read_after(events(), seminar_, 1);
  EXPECT_EQ(middle.first_sequence, 2u);
  EXPECT_THAT(texts_of(middle), ElementsAre("b", "c"));
  EXPECT_THAT(read_after(events(), seminar_, 3).events, IsEmpty());
  EXPECT_THAT(read_after(events(), seminar_, 99).events, IsEmpty());
}

TEST_P(EventStoreContract, ALogIsReadInPieces) {
  ASSERT_EQ(append(events(), seminar_, {1, 0}, {record("a"), record("b"), record("c")}), AppendOutcome::committed);
  EXPECT_THAT(texts_of(read_after(events(), seminar_, 0, 2)), ElementsAre("a", "b"));
  const auto rest = read_after(events(), seminar_, 2, 2);
  EXPECT_EQ(rest.first_sequence, 3u);
  EXPECT_THAT(texts_of(rest), ElementsAre("c")) << "fewer than asked: the end";
  EXPECT_THAT(texts_of(read_after(events(), seminar_, 1, 2)), ElementsAre("b", "c"));
  EXPECT_THAT(read_after(events(), seminar_, 0, 0).events, IsEmpty());
}

TEST_P(EventStoreContract, AWrongExpectedPositionIsAConflictAndStoresNothing) {
  ASSERT_EQ(append(events(), seminar_, {1, 0}, {record("a"), record("b")}), AppendOutcome::committed);
  for (const Position wrong : {Position{1, 0}, Position{1, 1}, Position{1, 3}, Position{0, 2}, Position{2, 2}}) {
    EXPECT_EQ(append(events(), seminar_, wrong, {record("x")}), AppendOutcome::conflict)
        << wrong.epoch << "/" << wrong.sequence;
  }
  EXPECT_EQ(append(events(), ops::random_id<SeminarId>(), {1, 1}, {record("x")}), AppendOutcome::conflict);
  EXPECT_THAT(texts_of(read_after(events(), seminar_)), ElementsAre("a", "b"));
}

// Two that do not know of each other are asked for the same, as when somebody sends again what is under way: each
// writes only what is not in the log that it names the end of, and that is enough.
TEST_P(EventStoreContract, OfTwoWhoWriteTheSameCommandsEachTakesEffectOnce) {
  std::vector<CommandId> commands(200);
  std::generate(commands.begin(), commands.end(), [] { return ops::random_id<CommandId>(); });
  const auto write = [&] {
    store::EventStore::Log known;
    for (const auto& command : commands) {
      for (;;) {
        const auto is_the_same = [&](const EventRecord& record) { return record.command == command; };
        if (std::any_of(known.events.begin(), known.events.end(), is_the_same)) break;
        const auto outcome = append(events(), seminar_, {1, known.events.size()}, {record("x", command)});
        ASSERT_TRUE(outcome == AppendOutcome::committed || outcome == AppendOutcome::conflict);
        known = read_after(events(), seminar_);
      }
    }
  };
  std::thread one(write);
  std::thread two(write);
  one.join();
  two.join();
  const auto log = read_after(events(), seminar_);
  ASSERT_EQ(log.events.size(), commands.size());
  for (std::size_t i = 0; i < commands.size(); ++i) EXPECT_EQ(log.events[i].command, commands[i]);
}

TEST_P(EventStoreContract, ACommandIsItsOwnSeminarsAndSpoilsNoOther) {
  const auto command = ops::random_id<CommandId>();
  const auto other = ops::random_id<SeminarId>();
  ASSERT_EQ(append(events(), seminar_, {1, 0}, {record("a", command)}), AppendOutcome::committed);
  EXPECT_EQ(append(events(), other, {1, 0}, {record("b", command)}), AppendOutcome::committed);
  EXPECT_THAT(texts_of(read_after(events(), seminar_)), ElementsAre("a"));
  EXPECT_THAT(texts_of(read_after(events(), other)), ElementsAre("b"));
}

TEST_P(EventStoreContract, SeveralEventsOfOneAppendMayShareACommand) {
  const auto one = ops::random_id<CommandId>();
  const auto two = ops::random_id<CommandId>();
  ASSERT_EQ(append(events(), seminar_, {1, 0}, {record("a", one), record("b", two), record("c", one)}),
            AppendOutcome::committed);
  const auto log = read_after(events(), seminar_);
  ASSERT_THAT(texts_of(log), ElementsAre("a", "b", "c"));
  EXPECT_EQ(log.events[0].command, one);
  EXPECT_EQ(log.events[1].command, two);
  EXPECT_EQ(log.events[2].command, one);
}

TEST_P(EventStoreContract, AnAppendIsStoredWholeOrNotAtAll) {
  ASSERT_EQ(append(events(), seminar_, {1, 0}, {record("a")}), AppendOutcome::committed);
  const std::vector<EventRecord> two{record("b"), record("c")};
  EXPECT_EQ(append(events(), seminar_, {1, 0}, two), AppendOutcome::conflict) << "the second would have had room";
  EXPECT_THAT(texts_of(read_after(events(), seminar_)), ElementsAre("a"));
  // Nor has the refused append used up its commands.
  EXPECT_EQ(append(events(), seminar_, {1, 1}, two), AppendOutcome::committed);
  EXPECT_THAT(texts_of(read_after(events(), seminar_)), ElementsAre("a", "b", "c"));
}

TEST_P(EventStoreContract, EventsOfTheRoomItselfHaveNoCommandAndNeverCollide) {
  const EventRecord from_room{CommandId{}, "overtime"};
  ASSERT_EQ(append(events(), seminar_, {1, 0}, {from_room, from_room}), AppendOutcome::committed);
  EXPECT_EQ(append(events(), seminar_, {1, 2}, {from_room}), AppendOutcome::committed);
  EXPECT_EQ(read_after(events(), seminar_).events.size(), 3u);
}

TEST_P(EventStoreContract, NoEventsAreCommittedWhereTheLogEndsAndNowhereElse) {
  EXPECT_EQ(append(events(), seminar_, {1, 0}, {}), AppendOutcome::committed);
  EXPECT_EQ(append(events(), seminar_, {1, 1}, {}), AppendOutcome::conflict);
}

TEST_P(EventStoreContract, OfTwoWritersExactlyOneWinsEachPlace) {
  constexpr int kPlaces = 200;
  std::atomic<int> won{0};
  const auto write = [&](const std::string& name) {
    for (int place = 0; place < kPlaces; ++place) {
      const Position expected{1, static_cast<std::uint64_t>(place)};
      const auto outcome = append(events(), seminar_, expected, {record(name)});
      if (outcome == AppendOutcome::committed) ++won;
      if (outcome != AppendOutcome::conflict) continue;
      // Who lost goes on only when the place is taken, as a room would after reading the log again.
      EXPECT_GT(read_after(events(), seminar_).events.size(), expected.sequence);
    }
  };
  std::thread one(write, "one");
  std::thread two(write, "two");
  one.join();
  two.join();
  EXPECT_EQ(won, kPlaces);
  EXPECT_EQ(read_after(events(), seminar_).events.size(), static_cast<std::size_t>(kPlaces));
}

TEST_P(EventStoreContract, AHundredInterleavedSeminarsKeepApart) {
  constexpr std::size_t kSeminars = 100;
  constexpr std::uint64_t kEvents = 20;
  std::vector<SeminarId> seminars(kSeminars);
  std::generate(seminars.begin(), seminars.end(), [] { return ops::random_id<SeminarId>(); });
  std::atomic<std::uint64_t> committed{0};
  for (std::uint64_t sequence = 0; sequence < kEvents; ++sequence) {
    for (const auto& seminar : seminars) {
      events().append(
          seminar, {1, sequence}, {record(seminar.text() + "/" + std::to_string(sequence + 1))},
          [&committed](AppendOutcome outcome) { committed += outcome == AppendOutcome::committed ? 1 : 0; });
    }
  }
  for (const auto& seminar : seminars) {
    const auto texts = texts_of(read_after(events(), seminar));
    ASSERT_EQ(texts.size(), kEvents);
    for (std::uint64_t i = 0; i < kEvents; ++i) EXPECT_EQ(texts[i], seminar.text() + "/" + std::to_string(i + 1));
  }
  EXPECT_EQ(committed, kSeminars * kEvents);
}

TEST_P(EventStoreContract, AnswersComeOnceInOrderOfAskingOnOneOtherThread) {
  constexpr std::uint64_t kEvents = 300;
  std::vector<std::uint64_t> answered;  // touched by the store's thread only, until it is closed
  std::vector<std::thread::id> threads;
  for (std::uint64_t i = 0; i < kEvents; ++i) {
    const Position expected{1, i % 3 == 2 ? 999'999 : i - i / 3};  // every third is a conflict
    events().append(seminar_, expected, {record("x")}, [&, i](AppendOutcome outcome) {
      EXPECT_EQ(outcome, i % 3 == 2 ? AppendOutcome::conflict : AppendOutcome::committed);
      answered.push_back(i);
      threads.push_back(std::this_thread::get_id());
    });
  }
  close();
  ASSERT_EQ(answered.size(), kEvents);
  for (std::uint64_t i = 0; i < kEvents; ++i) EXPECT_EQ(answered[i], i);
  EXPECT_TRUE(std::equal(threads.begin() + 1, threads.end(), threads.begin()));
  EXPECT_NE(threads.front(), std::this_thread::get_id());
}

TEST_P(EventStoreContract, AReadSeesWhatWasAppendedBeforeIt) {
  Waiter<boost::system::result<store::EventStore::Log>> waiter;
  events().append(seminar_, {1, 0}, {record("a")}, [](AppendOutcome) {});
  events().read_after(seminar_, 0, kAll, waiter.done());
  EXPECT_THAT(texts_of(waiter.wait().value()), ElementsAre("a"));
}

TEST_P(EventStoreContract, AnAnswerMayAskForMore) {
  Waiter<AppendOutcome> waiter;
  events().append(seminar_, {1, 0}, {record("a")}, [&](AppendOutcome) {
    events().append(seminar_, {1, 1}, {record("b")}, waiter.done());
  });
  EXPECT_EQ(waiter.wait(), AppendOutcome::committed);
}

TEST_P(EventStoreContract, ALargeEventIsKeptWhole) {
  std::string large(8 * 1024 * 1024, 'x');
  for (std::size_t i = 0; i < large.size(); i += 4'093) large[i] = static_cast<char>(i);
  ASSERT_EQ(append(events(), seminar_, {1, 0}, {record(large)}), AppendOutcome::committed);
  const auto log = read_after(events(), seminar_);
  ASSERT_EQ(log.events.size(), 1u);
  EXPECT_TRUE(log.events[0].bytes == large);
}

INSTANTIATE_TEST_SUITE_P(Stores, EventStoreContract, testing::Values(Kind::memory, Kind::sqlite),
                         [](const auto& kind) { return kind.param == Kind::memory ? "memory" : "sqlite"; });

}  // namespace
}  // namespace samtale::contract
