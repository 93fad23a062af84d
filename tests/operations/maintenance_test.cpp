// `samtale backup`, `restore` and `verify` on a seminar that really was held.
#include <gmock/gmock.h>

#include "live/snapshots.h"
#include "store/sqlite_database.h"
#include "tests/operations/program.h"
#include "tests/support/temporary_folder.h"

namespace samtale::operations {
namespace {

using testing::HasSubstr;

class Maintenance : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(ops::start_random());
    ASSERT_TRUE(server_.start());
    facilitator_ = server_.facilitator();
    ASSERT_TRUE(facilitator_->took_effect(command::OpenLobby{}));
    ASSERT_TRUE(facilitator_->took_effect(command::ShowBroadcast{"Velkommen"}));
  }
  void stop() {
    facilitator_.reset();
    ASSERT_EQ(server_.stop(), 0);
  }
  std::string data() const { return server_.data().string(); }
  std::filesystem::path database() const { return server_.data() / "samtale.db"; }
  SeminarId seminar() { return facilitator_->mirror().welcome().seminar; }
  // The server is stopped, its database changed by hand, and verified.
  Ended verify_after(const std::string& sql) {
    stop();
    store::SqliteDatabase(database()).execute(sql);
    return run("verify --data " + data());
  }

  support::TemporaryFolder folder_;
  Server server_{folder_.path() / "server"};
  std::unique_ptr<support::TestClient> facilitator_;
  const std::string backup_ = (folder_.path() / "backup.db").string();
};

std::vector<std::string> events_of(const std::filesystem::path& database, SeminarId seminar) {
  std::vector<std::string> all;
  store::StoredData(database).each_event(seminar, 0, [&](Position, const store::EventRecord& record) {
    all.push_back(record.command.text() + record.bytes);
    return true;
  });
  return all;
}

TEST_F(Maintenance, ABackupOfARunningServerIsTheWholeDatabase) {
  const auto made = run("backup --data " + data() + " " + backup_);
  ASSERT_EQ(made.exit_code, 0) << made.output;
  EXPECT_EQ(events_of(backup_, seminar()), events_of(database(), seminar()));
  EXPECT_EQ(std::filesystem::status(backup_).permissions(), std::filesystem::perms{0600});
  EXPECT_EQ(run("verify " + backup_).exit_code, 0);
  EXPECT_FALSE(std::filesystem::exists(backup_ + "-wal")) << "one file";
  EXPECT_TRUE(facilitator_->took_effect(command::ShowBroadcast{"Det går videre"}));
  EXPECT_NE(events_of(backup_, seminar()), events_of(database(), seminar()));

  const auto again = run("backup --data " + data() + " " + backup_);
  EXPECT_EQ(again.exit_code, 1);
  EXPECT_THAT(again.output, HasSubstr("there already"));
  EXPECT_EQ(run("backup --data " + data() + " " + (folder_.path() / "no" / "folder").string()).exit_code, 1);
  EXPECT_EQ(run("backup --data " + (folder_.path() / "nothing").string() + " " + backup_ + "2").exit_code, 1);
}

TEST_F(Maintenance, ARestoredServerGoesOnInANewEpoch) {
  ASSERT_EQ(run("backup --data " + data() + " " + backup_).exit_code, 0);
  // What comes after the backup will be gone; who has seen it must not go on from there.
  ASSERT_TRUE(facilitator_->took_effect(command::ShowBroadcast{"Efter sikkerhedskopien"}));
  const auto before = events_of(backup_, seminar());
  const auto id = seminar();

  const auto running = run("restore --replace --data " + data() + " " + backup_);
  EXPECT_EQ(running.exit_code, 1);
  EXPECT_THAT(running.output, HasSubstr("in use"));
  const auto client = std::move(facilitator_);
  ASSERT_EQ(server_.stop(), 0);
  EXPECT_EQ(run("restore --data " + data() + " " + backup_).exit_code, 1) << "a database is there";
  const auto restored = run("restore --replace --data " + data() + " " + backup_);
  ASSERT_EQ(restored.exit_code, 0) << restored.output;
  EXPECT_THAT(restored.output, HasSubstr("kept in"));
  EXPECT_EQ(run("verify --data " + data()).exit_code, 0);
  EXPECT_EQ(events_of(database(), id), before);
  EXPECT_GT(store::StoredData(database()).last_position(id).epoch, 1u);

  // Twice from the same backup, and the second epoch is another again.
  const auto first = store::StoredData(database()).last_position(id);
  sleep(1);
  ASSERT_EQ(run("restore --replace --data " + data() + " " + backup_).exit_code, 0);
  EXPECT_GT(store::StoredData(database()).last_position(id).epoch, first.epoch);

  ASSERT_TRUE(server_.process().start_again()) << server_.process().output();
  ASSERT_TRUE(client->hello());
  EXPECT_FALSE(client->mirror().welcome().resumed) << "it must take a snapshot";
  EXPECT_EQ(client->entities().broadcast.text, "Velkommen");
  EXPECT_TRUE(client->took_effect(command::ShowBroadcast{"Vi er her igen"}));
}

