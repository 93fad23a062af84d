// What only the store on disk promises: it is still there afterwards, to one process at a time, without secrets.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <iterator>

#include "store/sqlite_schema.h"
#include "store/store_thread.h"
#include "store/stored_data.h"
#include "tests/contract/blocking_store.h"
#include "tests/support/temporary_folder.h"

namespace samtale::contract {
namespace {

using store::AppendOutcome;
using store::CannotOpenStore;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using Reason = CannotOpenStore::Reason;

class SqliteStore : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(ops::start_random());
    open();
  }
  void open() { store_ = store::open_store(folder_.path()); }
  void reopen() {
    store_.reset();
    open();
  }
  AppendOutcome create(store::CatalogueEntry entry) {
    Waiter<AppendOutcome> waiter;
    store_->catalogue().create(std::move(entry), record("created"), waiter.done());
    return waiter.wait();
  }
  store::CatalogueEntry entry(const std::string& room_code) {
    return {ops::random_id<SeminarId>(), organiser_, room_code, "Et seminar", "2026-12-01", SessionState::planned};
  }
  AppendOutcome add(store::TokenHash hash, store::Device device) {
    Waiter<AppendOutcome> waiter;
    store_->accounts().add_device(hash, device, waiter.done());
    return waiter.wait();
  }
  AppendOutcome add(store::TokenHash hash, store::PersonalLink link) {
    Waiter<AppendOutcome> waiter;
    store_->accounts().add_personal_link(hash, std::move(link), waiter.done());
    return waiter.wait();
  }

  support::TemporaryFolder folder_;
  std::unique_ptr<store::Store> store_;
  const store::OrganiserId organiser_ = ops::random_id<store::OrganiserId>();
};

store::TokenHash some_hash() {
  store::TokenHash hash;
  ops::fill_random(hash);
  return hash;
}

TEST_F(SqliteStore, TheLogSurvivesReopening) {
  const auto seminar = ops::random_id<SeminarId>();
  const auto command = ops::random_id<CommandId>();
  ASSERT_EQ(append(store_->events(), seminar, {1, 0}, {record("a", command), record("b")}), AppendOutcome::committed);
  reopen();
  const auto log = read_after(store_->events(), seminar);
  ASSERT_THAT(texts_of(log), ElementsAre("a", "b"));
  EXPECT_EQ(log.events[0].command, command) << "so that whoever goes on knows it";
  EXPECT_EQ(append(store_->events(), seminar, {1, 1}, {record("a", command)}), AppendOutcome::conflict);
  EXPECT_EQ(append(store_->events(), seminar, {1, 2}, {record("c")}), AppendOutcome::committed);
}

