// A seminar with a long log lives again: from the log, and from a snapshot and the rest of the log. What a snapshot is
// like must make no difference.
#include <gtest/gtest.h>

#include <boost/asio/io_context.hpp>

#include <chrono>
#include <cstdio>
#include <fstream>
#include <functional>
#include <iterator>

#include "live/asio_shard.h"
#include "live/live_directory.h"
#include "live/snapshot_files.h"
#include "ops/random.h"
#include "store/store.h"
#include "tests/contract/blocking_store.h"
#include "tests/replay/long_log.h"
#include "tests/support/temporary_folder.h"
#include "wire/stored_event.h"

namespace samtale::replay {
namespace {

constexpr std::size_t kEvents = 250'000;

class Replay : public ::testing::Test {
 protected:
  void SetUp() override { ASSERT_TRUE(ops::start_random()); }

  // Appends what is not stored yet.
  void keep(store::Store& opened, const LongLog& log) {
    while (stored_ < log.events().size()) {
      std::vector<store::EventRecord> records;
      for (auto i = stored_; i < log.events().size() && records.size() < limits::kEventsPerAppend; ++i)
        records.push_back({log.events()[i].command, wire::encode_event(log.events()[i])});
      const auto count = records.size();
      ASSERT_EQ(contract::append(opened.events(), log.seminar(), {1, stored_}, std::move(records)),
                store::AppendOutcome::committed);
      stored_ += count;
    }
  }

  support::TemporaryFolder folder_;
  std::size_t stored_ = 0;
};

Seminar applied(const std::vector<Event>& events) {
  Seminar seminar;
  for (const auto& event : events) apply(seminar, event);
  return seminar;
}

// A server of which only the rooms are there: opens its folder, and one room.
class Rooms {
 public:
  Rooms(const std::filesystem::path& folder, SeminarId seminar)
      : opened_(store::open_store(folder)),
        snapshots_(folder / "snapshots", folder / "samtale.db"),
        directory_({shard_, opened_->events(), clock_, 1, &snapshots_}, opened_->catalogue()) {
    directory_.open(seminar, [this](std::shared_ptr<live::Room> found) {
      room_ = std::move(found);
      answered_ = true;
    });
    const auto waits = boost::asio::make_work_guard(loop_);
    while (!answered_) loop_.run_one();
  }
  ~Rooms() {
    directory_.stop();
    opened_.reset();
  }
  bool found() const { return room_ != nullptr; }
  Seminar state() {
    Seminar seen;
    room_->inspect([&](const Seminar* state) { seen = *state; });
    return seen;
  }
  // Whether a resent command is known to have taken effect: anybody may ask again for that; asked anew, this one would
  // be refused.
  bool knows(CommandId command) { return does({command, command::ExpireTimer{999}}); }
  bool does(Command command) {
    bool accepted = false;
    bool answered = false;
    room_->submit_from_server(std::move(command), [&](std::optional<Rejection> why) {
      accepted = !why;
      answered = true;
    });
    while (!answered) loop_.run_one();
    return accepted;
  }