TEST_F(Maintenance, ABackupGoesIntoAnEmptyFolder) {
  ASSERT_EQ(run("backup --data " + data() + " " + backup_).exit_code, 0);
  const auto elsewhere = folder_.path() / "elsewhere" / "data";
  const auto restored = run("restore --data " + elsewhere.string() + " " + backup_);
  ASSERT_EQ(restored.exit_code, 0) << restored.output;
  EXPECT_EQ(events_of(elsewhere / "samtale.db", seminar()), events_of(backup_, seminar()));
  EXPECT_EQ(run("verify --data " + elsewhere.string()).exit_code, 0);
}

TEST_F(Maintenance, ADamagedBackupIsNotRestored) {
  ASSERT_EQ(run("backup --data " + data() + " " + backup_).exit_code, 0);
  std::fstream(backup_, std::ios::in | std::ios::out | std::ios::binary).seekp(8'192) << std::string(4'096, 'x');
  const auto elsewhere = (folder_.path() / "elsewhere").string();
  const auto restored = run("restore --data " + elsewhere + " " + backup_);
  EXPECT_EQ(restored.exit_code, 1) << restored.output;
  EXPECT_FALSE(std::filesystem::exists(elsewhere + "/samtale.db"));
  EXPECT_EQ(run("verify " + backup_).exit_code, 1);
}

TEST_F(Maintenance, VerifyFindsNothingWrongWithAServerThatRuns) {
  const auto verified = run("verify --data " + data());
  EXPECT_EQ(verified.exit_code, 0) << verified.output;
  EXPECT_THAT(verified.output, HasSubstr("is right: 1 seminars"));
}

TEST_F(Maintenance, VerifySeesAMissingEvent) {
  const auto verified = verify_after("DELETE FROM events WHERE sequence = 2");
  EXPECT_EQ(verified.exit_code, 1);
  EXPECT_THAT(verified.output, HasSubstr("has gaps"));
}

TEST_F(Maintenance, VerifySeesAnEventThatCannotBeRead) {
  const auto verified = verify_after("UPDATE events SET bytes = x'ff' WHERE sequence = 2");
  EXPECT_EQ(verified.exit_code, 1);
  EXPECT_THAT(verified.output, HasSubstr("event 2 cannot be read"));
}

TEST_F(Maintenance, VerifySeesACommandThatTookEffectTwice) {
  const auto verified = verify_after(
      "UPDATE events SET part = 0, command = (SELECT command FROM events WHERE "
      "command IS NOT NULL ORDER BY sequence LIMIT 1) WHERE sequence = (SELECT max(sequence) FROM events)");
  EXPECT_EQ(verified.exit_code, 1);
  EXPECT_THAT(verified.output, HasSubstr("more than once"));
}

TEST_F(Maintenance, VerifySeesASnapshotThatIsNotTheStateOfTheLog) {
  const auto id = seminar();
  stop();
  auto state = *[&] {
    store::StoredData stored(database());
    return live::state_from_log(stored, id, std::nullopt);
  }();
  const auto file = server_.data() / "snapshots" / (id.text() + ".state");
  std::ofstream(file, std::ios::binary) << wire::encode_state(state);
  const auto right = run("verify --data " + data());
  EXPECT_EQ(right.exit_code, 0) << right.output;
  EXPECT_THAT(right.output, HasSubstr("1 snapshots"));
  state.seminar.broadcast.text = "something else";
  std::ofstream(file, std::ios::binary) << wire::encode_state(state);
  const auto wrong = run("verify --data " + data());
  EXPECT_EQ(wrong.exit_code, 1);
  EXPECT_THAT(wrong.output, HasSubstr("the snapshot"));
  EXPECT_THAT(wrong.output, testing::Not(HasSubstr("something else"))) << "content";
}

TEST(Help, TellsOfTheThree) {
  for (const std::string word : {"backup", "restore", "verify"}) {
    EXPECT_THAT(run("--help").output, HasSubstr(word));
    EXPECT_EQ(run(word + " --help").exit_code, 0);
  }
  EXPECT_EQ(run("backup").exit_code, 2) << "without a file";
}

}  // namespace
}  // namespace samtale::operations
