// The room with a real SQLite log below it and recorded screens above it.
#include "live/live_room.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <future>

#include "live/asio_shard.h"
#include "live/live_directory.h"
#include "ops/random.h"
#include "store/store.h"
#include "tests/support/manual_clock.h"
#include "tests/support/recording_subscriber.h"
#include "tests/support/seminar_builder.h"
#include "tests/support/temporary_folder.h"

namespace samtale::live {
namespace {

using Screen = std::shared_ptr<support::RecordingSubscriber>;

// The real log behind a switch: what the disk says to the next appends.
class Disk final : public store::EventStore {
 public:
  explicit Disk(store::EventStore& real) : real_(real) {}
  void append(SeminarId seminar, Position expected, std::vector<store::EventRecord> events,
              std::function<void(store::AppendOutcome)> done) override {
    if (says == store::AppendOutcome::committed) return real_.append(seminar, expected, std::move(events), std::move(done));
    if (!stores_all_the_same) return done(says);
    real_.append(seminar, expected, std::move(events), [done, answer = says](store::AppendOutcome) { done(answer); });
  }
  void read_after(SeminarId seminar, std::uint64_t after, std::size_t at_most,
                  std::function<void(boost::system::result<Log>)> done) override {
    real_.read_after(seminar, after, at_most, std::move(done));
  }
  store::AppendOutcome says = store::AppendOutcome::committed;
  bool stores_all_the_same = false;

 private:
  store::EventStore& real_;
};

struct LiveRoomTest : ::testing::Test {
  LiveRoomTest() {
    store = store::open_store(folder.path());
    disk = std::make_unique<Disk>(store->events());
    directory = std::make_unique<LiveDirectory>(RoomSurroundings{rooms_shard, *disk, clock, 1}, store->catalogue());
    const auto created = std::get<event::SeminarCreated>(testing::SeminarBuilder().log().front().body);
    seminar = created.seminar;
    bool made = false;
    directory->create({seminar, ops::random_id<store::OrganiserId>(), created.room_code, created.plan.title, created.plan.date, {}},
                      created, [&](const std::optional<Rejection>& why) { made = !why; });
    run_until([&] { return made; });
    open_room();
    organiser = join({Role::organiser, {}, {}});
  }
  ~LiveRoomTest() override {
    directory->stop();
    room.reset();
    store.reset();  // before what its callbacks use
  }

  template <class Predicate>
  void run_until(Predicate done) {
    const auto give_up = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (!done()) {
      ASSERT_LT(std::chrono::steady_clock::now(), give_up) << "nothing happened";
      shard.restart();
      shard.run_for(std::chrono::milliseconds(5));
    }
  }
  void open_room() {
    room.reset();
    directory->open(seminar, [&](std::shared_ptr<Room> found) { room = std::move(found); });
    run_until([&] { return room != nullptr; });
  }
  Screen join(const Viewer& viewer, std::optional<Position> position = {}) {
    auto screen = std::make_shared<support::RecordingSubscriber>();
    room->join(screen, {viewer, "", "", "", position});
    run_until([&] { return !screen->all<wire::Welcome>().empty() || screen->closed; });
    return screen;
  }
  // Sends it and waits for the answer: nullopt when it took effect.
  std::optional<Rejection> send(const Screen& from, Command command) {
    const auto answered_before = from->messages.size();
    room->submit(from, command);
    std::optional<std::optional<Rejection>> answer;
    run_until([&] {
      for (std::size_t i = answered_before; i < from->messages.size(); ++i) {
        if (const auto* refusal = std::get_if<wire::Refusal>(&from->messages[i]))
          if (refusal->command_id == command.id.text()) answer = refusal->why;
        if (const auto* changes = std::get_if<wire::Changes>(&from->messages[i]))
          for (const auto& id : changes->commands)
            if (id == command.id) answer = std::optional<Rejection>{};
      }
      return answer.has_value();
    });
    return answer.value_or(Rejection{});
  }
  std::optional<Rejection> send(const Screen& from, command::Body body) {
    return send(from, Command{ops::random_id<CommandId>(), std::move(body)});
  }
  GroupId add_group(const std::string& name) {
    const auto id = ops::random_id<GroupId>();
    EXPECT_FALSE(send(organiser, command::AddGroups{{{id, {name, "", "", ""}}}}));
    return id;
  }
  static Viewer device(Role role, GroupId group) { return {role, group, ops::random_id<DeviceId>()}; }

