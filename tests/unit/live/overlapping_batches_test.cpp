// Deciding goes on while the disk works: what is told, and when, and what becomes of what was decided on top of a batch
// that the disk did not take.
#include <gtest/gtest.h>

#include <deque>

#include "live/live_room.h"
#include "tests/support/manual_clock.h"
#include "tests/support/recording_subscriber.h"
#include "tests/support/seminar_builder.h"
#include "wire/stored_event.h"

namespace samtale::live {
namespace {

using store::AppendOutcome;
using Screen = std::shared_ptr<support::RecordingSubscriber>;

// A log whose appends wait until the test says what became of them.
class HeldLog final : public store::EventStore {
 public:
  void append(SeminarId, Position expected, std::vector<store::EventRecord> events,
              std::function<void(AppendOutcome)> done) override {
    waiting.push_back({expected, std::move(events), std::move(done)});
  }
  void read_after(SeminarId, std::uint64_t after, std::size_t at_most,
                  std::function<void(boost::system::result<Log>)> done) override {
    Log found;
    found.first_sequence = after + 1;
    for (auto i = after; i < log.size() && found.events.size() < at_most; ++i) found.events.push_back(log[i]);
    done(std::move(found));
  }
  void answer(AppendOutcome outcome) {
    ASSERT_FALSE(waiting.empty()) << "the disk was given nothing";
    auto append = std::move(waiting.front());
    waiting.pop_front();
    if (outcome == AppendOutcome::committed) {
      EXPECT_EQ(append.expected.sequence, log.size()) << "each batch goes where the one before it ended";
      log.insert(log.end(), append.events.begin(), append.events.end());
    }
    append.done(outcome);
  }

  struct Append {
    Position expected;
    std::vector<store::EventRecord> events;
    std::function<void(AppendOutcome)> done;
  };
  std::deque<Append> waiting;
  std::vector<store::EventRecord> log;
};

// Does what was posted when it is told to; time does not pass.
class TurningShard final : public Shard {
 public:
  void post(std::function<void()> task) override { tasks_.push_back(std::move(task)); }
  std::unique_ptr<Alarm> make_alarm() override { return std::make_unique<StillAlarm>(); }
  void turn_once() {
    const auto task = std::move(tasks_.front());
    tasks_.pop_front();
    task();
  }
  void turn() {
    while (!tasks_.empty()) turn_once();
  }

 private:
  class StillAlarm final : public Alarm {
    void set(std::chrono::milliseconds, std::function<void()>) override {}
    void cancel() override {}
  };
  std::deque<std::function<void()>> tasks_;
};

struct OverlappingBatches : ::testing::Test {
  OverlappingBatches() {
    testing::SeminarBuilder builder;
    builder.open_lobby();
    wire::StoredState beginning;
    beginning.seminar = builder.state();
    for (const auto& event : builder.log()) disk.log.push_back({event.command, wire::encode_event(event)});
    beginning.position = {1, disk.log.size()};
    room = std::make_shared<LiveRoom>(
        RoomSurroundings{shard, disk, clock, 1}, std::move(beginning),
        LiveRoom::Owner{[this](const Seminar& seminar) { titles_told.push_back(seminar.plan.title); },
                        [this] { dropped = true; }});
    room->go_live();
    titles_told.clear();
    organiser = join();
    organiser->forget();
  }
  Screen join() {
    auto screen = std::make_shared<support::RecordingSubscriber>();
    room->join(screen, {{Role::organiser, {}, {}}, "", "", "", {}});
    return screen;
  }
  CommandId submit(command::Body body) {
    const auto id = testing::numbered<CommandId>(++last_id);
    room->submit(organiser, {id, std::move(body)});
    return id;
  }
  CommandId show(const std::string& text) { return submit(command::ShowBroadcast{text}); }
  CommandId rename(const std::string& title) {
    auto plan = testing::SeminarBuilder().state().plan;
    plan.title = title;
    return submit(command::EditPlan{plan});
  }
  void answer(AppendOutcome outcome) {
    disk.answer(outcome);
    shard.turn();
  }
  // The commands that took effect, as far as the organiser was told.
  std::vector<CommandId> acknowledged() const {
    std::vector<CommandId> ids;
    for (const auto& changes : organiser->all<wire::Changes>())
      ids.insert(ids.end(), changes.commands.begin(), changes.commands.end());
    return ids;
  }
  std::vector<std::pair<std::string, RejectionCode>> refused() const {
    std::vector<std::pair<std::string, RejectionCode>> all;
    for (const auto& refusal : organiser->all<wire::Refusal>()) all.emplace_back(refusal.command_id, refusal.why.code);
    return all;
  }

