// Rooms that nobody needs are put away, and come back as they were. That another room is put away tells that time enough
// has passed for those that must stay.
#include <gtest/gtest.h>

#include <algorithm>

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

class RestingRooms : public ::testing::Test {
 protected:
  ~RestingRooms() override {
    directory_.stop();
    store_.reset();  // before what its callbacks use
  }

  template <class Predicate>
  void run_until(Predicate done) {
    const auto give_up = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (!done()) {
      ASSERT_LT(std::chrono::steady_clock::now(), give_up) << "nothing happened";
      loop_.restart();
      loop_.run_for(std::chrono::milliseconds(1));
    }
  }
  SeminarId make(const std::string& room_code) {
    auto created = std::get<event::SeminarCreated>(testing::SeminarBuilder().log().front().body);
    created.seminar = ops::random_id<SeminarId>();
    created.room_code = room_code;
    bool made = false;
    directory_.create({created.seminar, ops::random_id<store::OrganiserId>(), room_code, "", "", {}}, created,
                       [&](const std::optional<Rejection>& why) { made = !why; });
    run_until([&] { return made; });
    return created.seminar;
  }
  std::shared_ptr<Room> open(SeminarId seminar) {
    std::shared_ptr<Room> room;
    directory_.open(seminar, [&](std::shared_ptr<Room> found) { room = std::move(found); });
    run_until([&] { return room != nullptr; });
    return room;
  }
  void ask(const std::shared_ptr<Room>& room, const std::shared_ptr<support::RecordingSubscriber>& who, Command command) {
    const auto answers = [&] {
      const auto changes = who->all<wire::Changes>();
      return std::count_if(changes.begin(), changes.end(), [&](const auto& each) {
        return std::find(each.commands.begin(), each.commands.end(), command.id) != each.commands.end();
      });
    };
    const auto before = answers();
    room->submit(who, command);
    run_until([&] { return answers() > before; });
  }
  static std::shared_ptr<support::RecordingSubscriber> join(const std::shared_ptr<Room>& room) {
    auto organiser = std::make_shared<support::RecordingSubscriber>();
    room->join(organiser, {{Role::organiser, {}, {}}, "", "", "", {}});
    return organiser;
  }
  // Long enough for a room at rest to be put away.
  void let_time_pass() {
    const std::weak_ptr<Room> witness = open(witness_);
    run_until([&] { return witness.expired(); });
  }

  support::TemporaryFolder folder_;
  boost::asio::io_context loop_;
  AsioShard shard_{loop_};
  support::ManualClock clock_;
  std::unique_ptr<store::Store> store_ = store::open_store(folder_.path());
  LiveDirectory directory_{RoomSurroundings{.shard = shard_,
                                            .events = store_->events(),
                                            .clock = clock_,
                                            .rests_after = std::chrono::milliseconds{2}},
                           store_->catalogue()};
  SeminarId witness_ = make("9XCVB2N4");
  SeminarId seminar_ = make("K7QM3FPA");
  const Command opening_{ops::random_id<CommandId>(), command::OpenLobby{}};
};

TEST_F(RestingRooms, who_comes_again_finds_the_room_as_it_was) {
  auto room = open(seminar_);
  auto organiser = join(room);
  ask(room, organiser, opening_);
  room->leave(*organiser);
  const std::weak_ptr<Room> before = room;
  room.reset();
  run_until([&] { return before.expired(); });

  room = open(seminar_);
  organiser = join(room);
  EXPECT_EQ(organiser->entities<Session>().back().state, SessionState::lobby);
  ask(room, organiser, opening_);
  EXPECT_TRUE(organiser->all<wire::Changes>().back().changes.empty()) << "P-33: it took effect long ago";
}

TEST_F(RestingRooms, somebody_in_it_keeps_it) {
  auto room = open(seminar_);
  const auto organiser = join(room);
  const std::weak_ptr<Room> held = room;
  room.reset();
  let_time_pass();
  EXPECT_FALSE(held.expired());
  EXPECT_FALSE(organiser->closed);
}

TEST_F(RestingRooms, a_running_timer_keeps_it_until_its_end_is_announced) {
  auto room = open(seminar_);
  const auto organiser = join(room);
  ask(room, organiser, opening_);
  ask(room, organiser, {ops::random_id<CommandId>(), command::GoToNextPhase{1}});
  room->leave(*organiser);
  const std::weak_ptr<Room> counting = room;
  room.reset();
  let_time_pass();
  EXPECT_FALSE(counting.expired());

  room = open(seminar_);
  const auto somebody = join(room);
  clock_.advance_ms(24 * 3'600'000);
  ask(room, somebody, {ops::random_id<CommandId>(), command::ShowBroadcast{"any commit arms the timer anew"}});
  run_until([&] { return somebody->entities<Timer>().back().overtime; });
  room->leave(*somebody);
  room.reset();
  run_until([&] { return counting.expired(); });  // now nothing is going to ring
}

TEST_F(RestingRooms, a_request_that_still_holds_it_finds_it_alive) {
  const auto room = open(seminar_);
  let_time_pass();
  std::optional<std::optional<Rejection>> answer;
  room->submit_from_server({ops::random_id<CommandId>(), command::NameGroup{ops::random_id<GroupId>(), {"North", "", "", ""}}},
                           [&](std::optional<Rejection> why) { answer = std::move(why); });
  run_until([&] { return answer.has_value(); });
  EXPECT_FALSE(*answer);
}

}  // namespace
}  // namespace samtale::live
