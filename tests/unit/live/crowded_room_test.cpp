// The limits of a room, at their edges: connections of one seminar, commands waiting in the inbox.
#include <gtest/gtest.h>

#include "live/live_room.h"
#include "tests/support/manual_clock.h"
#include "tests/support/seminar_builder.h"
#include "wire/server_frame.h"

namespace samtale::live {
namespace {

class CountingSubscriber final : public Subscriber {
 public:
  void send(const wire::PreparedFrame& frame) override { last = frame; }
  void close(CloseCode code) override { closed = code; }
  wire::PreparedFrame last;
  std::optional<CloseCode> closed;
};

// A disk that never answers, and a loop that never turns: what is put into the inbox stays there.
class SilentStore final : public store::EventStore {
 public:
  void append(SeminarId, Position, std::vector<store::EventRecord>, std::function<void(store::AppendOutcome)>) override {}
  void read_after(SeminarId, std::uint64_t, std::size_t, std::function<void(boost::system::result<Log>)>) override {}
};
class StillShard final : public Shard {
 public:
  void post(std::function<void()>) override {}
  std::unique_ptr<Alarm> make_alarm() override { return std::make_unique<StillAlarm>(); }

 private:
  class StillAlarm final : public Alarm {
    void set(std::chrono::milliseconds, std::function<void()>) override {}
    void cancel() override {}
  };
};

struct CrowdedRoomTest : ::testing::Test {
  CrowdedRoomTest() {
    room->go_live();
  }
  std::shared_ptr<CountingSubscriber> join() {
    auto subscriber = std::make_shared<CountingSubscriber>();
    room->join(subscriber, {{Role::facilitator, {}, {}}, "", "", "", {}});
    return subscriber;
  }

  StillShard shard;
  SilentStore store;
  support::ManualClock clock;
  std::shared_ptr<LiveRoom> room = std::make_shared<LiveRoom>(
      RoomSurroundings{shard, store, clock, 1}, wire::StoredState{{1, 1}, {}, testing::SeminarBuilder().state(), {}},
      LiveRoom::Owner{[](const Seminar&) {}, [] {}});
};

TEST_F(CrowdedRoomTest, takes_so_many_connections_and_sends_the_next_away) {
  std::vector<std::shared_ptr<CountingSubscriber>> all;
  for (std::size_t i = 0; i < limits::kConnectionsPerSeminar; ++i) all.push_back(join());
  EXPECT_FALSE(all.back()->closed);
  EXPECT_EQ(join()->closed, CloseCode::too_many);
  EXPECT_FALSE(all.front()->closed) << "those who are in stay in";
  room->leave(*all.back());
  EXPECT_FALSE(join()->closed) << "there is a place again";
}

TEST_F(CrowdedRoomTest, lets_so_many_commands_wait_and_refuses_the_next) {
  const auto organiser = join();
  room->submit(organiser, {testing::numbered<CommandId>(1), command::OpenLobby{}});  // on its way to the disk, for ever
  for (std::size_t i = 0; i < limits::kRoomInbox; ++i)
    room->submit(organiser, {testing::numbered<CommandId>(2 + i), command::ClearBroadcast{}});
  const auto before = organiser->last;
  const auto one_more = testing::numbered<CommandId>(999'999);
  room->submit(organiser, {one_more, command::ClearBroadcast{}});
  ASSERT_NE(organiser->last, before);
  const auto answer = wire::read_server_frame(wire::payload_of(organiser->last));
  const auto& refusal = std::get<wire::Refusal>(answer.value());
  EXPECT_EQ(refusal.command_id, one_more.text());
  EXPECT_EQ(refusal.why.code, RejectionCode::too_fast);
}

}  // namespace
}  // namespace samtale::live