  TurningShard shard;
  HeldLog disk;
  support::ManualClock clock;
  std::shared_ptr<LiveRoom> room;
  Screen organiser;
  std::vector<std::string> titles_told;
  bool dropped = false;
  std::uint64_t last_id = 500'000;
};

using Ids = std::vector<CommandId>;

TEST_F(OverlappingBatches, what_comes_while_the_disk_works_is_the_next_batch_and_is_told_after_it) {
  const auto first = show("1");
  const auto second = show("2");
  const auto third = show("3");
  ASSERT_EQ(disk.waiting.size(), 1u) << "one batch at a time";
  EXPECT_EQ(acknowledged(), Ids{});
  answer(AppendOutcome::committed);
  EXPECT_EQ(acknowledged(), Ids{first});
  ASSERT_EQ(disk.waiting.size(), 1u);
  EXPECT_EQ(disk.waiting.front().events.size(), 2u);
  answer(AppendOutcome::committed);
  EXPECT_EQ(acknowledged(), (Ids{first, second, third}));
  EXPECT_TRUE(disk.waiting.empty());
}

TEST_F(OverlappingBatches, the_disk_has_the_next_batch_before_anybody_is_told_of_the_last) {
  show("1");
  show("2");
  disk.answer(AppendOutcome::committed);
  organiser->forget();
  std::size_t given_to_disk_when_told = 0;
  room->submit_from_server({testing::numbered<CommandId>(1), command::NameGroup{testing::numbered<GroupId>(7), {"North", "", "", ""}}},
                           [&](const std::optional<Rejection>&) { given_to_disk_when_told = disk.waiting.size(); });
  shard.turn();  // the first is told, the second and the server's own are on their way
  ASSERT_EQ(disk.waiting.size(), 1u);
  show("3");
  answer(AppendOutcome::committed);
  EXPECT_EQ(given_to_disk_when_told, 1u);
}

TEST_F(OverlappingBatches, an_answer_that_rests_on_what_is_not_stored_waits_for_it) {
  const auto next = submit(command::ShowBroadcast{"1"});
  const auto again = submit(command::ShowBroadcast{""});  // refused whatever comes, and all the same in its turn
  EXPECT_TRUE(refused().empty());
  answer(AppendOutcome::committed);
  EXPECT_EQ(acknowledged(), Ids{next});
  ASSERT_EQ(refused().size(), 1u);
  EXPECT_EQ(refused().front().first, again.text());
  EXPECT_TRUE(disk.waiting.empty()) << "it needs no append";
}

TEST_F(OverlappingBatches, P_33_a_copy_is_answered_when_the_original_is_stored) {
  const auto id = show("1");
  room->submit(organiser, {id, command::ShowBroadcast{"1"}});
  EXPECT_EQ(acknowledged(), Ids{});
  answer(AppendOutcome::committed);
  EXPECT_EQ(acknowledged(), (Ids{id, id}));
  EXPECT_TRUE(disk.waiting.empty());
}

TEST_F(OverlappingBatches, P_12_a_newcomer_sees_only_what_is_stored) {
  show("1");
  show("2");
  const auto newcomer = join();
  const auto third = show("3");
  EXPECT_TRUE(newcomer->messages.empty());
  answer(AppendOutcome::committed);
  EXPECT_TRUE(newcomer->messages.empty()) << "the state is ahead of the log by one batch more";
  answer(AppendOutcome::committed);
  ASSERT_EQ(newcomer->entities<Broadcast>().size(), 1u);
  EXPECT_EQ(newcomer->entities<Broadcast>().front().text, "2") << "who came before the third command has its change as a change";
  answer(AppendOutcome::committed);
  EXPECT_EQ(newcomer->entities<Broadcast>().back().text, "3");
  EXPECT_EQ(acknowledged().back(), third);
}

TEST_F(OverlappingBatches, who_left_after_its_command_was_decided_is_not_answered_and_it_took_effect) {
  const auto leaving = join();
  leaving->forget();
  show("1");
  room->submit(leaving, {testing::numbered<CommandId>(3), command::ShowBroadcast{"2"}});
  room->leave(*leaving);
  answer(AppendOutcome::committed);
  answer(AppendOutcome::committed);
  EXPECT_TRUE(leaving->messages.empty());
  EXPECT_EQ(organiser->entities<Broadcast>().back().text, "2");
}

TEST_F(OverlappingBatches, what_was_decided_on_top_of_a_refused_batch_is_refused_with_it) {
  const auto before = disk.log.size();
  const auto first = show("1");
  const auto second = show("2");
  answer(AppendOutcome::refused);
  EXPECT_TRUE(disk.waiting.empty()) << "the second never gets to the disk";
  EXPECT_EQ(disk.log.size(), before);
  EXPECT_EQ(refused(), (std::vector<std::pair<std::string, RejectionCode>>{{first.text(), RejectionCode::not_saved},
                                                                           {second.text(), RejectionCode::not_saved}}));
  EXPECT_EQ(acknowledged(), Ids{});
  organiser->forget();
  // The same command, now that there is space.
  room->submit(organiser, {second, command::ShowBroadcast{"2"}});
  answer(AppendOutcome::committed);
  EXPECT_EQ(acknowledged(), Ids{second});
  EXPECT_EQ(disk.log.size(), before + 1);
}

TEST_F(OverlappingBatches, P_34_a_rejection_that_rested_on_a_refused_batch_is_not_final) {
  const auto next = submit(command::GoToNextPhase{1});
  answer(AppendOutcome::committed);
  EXPECT_EQ(acknowledged(), Ids{next});
  // No plan change: the first phase has begun.
  submit(command::GoToNextPhase{2});
  const auto late = submit(command::GoToNextPhase{2});  // would be stale
  organiser->forget();
  answer(AppendOutcome::refused);
  EXPECT_EQ(refused().back(), (std::pair{late.text(), RejectionCode::not_saved}));
  room->submit(organiser, {late, command::GoToNextPhase{2}});
  answer(AppendOutcome::committed);
  EXPECT_EQ(acknowledged(), Ids{late});
}

TEST_F(OverlappingBatches, nothing_is_decided_while_the_log_is_read_again) {
  const auto first = show("1");
  disk.answer(AppendOutcome::refused);
  shard.turn_once();  // the room knows, and has asked for the log
  const auto meanwhile = show("2");
  EXPECT_TRUE(disk.waiting.empty());
  EXPECT_TRUE(refused().empty());
  shard.turn();
  EXPECT_EQ(refused(), (std::vector<std::pair<std::string, RejectionCode>>{{first.text(), RejectionCode::not_saved}}));
  answer(AppendOutcome::committed);
  EXPECT_EQ(acknowledged(), Ids{meanwhile});
}

TEST_F(OverlappingBatches, an_unknown_outcome_drops_the_room_and_what_was_decided_on_top_of_it) {
  std::vector<RejectionCode> told;
  for (std::uint64_t i = 1; i <= 2; ++i) {
    room->submit_from_server(
        {testing::numbered<CommandId>(i), command::NameGroup{testing::numbered<GroupId>(i), {"G" + std::to_string(i), "", "", ""}}},
        [&](const std::optional<Rejection>& why) { told.push_back(why ? why->code : RejectionCode{}); });
  }
  show("1");
  answer(AppendOutcome::unknown);
  EXPECT_TRUE(dropped);
  EXPECT_EQ(organiser->closed, CloseCode::room_dropped);
  EXPECT_EQ(told, (std::vector{RejectionCode::outcome_unknown, RejectionCode::not_saved}))
      << "the second was never given to the store";
  EXPECT_EQ(acknowledged(), Ids{});
}

TEST_F(OverlappingBatches, the_owner_is_shown_no_plan_that_is_not_stored) {
  rename("A");
  rename("B");
  show("1");
  EXPECT_TRUE(titles_told.empty());
  answer(AppendOutcome::committed);
  EXPECT_EQ(titles_told, std::vector<std::string>{"A"});
  answer(AppendOutcome::committed);
  EXPECT_EQ(titles_told, (std::vector<std::string>{"A", "B"}));
}

TEST_F(OverlappingBatches, a_batch_takes_so_many_events_and_the_rest_waits_for_the_one_behind) {
  show("first");
  for (std::size_t i = 0; i <= limits::kEventsPerAppend; ++i) show(std::to_string(i));
  answer(AppendOutcome::committed);
  ASSERT_EQ(disk.waiting.size(), 1u);
  EXPECT_EQ(disk.waiting.front().events.size(), limits::kEventsPerAppend);
  answer(AppendOutcome::committed);
  ASSERT_EQ(disk.waiting.size(), 1u);
  EXPECT_EQ(disk.waiting.front().events.size(), 1u);
}

TEST_F(OverlappingBatches, a_batch_takes_so_many_answers_and_the_inbox_the_rest) {
  show("first");
  for (std::size_t i = 0; i < limits::kAnswersPerAppend + limits::kRoomInbox; ++i) show("");
  EXPECT_TRUE(refused().empty());
  const auto one_more = show("");
  EXPECT_EQ(refused(), (std::vector<std::pair<std::string, RejectionCode>>{{one_more.text(), RejectionCode::too_fast}}));
}

}  // namespace
}  // namespace samtale::live