  support::TemporaryFolder folder;
  boost::asio::io_context shard;
  AsioShard rooms_shard{shard};
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work{shard.get_executor()};
  support::ManualClock clock;
  std::unique_ptr<store::Store> store;
  std::unique_ptr<Disk> disk;
  std::unique_ptr<LiveDirectory> directory;
  SeminarId seminar;
  std::shared_ptr<Room> room;
  Screen organiser;
};

TEST_F(LiveRoomTest, P_12_a_newcomer_gets_welcome_and_then_everything) {
  const auto newcomer = join({Role::speaker, {}, {}});
  ASSERT_EQ(newcomer->messages.size(), 2u);
  EXPECT_FALSE(newcomer->all<wire::Welcome>().at(0).resumed);
  EXPECT_TRUE(newcomer->all<wire::Changes>().at(0).snapshot);
}

TEST_F(LiveRoomTest, P_31_a_command_is_answered_by_the_authors_own_copy) {
  EXPECT_FALSE(send(organiser, command::OpenLobby{}));
  const auto last = organiser->all<wire::Changes>().back();
  EXPECT_EQ(last.commands.size(), 1u);
  EXPECT_EQ(std::get<Session>(last.changes.at(0)).state, SessionState::lobby);
}

TEST_F(LiveRoomTest, P_31_a_command_that_finds_it_already_so_is_answered_all_the_same) {
  const auto group = add_group("North");
  send(organiser, command::OpenLobby{});
  const auto host = join(device(Role::host, group));
  EXPECT_FALSE(send(host, command::CallHelp{}));
  EXPECT_FALSE(send(host, command::CallHelp{}));
}

TEST_F(LiveRoomTest, P_32_what_was_acknowledged_is_in_the_log) {
  EXPECT_FALSE(send(organiser, command::OpenLobby{}));
  const auto position = organiser->all<wire::Changes>().back().position.value();
  std::promise<std::size_t> stored;  // the store answers on its own thread
  store->events().read_after(seminar, 0, 100, [&](auto log) { stored.set_value(log.value().events.size()); });
  EXPECT_EQ(stored.get_future().get(), position.sequence);
}

TEST_F(LiveRoomTest, P_33_a_resent_command_takes_effect_once) {
  const Command opening{ops::random_id<CommandId>(), command::OpenLobby{}};
  EXPECT_FALSE(send(organiser, opening));
  EXPECT_FALSE(send(organiser, opening)) << "acknowledged again, not decided again";
  EXPECT_TRUE(organiser->all<wire::Changes>().back().changes.empty());
}

TEST_F(LiveRoomTest, P_33_also_after_the_room_was_read_from_the_log_again) {
  const Command opening{ops::random_id<CommandId>(), command::OpenLobby{}};
  EXPECT_FALSE(send(organiser, opening));
  directory->stop();
  directory = std::make_unique<LiveDirectory>(RoomSurroundings{rooms_shard, store->events(), clock, 1}, store->catalogue());
  open_room();
  organiser = join({Role::organiser, {}, {}});
  EXPECT_FALSE(send(organiser, opening));
}

TEST_F(LiveRoomTest, P_34_a_rejected_command_changed_nothing_and_its_late_copy_changes_nothing) {
  const auto before = organiser->all<wire::Changes>().back().position;
  const auto old_connection = join({Role::organiser, {}, {}});
  const Command next{ops::random_id<CommandId>(), command::GoToNextPhase{1}};
  const auto why = send(organiser, next);
  EXPECT_EQ(why->code, RejectionCode::not_now);
  EXPECT_FALSE(send(organiser, command::OpenLobby{}));
  EXPECT_EQ(organiser->all<wire::Changes>().back().position->sequence, before->sequence + 1);
  EXPECT_EQ(send(old_connection, next), why);
  EXPECT_FALSE(send(organiser, next.body)) << "to try again is a new command";
}

TEST_F(LiveRoomTest, P_34_a_late_copy_of_what_was_already_so_changes_nothing) {
  const auto group = add_group("North");
  send(organiser, command::OpenLobby{});
  const auto host = join(device(Role::host, group));
  const Command call{ops::random_id<CommandId>(), command::CallHelp{}};
  EXPECT_FALSE(send(host, command::CallHelp{}));
  EXPECT_FALSE(send(host, call));
  EXPECT_FALSE(send(organiser, command::AnswerHelp{group}));
  const auto before = organiser->all<wire::Changes>().back().position;
  EXPECT_FALSE(send(host, call));
  EXPECT_EQ(host->all<wire::Changes>().back().position, before);
  EXPECT_FALSE(send(organiser, command::ShowBroadcast{"…"}));
  EXPECT_EQ(organiser->all<wire::Changes>().back().position->sequence, before->sequence + 1);
}

TEST_F(LiveRoomTest, P_34_a_rejection_for_what_could_not_be_saved_is_not_final) {
  send(organiser, command::OpenLobby{});
  const Command next{ops::random_id<CommandId>(), command::GoToNextPhase{1}};
  const Command too_late{ops::random_id<CommandId>(), command::GoToNextPhase{1}};
  disk->says = store::AppendOutcome::refused;
  // The first is on its way to the disk; the next two are one batch.
  room->submit(organiser, {ops::random_id<CommandId>(), command::ShowBroadcast{"1"}});
  room->submit(organiser, next);
  EXPECT_EQ(send(organiser, too_late)->code, RejectionCode::not_saved);
  disk->says = store::AppendOutcome::committed;
  EXPECT_FALSE(send(organiser, too_late));
  EXPECT_EQ(send(organiser, next)->code, RejectionCode::stale_revision);
}

TEST_F(LiveRoomTest, P_34_a_final_rejection_stays_final_when_its_copy_comes_beside_what_cannot_be_saved) {
  const Command next{ops::random_id<CommandId>(), command::GoToNextPhase{1}};
  EXPECT_EQ(send(organiser, next)->code, RejectionCode::not_now);
  send(organiser, command::OpenLobby{});
  disk->says = store::AppendOutcome::refused;
  room->submit(organiser, {ops::random_id<CommandId>(), command::ShowBroadcast{"1"}});
  room->submit(organiser, {ops::random_id<CommandId>(), command::ShowBroadcast{"2"}});
  EXPECT_EQ(send(organiser, next)->code, RejectionCode::not_now);
  disk->says = store::AppendOutcome::committed;
  EXPECT_EQ(send(organiser, next)->code, RejectionCode::not_now);
}

TEST_F(LiveRoomTest, P_35_commands_of_one_connection_are_answered_in_order) {
  const auto group = add_group("North");
  send(organiser, command::OpenLobby{});
  const auto host = join(device(Role::host, group));
  host->forget();
  std::vector<std::string> sent;
  for (int i = 0; i < 50; ++i) {
    const auto id = ops::random_id<CommandId>();
    sent.push_back(id.text());
    // Every fifth is refused: refusals keep their place too.
    room->submit(host, {id, command::AddPerson{i % 5 == 0 ? "" : "Åse"}});
  }
  std::vector<std::string> answered;
  run_until([&] {
    answered.clear();
    for (const auto& message : host->messages) {
      if (const auto* refusal = std::get_if<wire::Refusal>(&message)) answered.push_back(refusal->command_id);
      if (const auto* changes = std::get_if<wire::Changes>(&message))
        for (const auto& id : changes->commands) answered.push_back(id.text());
    }
    return answered.size() == sent.size();
  });
  EXPECT_EQ(answered, sent);
}

TEST_F(LiveRoomTest, P_36_two_facilitators_press_next_and_one_phase_passes) {
  send(organiser, command::OpenLobby{});
  const auto first = join({Role::facilitator, {}, {}});
  const auto second = join({Role::facilitator, {}, {}});
  EXPECT_FALSE(send(first, command::GoToNextPhase{1}));
  EXPECT_EQ(send(second, command::GoToNextPhase{1})->code, RejectionCode::stale_revision);
}

TEST_F(LiveRoomTest, P_13_who_comes_back_gets_only_what_it_missed) {
  send(organiser, command::OpenLobby{});
  const auto position = organiser->all<wire::Changes>().back().position;
  send(organiser, command::ShowBroadcast{"Velkommen"});
  const auto back = join({Role::organiser, {}, {}}, position);
  EXPECT_TRUE(back->all<wire::Welcome>().at(0).resumed);
  ASSERT_EQ(back->entities<Broadcast>().size(), 1u);
  EXPECT_EQ(back->entities<Broadcast>()[0].text, "Velkommen");
  EXPECT_TRUE(back->entities<Session>().empty());
}

TEST_F(LiveRoomTest, P_21_positions_of_a_viewer_never_go_back) {
  const auto group = add_group("North");
  send(organiser, command::OpenLobby{});
  const auto host = join(device(Role::host, group));
  for (int i = 0; i < 20; ++i) room->submit(host, {ops::random_id<CommandId>(), command::AddPerson{"Bo"}});
  const auto late = join({Role::facilitator, {}, {}});  // joins while a batch is on its way
  send(host, command::AddPerson{"Ida"});
  for (const auto& screen : {host, late, organiser}) {
    Position last{1, 0};
    for (const auto& changes : screen->all<wire::Changes>()) {
      if (!changes.position) continue;
      EXPECT_LE(last, *changes.position);
      last = *changes.position;
    }
  }
}

TEST_F(LiveRoomTest, P_42_the_server_announces_the_end_of_the_time) {
  send(organiser, command::OpenLobby{});
  send(organiser, command::GoToNextPhase{1});
  organiser->forget();
  clock.advance_ms(24 * 3'600'000);
  send(organiser, command::ShowBroadcast{"…"});  // any commit arms the timer anew
  run_until([&] { return !organiser->entities<Timer>().empty(); });
  EXPECT_TRUE(organiser->entities<Timer>().back().overtime);
}

TEST_F(LiveRoomTest, a_full_disk_refuses_what_would_change_something_and_nothing_else_happens) {
  send(organiser, command::OpenLobby{});
  const auto before = organiser->all<wire::Changes>().back().position;
  disk->says = store::AppendOutcome::refused;
  EXPECT_EQ(send(organiser, command::ShowBroadcast{"lost?"})->code, RejectionCode::not_saved);
  EXPECT_FALSE(organiser->closed) << "nobody loses the connection";
  EXPECT_FALSE(organiser->entities<change::Storage>().back().saving) << "staff are told";
  const auto newcomer = join({Role::facilitator, {}, {}});
  EXPECT_EQ(newcomer->all<wire::Changes>().at(0).position, before) << "reading goes on";
  EXPECT_TRUE(newcomer->entities<Broadcast>().empty() || newcomer->entities<Broadcast>().back().text.empty());
}

TEST_F(LiveRoomTest, once_there_is_space_the_same_command_takes_effect_without_a_restart) {
  send(organiser, command::OpenLobby{});
  disk->says = store::AppendOutcome::refused;
  const Command welcome{ops::random_id<CommandId>(), command::ShowBroadcast{"Velkommen"}};
  EXPECT_EQ(send(organiser, welcome)->code, RejectionCode::not_saved);
  disk->says = store::AppendOutcome::committed;
  EXPECT_FALSE(send(organiser, welcome));
  EXPECT_EQ(organiser->entities<Broadcast>().back().text, "Velkommen");
  run_until([&] { return organiser->entities<change::Storage>().back().saving; });
}

TEST_F(LiveRoomTest, P_33_what_is_saved_already_is_not_called_unsaved_because_its_neighbours_are_not) {
  send(organiser, command::OpenLobby{});
  const Command saved{ops::random_id<CommandId>(), command::ShowBroadcast{"Velkommen"}};
  EXPECT_FALSE(send(organiser, saved));
  const auto end_of_log = organiser->all<wire::Changes>().back().position;
  disk->says = store::AppendOutcome::refused;
  // The first is on its way to the disk; the next two are one batch.
  room->submit(organiser, {ops::random_id<CommandId>(), command::ShowBroadcast{"1"}});
  room->submit(organiser, {ops::random_id<CommandId>(), command::ShowBroadcast{"2"}});
  EXPECT_FALSE(send(organiser, saved));
  const auto answer = organiser->all<wire::Changes>();
  const auto named = std::find_if(answer.rbegin(), answer.rend(), [](const auto& each) { return !each.commands.empty(); });
  EXPECT_EQ(named->position, end_of_log);
}

TEST_F(LiveRoomTest, the_end_of_a_phase_is_announced_as_soon_as_it_can_be_saved) {
  send(organiser, command::OpenLobby{});
  send(organiser, command::GoToNextPhase{1});
  disk->says = store::AppendOutcome::refused;
  clock.advance_ms(24 * 3'600'000);
  EXPECT_EQ(send(organiser, command::ShowBroadcast{"…"})->code, RejectionCode::not_saved);
  disk->says = store::AppendOutcome::committed;
  run_until([&] { return organiser->entities<Timer>().back().overtime; });
}

TEST_F(LiveRoomTest, an_unknown_outcome_drops_the_room_and_tells_everyone_to_come_back) {
  send(organiser, command::OpenLobby{});
  disk->says = store::AppendOutcome::unknown;
  room->submit(organiser, {ops::random_id<CommandId>(), command::ShowBroadcast{"?"}});
  run_until([&] { return organiser->closed.has_value(); });
  EXPECT_EQ(organiser->closed, CloseCode::room_dropped);
  EXPECT_TRUE(organiser->entities<Broadcast>().empty() || organiser->entities<Broadcast>().back().text.empty());
  disk->says = store::AppendOutcome::committed;
  open_room();
  EXPECT_FALSE(join({Role::organiser, {}, {}})->closed) << "the room is back, from the log";
}

TEST_F(LiveRoomTest, P_34_a_room_whose_log_does_not_end_where_the_store_says_is_dropped) {
  send(organiser, command::OpenLobby{});
  disk->says = store::AppendOutcome::refused;
  disk->stores_all_the_same = true;
  organiser->forget();
  room->submit(organiser, {ops::random_id<CommandId>(), command::ShowBroadcast{"refused, and there"}});
  run_until([&] { return !organiser->messages.empty() || organiser->closed; });
  EXPECT_EQ(organiser->closed, CloseCode::room_dropped);
  EXPECT_TRUE(organiser->messages.empty()) << "nobody is told that nothing was saved";
}

TEST_F(LiveRoomTest, the_server_itself_is_told_what_nobody_knows_and_asks_the_next_room_with_the_same_id) {
  for (const bool stored : {true, false}) {
    disk->says = store::AppendOutcome::unknown;
    disk->stores_all_the_same = stored;
    const Command naming{ops::random_id<CommandId>(),
                         command::NameGroup{ops::random_id<GroupId>(), {stored ? "North" : "South", "", "", ""}}};
    std::optional<std::optional<Rejection>> answer;
    const auto ask = [&] {
      answer.reset();
      room->submit_from_server(naming, [&](std::optional<Rejection> why) { answer = std::move(why); });
      run_until([&] { return answer.has_value(); });
    };
    ask();
    ASSERT_TRUE(answer && *answer);
    EXPECT_EQ((*answer)->code, RejectionCode::outcome_unknown);
    ask();
    EXPECT_EQ((*answer)->code, RejectionCode::not_saved) << "a room that was dropped does nothing, for certain";
    disk->says = store::AppendOutcome::committed;
    open_room();
    ask();
    EXPECT_FALSE(*answer);
  }
  const auto screen = join({Role::facilitator, {}, {}});
  EXPECT_EQ(screen->entities<change::GroupProgress>().size(), 2u) << "each once";
}

TEST_F(LiveRoomTest, P_13_who_missed_more_than_fits_into_its_outbox_gets_a_snapshot) {
  send(organiser, command::OpenLobby{});
  const auto position = organiser->all<wire::Changes>().back().position;
  const std::string text(limits::kBroadcast, 'x');
  for (std::size_t bytes = 0; bytes <= limits::kResumableBytes; bytes += text.size())
    room->submit(organiser, {ops::random_id<CommandId>(), command::ShowBroadcast{text}});
  EXPECT_FALSE(send(organiser, command::ClearBroadcast{}));
  EXPECT_FALSE(join({Role::organiser, {}, {}}, position)->all<wire::Welcome>().at(0).resumed);
  EXPECT_TRUE(join({Role::organiser, {}, {}}, organiser->all<wire::Changes>().back().position)
                  ->all<wire::Welcome>()
                  .at(0)
                  .resumed);
}

TEST_F(LiveRoomTest, a_device_of_a_group_that_is_not_there_is_sent_away) {
  EXPECT_EQ(join(device(Role::host, ops::random_id<GroupId>()))->closed, CloseCode::gone);
}

TEST_F(LiveRoomTest, removing_a_group_sends_its_devices_away) {
  const auto group = add_group("North");
  const auto screen = join(device(Role::screen, group));
  EXPECT_FALSE(send(organiser, command::RemoveGroup{group}));
  EXPECT_EQ(screen->closed, CloseCode::gone);
}

TEST_F(LiveRoomTest, who_left_before_its_command_was_decided_is_not_answered) {
  const auto facilitator = join({Role::facilitator, {}, {}});
  facilitator->forget();
  // Nothing is decided until this is stored, since it changes the plan.
  room->submit(organiser, {ops::random_id<CommandId>(), command::OpenLobby{}});
  room->submit(facilitator, {ops::random_id<CommandId>(), command::ShowBroadcast{"2"}});
  room->leave(*facilitator);
  send(organiser, command::ClearBroadcast{});
  EXPECT_TRUE(facilitator->messages.empty());
  const auto shown = organiser->entities<Broadcast>();
  EXPECT_TRUE(std::none_of(shown.begin(), shown.end(), [](const auto& one) { return one.text == "2"; }));
}

TEST_F(LiveRoomTest, staff_see_devices_come_and_go) {
  const auto group = add_group("North");
  const auto host = join(device(Role::host, group));
  run_until([&] { return !organiser->entities<change::GroupPresence>().empty(); });
  EXPECT_EQ(organiser->entities<change::GroupPresence>().back().hosts, 1u);
  room->leave(*host);
  run_until([&] { return organiser->entities<change::GroupPresence>().back().hosts == 0; });
}

// P-86.
TEST_F(LiveRoomTest, staff_see_how_the_players_of_groups_stand_and_nobody_else_does) {
  const auto group = add_group("North");
  const auto host = join(device(Role::host, group));
  const auto phone = join(device(Role::phone, group));
  const auto speaker = join({Role::speaker, {}, {}});
  TalkReport report;
  report.talk_1_percent = 40;
  room->told(*phone, report);
  report.talk_1_percent = 200;
  room->told(*host, report);
  run_until([&] { return !organiser->entities<change::GroupTalk>().empty(); });
  report.talk_1_percent = 100;
  EXPECT_EQ(organiser->entities<change::GroupTalk>(), (std::vector{change::GroupTalk{group, report, 1}}));
  for (const auto& other : {host, phone, speaker}) EXPECT_TRUE(other->entities<change::GroupTalk>().empty());
  const auto facilitator = join({Role::facilitator, {}, {}});
  EXPECT_EQ(facilitator->entities<change::GroupTalk>(), (std::vector{change::GroupTalk{group, report, 1}}));

  const change::Removed gone{change::EntityKind::group_talk, group.bytes};
  room->leave(*phone);
  room->leave(*host);
  run_until([&] { return !organiser->entities<change::Removed>().empty(); });
  EXPECT_EQ(organiser->entities<change::Removed>(), (std::vector{gone}));
  EXPECT_TRUE(join({Role::facilitator, {}, {}})->entities<change::GroupTalk>().empty());
}

// The old connection of a device that has come back is noticed late.
TEST_F(LiveRoomTest, a_player_is_gone_with_the_last_connection_of_its_device) {
  const auto group = add_group("North");
  const auto viewer = device(Role::screen, group);
  const auto old = join(viewer);
  const auto anew = join(viewer);
  room->told(*anew, {});
  room->leave(*old);
  run_until([&] { return !organiser->entities<change::GroupTalk>().empty(); });
  EXPECT_EQ(join({Role::facilitator, {}, {}})->entities<change::GroupTalk>().size(), 1u);
  room->leave(*anew);
  EXPECT_TRUE(join({Role::facilitator, {}, {}})->entities<change::GroupTalk>().empty());
}

TEST_F(LiveRoomTest, staff_who_resume_are_told_whose_player_is_gone) {
  const auto group = add_group("North");
  const auto host = join(device(Role::host, group));
  room->told(*host, {});
  const auto facilitator = join({Role::facilitator, {}, {}});
  EXPECT_EQ(facilitator->entities<change::GroupTalk>().size(), 1u);
  const auto position = facilitator->all<wire::Changes>().back().position;
  room->leave(*facilitator);
  room->leave(*host);
  const auto again = join({Role::facilitator, {}, {}}, position);
  ASSERT_TRUE(again->all<wire::Welcome>().front().resumed);
  EXPECT_TRUE(again->entities<change::GroupTalk>().empty());
  EXPECT_EQ(again->entities<change::Removed>(),
            (std::vector{change::Removed{change::EntityKind::group_talk, group.bytes}}));
}

}  // namespace
}  // namespace samtale::live