 private:
  boost::asio::io_context loop_{1};
  live::AsioShard shard_{loop_};
  ops::SystemClock clock_;
  std::unique_ptr<store::Store> opened_;
  live::SnapshotFiles snapshots_;
  live::LiveDirectory directory_;
  std::shared_ptr<live::Room> room_;
  bool answered_ = false;
};

double seconds(const std::function<void()>& work) {
  const auto begin = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

std::filesystem::path only_file_in(const std::filesystem::path& folder) {
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    if (entry.path().extension() == ".state") return entry.path();
  return {};
}

void wait_for_snapshot(const std::filesystem::path& folder) {
  while (only_file_in(folder / "snapshots").empty()) usleep(10'000);  // the test program's time limit ends it
}

TEST_F(Replay, ALongSeminarIsLiveAgainFromTheLogAndFromASnapshot) {
  LongLog log;
  log.go_on(kEvents);
  {
    const auto opened = store::open_store(folder_.path());
    keep(*opened, log);
  }
  const auto expected = applied(log.events());
  std::unique_ptr<Rooms> rooms;
  const auto from_log = seconds([&] { rooms = std::make_unique<Rooms>(folder_.path(), log.seminar()); });
  EXPECT_EQ(rooms->state(), expected);
  wait_for_snapshot(folder_.path());  // made because there was so much to read
  rooms.reset();

  log.go_on(kEvents + 1'000);
  {
    const auto opened = store::open_store(folder_.path());
    keep(*opened, log);
  }
  const auto from_snapshot = seconds([&] { rooms = std::make_unique<Rooms>(folder_.path(), log.seminar()); });
  std::printf("%zu events: %.2f s from the log; %.2f s from a snapshot of %ju bytes and the last 1000\n",
              log.events().size(), from_log, from_snapshot,
              static_cast<std::uintmax_t>(std::filesystem::file_size(only_file_in(folder_.path() / "snapshots"))));
  EXPECT_EQ(rooms->state(), applied(log.events()));
  for (const std::size_t event : {std::size_t{0}, kEvents / 2, kEvents, log.events().size() - 1})
    EXPECT_TRUE(rooms->knows(log.events()[event].command)) << event;
  EXPECT_FALSE(rooms->knows(ops::random_id<CommandId>()));
}

TEST_F(Replay, AnOrderlyEndLeavesASnapshotOfWhatWasWritten) {
  LongLog log;
  log.go_on(live::SnapshotFiles::kWorthASnapshot);
  {
    const auto opened = store::open_store(folder_.path());
    keep(*opened, log);
  }
  const Command naming{ops::random_id<CommandId>(), command::NameGroup{ops::random_id<GroupId>(), {"Late", "", "", ""}}};
  Seminar expected;
  {
    Rooms rooms(folder_.path(), log.seminar());
    EXPECT_TRUE(only_file_in(folder_.path() / "snapshots").empty()) << "too little to read for one, so far";
    ASSERT_TRUE(rooms.does(naming));
    expected = rooms.state();
  }
  const auto snapshot = live::read_snapshot(folder_.path() / "snapshots", log.seminar());
  ASSERT_TRUE(snapshot);
  EXPECT_EQ(snapshot->seminar, expected);
  EXPECT_EQ(snapshot->position.sequence, log.events().size() + 1);

  const auto written = std::filesystem::last_write_time(only_file_in(folder_.path() / "snapshots"));
  {
    Rooms rooms(folder_.path(), log.seminar());
    EXPECT_EQ(rooms.state(), expected);
  }
  EXPECT_EQ(std::filesystem::last_write_time(only_file_in(folder_.path() / "snapshots")), written) << "nothing was new";
}

class Snapshot : public Replay {
 protected:
  void SetUp() override {
    Replay::SetUp();
    log_.go_on(20'000);
    {
      const auto opened = store::open_store(folder_.path());
      keep(*opened, log_);
    }
    { EXPECT_EQ(state(), applied(log_.events())); }
    file_ = only_file_in(folder_.path() / "snapshots");
  }
  Seminar state() {
    Rooms rooms(folder_.path(), log_.seminar());
    wait_for_snapshot(folder_.path());
    return rooms.state();
  }
  std::string content() {
    std::ifstream stream(file_, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
  }
  void write(const std::string& content) { std::ofstream(file_, std::ios::binary) << content; }

  LongLog log_;
  std::filesystem::path file_;
};

// The test of the other tests: the snapshot is what is used.
TEST_F(Snapshot, IsWhatTheStateComesFrom) {
  auto snapshot = wire::decode_state(content());
  ASSERT_TRUE(snapshot);
  EXPECT_EQ(snapshot->seminar, applied(log_.events()));
  snapshot->seminar.plan.title = "Another title";
  write(wire::encode_state(*snapshot));
  EXPECT_EQ(state().plan.title, "Another title");
}

TEST_F(Snapshot, DeletingItChangesNothing) {
  std::filesystem::remove(file_);
  EXPECT_EQ(state(), applied(log_.events()));
}

TEST_F(Snapshot, ADamagedOneIsNotUsed) {
  auto bytes = content();
  bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
  write(bytes);
  EXPECT_EQ(state(), applied(log_.events()));
  write("");
  EXPECT_EQ(state(), applied(log_.events()));
}

TEST_F(Snapshot, OneOfAnotherLogIsNotUsed) {
  const auto right = *wire::decode_state(content());
  auto other = right;
  other.seminar.plan.title = "Another title";
  other.last_event = "another";
  write(wire::encode_state(other));
  EXPECT_EQ(state(), applied(log_.events()));
  other.last_event = right.last_event;
  other.position.epoch = 2;
  write(wire::encode_state(other));
  EXPECT_EQ(state(), applied(log_.events()));
  other.position = {1, 30'000};  // further than the log
  write(wire::encode_state(other));
  EXPECT_EQ(state(), applied(log_.events()));
}

}  // namespace
}  // namespace samtale::replay