TEST_F(SqliteStore, ClosingStoresAndAnswersWhatWasAsked) {
  const auto seminar = ops::random_id<SeminarId>();
  std::uint64_t committed = 0;  // touched by the store's thread only, until it is closed
  for (std::uint64_t i = 0; i < 1'000; ++i) {
    store_->events().append(seminar, {1, i}, {record("x")},
                            [&](AppendOutcome outcome) { committed += outcome == AppendOutcome::committed ? 1 : 0; });
  }
  reopen();
  EXPECT_EQ(committed, 1'000u);
  EXPECT_EQ(read_after(store_->events(), seminar).events.size(), 1'000u);
}

TEST_F(SqliteStore, ClosingLeavesOneFileWithEverythingInIt) {
  ASSERT_EQ(append(store_->events(), ops::random_id<SeminarId>(), {1, 0}, {record("a")}), AppendOutcome::committed);
  EXPECT_TRUE(std::filesystem::exists(folder_.path() / "samtale.db-wal"));
  store_.reset();
  EXPECT_FALSE(std::filesystem::exists(folder_.path() / "samtale.db-wal"));
}

// Whoever waits for a commit does not wait for the log to be moved into the database.
TEST_F(SqliteStore, TheLogIsMovedIntoTheDatabaseBehindTheAnswer) {
  const auto file = folder_.path() / "samtale.db";
  const auto seminar = ops::random_id<SeminarId>();
  constexpr std::size_t kLarge = 2 * store::kLogPages * 4'096;
  std::uintmax_t size_when_answered = 0;
  Waiter<AppendOutcome> waiter;
  store_->events().append(seminar, {1, 0}, {record(std::string(kLarge, 'x'))},
                          [&, done = waiter.done()](AppendOutcome outcome) {
                            size_when_answered = std::filesystem::file_size(file);
                            done(outcome);
                          });
  ASSERT_EQ(waiter.wait(), AppendOutcome::committed);
  EXPECT_LT(size_when_answered, kLarge);
  EXPECT_EQ(read_after(store_->events(), seminar, 1).events.size(), 0u);  // comes after it
  EXPECT_GT(std::filesystem::file_size(file), kLarge);
}

TEST_F(SqliteStore, TheLogBeginsAnewAlsoAfterSomebodyHasReadForLong) {
  const auto file = folder_.path() / "samtale.db";
  const auto seminar = ops::random_id<SeminarId>();
  const std::string large(100 * 4'096, 'x');
  std::uint64_t sequence = 0;
  const auto write = [&](std::size_t pages) {
    for (std::size_t written = 0; written < pages; written += 100) {
      ASSERT_EQ(append(store_->events(), seminar, {1, sequence++}, {record(large)}), AppendOutcome::committed);
    }
  };
  const auto log_size = [&] { return std::filesystem::file_size(folder_.path() / "samtale.db-wal") / 4'096; };
  write(5 * store::kLogPages);
  EXPECT_LT(log_size(), 3 * store::kLogPages / 2);
  {
    store::StoredData reader(file);
    EXPECT_EQ(reader.last_position(seminar).sequence, sequence);
    write(3 * store::kLogPages);
    EXPECT_GT(log_size(), 2 * store::kLogPages) << "it holds what the reader must not see";
  }
  const auto longest = log_size();
  write(20 * store::kLogPages);
  EXPECT_LT(log_size(), longest + 3 * store::kLogPages / 2);
}

TEST_F(SqliteStore, TheCatalogueSurvivesReopening) {
  const auto first = entry("K7QM3FPA");
  const auto second = entry("22222222");
  ASSERT_EQ(create(first), AppendOutcome::committed);
  ASSERT_EQ(create(second), AppendOutcome::committed);
  store_->catalogue().note(first.seminar, "Ny titel", "2027-01-02", SessionState::running);
  for (const bool reopened : {false, true}) {
    SCOPED_TRACE(reopened);
    if (reopened) reopen();
    const auto& catalogue = store_->catalogue();
    const auto found = catalogue.find_by_room_code("K7QM3FPA");
    ASSERT_TRUE(found);
    EXPECT_EQ(found->seminar, first.seminar);
    EXPECT_EQ(found->organiser, organiser_);
    EXPECT_EQ(found->title, "Ny titel");
    EXPECT_EQ(found->date, "2027-01-02");
    EXPECT_EQ(found->state, SessionState::running);
    EXPECT_EQ(catalogue.find(second.seminar)->room_code, "22222222");
    EXPECT_FALSE(catalogue.find(ops::random_id<SeminarId>()));
    EXPECT_FALSE(catalogue.find_by_room_code("K7QM3FPB"));
    const auto theirs = catalogue.of_organiser(organiser_);
    ASSERT_EQ(theirs.size(), 2u);
    EXPECT_EQ(theirs[0].seminar, second.seminar) << "newest first";
    EXPECT_THAT(catalogue.of_organiser(ops::random_id<store::OrganiserId>()), IsEmpty());
    EXPECT_EQ(catalogue.all().size(), 2u);
    EXPECT_THAT(texts_of(read_after(store_->events(), first.seminar)), ElementsAre("created"));
  }
}

TEST_F(SqliteStore, ARoomCodeAndASeminarAreTakenOnce) {
  const auto first = entry("K7QM3FPA");
  ASSERT_EQ(create(first), AppendOutcome::committed);
  const auto same_code = entry("K7QM3FPA");
  EXPECT_EQ(create(same_code), AppendOutcome::conflict);
  EXPECT_FALSE(store_->catalogue().find(same_code.seminar));
  EXPECT_THAT(read_after(store_->events(), same_code.seminar).events, IsEmpty());
  auto same_id = entry("22222222");
  same_id.seminar = first.seminar;
  EXPECT_EQ(create(same_id), AppendOutcome::conflict);
  EXPECT_FALSE(store_->catalogue().find_by_room_code("22222222"));
}

// The seminar has a first event already: the entry goes back with the second one.
TEST_F(SqliteStore, AnEntryIsNotKeptWithoutItsFirstEvent) {
  const auto wanted = entry("K7QM3FPA");
  ASSERT_EQ(append(store_->events(), wanted.seminar, {1, 0}, {record("a")}), AppendOutcome::committed);
  Waiter<AppendOutcome> waiter;
  store_->catalogue().create(wanted, record("created"), waiter.done());
  EXPECT_EQ(waiter.wait(), AppendOutcome::conflict);
  reopen();
  EXPECT_FALSE(store_->catalogue().find_by_room_code("K7QM3FPA"));
}

TEST_F(SqliteStore, AccountsSurviveReopening) {
  const auto device_hash = some_hash();
  const auto again_hash = some_hash();
  const auto speaker_hash = some_hash();
  const store::Device device{ops::random_id<DeviceId>(), ops::random_id<SeminarId>(), ops::random_id<GroupId>(),
                             Role::host};
  ASSERT_EQ(add(device_hash, device), AppendOutcome::committed);
  ASSERT_EQ(add(again_hash, device), AppendOutcome::committed);
  ASSERT_EQ(add(speaker_hash, store::PersonalLink{Role::speaker, "Søren", organiser_, device.seminar}),
            AppendOutcome::committed);
  EXPECT_FALSE(store_->accounts().has_organiser());
  ASSERT_EQ(add(some_hash(), store::PersonalLink{Role::organiser, "Åse", organiser_, {}}), AppendOutcome::committed);
  for (const bool reopened : {false, true}) {
    SCOPED_TRACE(reopened);
    if (reopened) reopen();
    const auto& accounts = store_->accounts();
    for (const auto& hash : {device_hash, again_hash}) {
      const auto found = accounts.device(hash);
      ASSERT_TRUE(found);
      EXPECT_EQ(found->id, device.id);
      EXPECT_EQ(found->seminar, device.seminar);
      EXPECT_EQ(found->group, device.group);
      EXPECT_EQ(found->role, Role::host);
    }
    const auto speaker = accounts.personal_link(speaker_hash);
    ASSERT_TRUE(speaker);
    EXPECT_EQ(speaker->role, Role::speaker);
    EXPECT_EQ(speaker->name, "Søren");
    EXPECT_EQ(speaker->organiser, organiser_);
    EXPECT_EQ(speaker->seminar, device.seminar);
    EXPECT_FALSE(accounts.device(speaker_hash));
    EXPECT_FALSE(accounts.personal_link(device_hash));
    EXPECT_TRUE(accounts.has_organiser());
  }
}

TEST_F(SqliteStore, ATokenIsGivenOnce) {
  const auto hash = some_hash();
  ASSERT_EQ(add(hash, store::Device{ops::random_id<DeviceId>(), {}, {}, Role::phone}), AppendOutcome::committed);
  EXPECT_EQ(add(hash, store::Device{ops::random_id<DeviceId>(), {}, {}, Role::phone}), AppendOutcome::conflict);
}

TEST_F(SqliteStore, OfADevicesTokensTheNewestAreGood) {
  const store::Device device{ops::random_id<DeviceId>(), ops::random_id<SeminarId>(), ops::random_id<GroupId>(),
                             Role::phone};
  const auto of_somebody_else = some_hash();
  ASSERT_EQ(add(of_somebody_else, store::Device{ops::random_id<DeviceId>(), device.seminar, device.group, Role::phone}),
            AppendOutcome::committed);
  std::vector<store::TokenHash> hashes;
  for (std::size_t i = 0; i < limits::kTokensPerDevice + 3; ++i) {
    if (i == limits::kTokensPerDevice + 1) reopen();  // the order outlives a restart
    hashes.push_back(some_hash());
    ASSERT_EQ(add(hashes.back(), device), AppendOutcome::committed);
  }
  for (const bool reopened : {false, true}) {
    SCOPED_TRACE(reopened);
    if (reopened) reopen();
    for (std::size_t i = 0; i < hashes.size(); ++i)
      EXPECT_EQ(store_->accounts().device(hashes[i]).has_value(), i >= 3) << i;
    EXPECT_TRUE(store_->accounts().device(of_somebody_else));
    EXPECT_TRUE(store_->accounts().find_device(device.id));
  }
  store_.reset();
  store::SqliteDatabase file(folder_.path() / "samtale.db");
  EXPECT_EQ(file.integer("SELECT count(*) FROM devices"), static_cast<std::int64_t>(limits::kTokensPerDevice) + 1);
}

TEST_F(SqliteStore, NobodyElseMayReadTheFiles) {
  ASSERT_EQ(append(store_->events(), ops::random_id<SeminarId>(), {1, 0}, {record("a")}), AppendOutcome::committed);
  int files = 0;
  for (const auto& file : std::filesystem::directory_iterator(folder_.path())) {
    struct stat facts {};
    ASSERT_EQ(stat(file.path().c_str(), &facts), 0);
    EXPECT_EQ(facts.st_mode & 0777, 0600u) << file.path();
    ++files;
  }
  EXPECT_GE(files, 3);  // the lock, the database, the WAL
}

// A limit on the size of files stands for a full disk: the kernel refuses the write in the same place.
TEST_F(SqliteStore, WhatADiskRefusesIsNotStoredAndTheNextIs) {
  const auto seminar = ops::random_id<SeminarId>();
  ASSERT_EQ(append(store_->events(), seminar, {1, 0}, {record("a")}), AppendOutcome::committed);
  signal(SIGXFSZ, SIG_IGN);
  rlimit before{};
  getrlimit(RLIMIT_FSIZE, &before);
  const rlimit small{1'000'000, before.rlim_max};
  setrlimit(RLIMIT_FSIZE, &small);
  EXPECT_EQ(append(store_->events(), seminar, {1, 1}, {record(std::string(2'000'000, 'x'))}), AppendOutcome::refused);
  EXPECT_FALSE(store_->is_saving());
  setrlimit(RLIMIT_FSIZE, &before);
  EXPECT_THAT(texts_of(read_after(store_->events(), seminar)), ElementsAre("a"));
  EXPECT_EQ(append(store_->events(), seminar, {1, 1}, {record("b")}), AppendOutcome::committed);
  EXPECT_TRUE(store_->is_saving());
  reopen();
  EXPECT_THAT(texts_of(read_after(store_->events(), seminar)), ElementsAre("a", "b"));
}

// The connection that writes is the one open_samtale_database() gives.
TEST(SqliteSettings, ACommitIsSyncedToTheDisk) {
  support::TemporaryFolder folder;
  const auto database = store::open_samtale_database(folder.path() / "samtale.db");
  EXPECT_EQ(database->integer("PRAGMA synchronous"), 2);  // FULL
  EXPECT_EQ(database->text("PRAGMA journal_mode"), "wal");
  EXPECT_EQ(database->integer("PRAGMA foreign_keys"), 1);
  EXPECT_GT(database->integer("PRAGMA busy_timeout"), 0);
  EXPECT_EQ(database->integer("SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE '%STRICT%'"),
            0);
}

Reason why_not(const std::filesystem::path& folder) {
  try {
    store::open_store(folder);
  } catch (const CannotOpenStore& error) {
    EXPECT_THAT(error.what(), HasSubstr(folder.string()));
    return error.reason;
  }
  ADD_FAILURE() << "it could be opened";
  return Reason::failed;
}

TEST_F(SqliteStore, ASecondOneInTheSameFolderIsRefused) { EXPECT_EQ(why_not(folder_.path()), Reason::in_use); }

TEST(SqliteOpening, ASecondProcessIsRefusedUntilTheFirstIsGone) {
  support::TemporaryFolder folder;
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  const auto child = fork();
  if (child == 0) {
    const auto held = store::open_store(folder.path());
    if (write(ends[1], "x", 1) != 1) _exit(1);
    for (;;) pause();
  }
  char ready = 0;
  ASSERT_EQ(read(ends[0], &ready, 1), 1);
  EXPECT_EQ(why_not(folder.path()), Reason::in_use);
  kill(child, SIGKILL);
  waitpid(child, nullptr, 0);
  EXPECT_NO_THROW(store::open_store(folder.path()));
  close(ends[0]);
  close(ends[1]);
}

TEST(SqliteOpening, AFolderIsMadeForItsOwnerOnly) {
  support::TemporaryFolder parent;
  const auto folder = parent.path() / "new" / "data";
  EXPECT_NO_THROW(store::open_store(folder));
  EXPECT_EQ(std::filesystem::status(folder).permissions(), std::filesystem::perms::owner_all);
}

TEST(SqliteOpening, AFileIsNoFolder) {
  support::TemporaryFolder parent;
  std::ofstream(parent.path() / "data") << "a file";
  EXPECT_EQ(why_not(parent.path() / "data"), Reason::folder_not_usable);
  EXPECT_EQ(why_not(parent.path() / "data" / "below"), Reason::folder_not_usable);
}

TEST(SqliteOpening, AFolderThatCannotBeWrittenIsSaidSo) { EXPECT_EQ(why_not("/proc"), Reason::folder_not_usable); }

std::string content_of(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

TEST(SqliteOpening, SomethingElseIsLeftAsItIs) {
  support::TemporaryFolder folder;
  const std::string text(4'096, 'n');
  std::ofstream(folder.path() / "samtale.db") << text;
  EXPECT_EQ(why_not(folder.path()), Reason::not_a_database);
  EXPECT_EQ(content_of(folder.path() / "samtale.db"), text);
}

TEST(SqliteOpening, ADatabaseOfAnotherProgramIsLeftAsItIs) {
  support::TemporaryFolder folder;
  store::SqliteDatabase(folder.path() / "samtale.db").execute("CREATE TABLE recipes (name TEXT)");
  const auto before = content_of(folder.path() / "samtale.db");
  EXPECT_EQ(why_not(folder.path()), Reason::not_a_database);
  EXPECT_EQ(content_of(folder.path() / "samtale.db"), before);
}

// Written by the program as it was at version 3: two seminars, one command of two parts, one id used in both.
TEST(SqliteOpening, AFileOfVersion3IsBroughtUpToDateWithAllThatIsInIt) {
  support::TemporaryFolder folder;
  const auto file = folder.path() / "samtale.db";
  std::filesystem::copy_file(std::filesystem::path(SAMTALE_OLD_FILES) / "version-3.db", file);
  ASSERT_EQ(store::SqliteDatabase(file).integer("PRAGMA user_version"), 3);
  const auto opened = store::open_store(folder.path());
  const auto entry = opened->catalogue().find_by_room_code("K7QM3FPA");
  ASSERT_TRUE(entry);
  EXPECT_TRUE(opened->catalogue().find_by_room_code("22222222"));
  EXPECT_EQ(opened->accounts().device({1})->seminar, entry->seminar);
  EXPECT_TRUE(opened->accounts().has_organiser());
  const auto before = read_after(opened->events(), entry->seminar);
  ASSERT_THAT(texts_of(before), ElementsAre("created", "a", "b", "c", "overtime", "d"));
  EXPECT_EQ(before.events[1].command, before.events[2].command);
  EXPECT_FALSE(before.events[5].command.empty());
  EXPECT_TRUE(before.events[4].command.empty());
  // It goes on as any other.
  EXPECT_EQ(append(opened->events(), entry->seminar, {1, 5}, {record("x")}), AppendOutcome::conflict);
  EXPECT_EQ(append(opened->events(), entry->seminar, {1, 6}, {record("e")}), AppendOutcome::committed);
  store::StoredData data(file);
  EXPECT_THAT(data.faults(), IsEmpty());
  EXPECT_EQ(data.last_position(entry->seminar), (Position{1, 7}));
  store::SqliteDatabase look(file, store::SqliteDatabase::Access::read);
  EXPECT_EQ(look.integer("SELECT count(*) FROM sqlite_schema WHERE name = 'events_once'"), 0);
}

TEST(SqliteOpening, ANewerVersionIsLeftAsItIs) {
  support::TemporaryFolder folder;
  store::open_store(folder.path());
  store::SqliteDatabase(folder.path() / "samtale.db").execute("PRAGMA user_version = 999");
  const auto before = content_of(folder.path() / "samtale.db");
  EXPECT_EQ(why_not(folder.path()), Reason::newer_version);
  EXPECT_EQ(content_of(folder.path() / "samtale.db"), before);
}

}  // namespace
}  // namespace samtale::contract
