#include "store/sqlite_schema.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <string>
#include <system_error>

#include "ops/durable_file.h"
#include "store/store.h"

namespace samtale::store {
namespace {

using Reason = CannotOpenStore::Reason;

// Marks the file as ours ("Smtl"), so that another program's database is never migrated.
constexpr std::int64_t kApplicationId = 0x536d746c;

constexpr std::array kMigrations = {
    // 1. The log is a table that only grows at its end: five times quicker than one ordered by seminar. Several events
    // of one command are its parts 0, 1, 2 …, so that `samtale verify` sees one that took effect twice, or in part.
    // (events_once: see 4.)
    R"sql(
      CREATE TABLE events (
        place INTEGER PRIMARY KEY,
        seminar BLOB NOT NULL CHECK (length(seminar) = 16),
        epoch INTEGER NOT NULL,
        sequence INTEGER NOT NULL,
        command BLOB CHECK (length(command) = 16),
        part INTEGER NOT NULL,
        bytes BLOB NOT NULL
      ) STRICT;
      CREATE UNIQUE INDEX events_in_order ON events (seminar, epoch, sequence);
      CREATE UNIQUE INDEX events_once ON events (seminar, command) WHERE command IS NOT NULL AND part = 0;

      CREATE TABLE seminars (
        place INTEGER PRIMARY KEY,
        seminar BLOB NOT NULL UNIQUE CHECK (length(seminar) = 16),
        organiser BLOB NOT NULL CHECK (length(organiser) = 16),
        room_code TEXT NOT NULL UNIQUE,
        title TEXT NOT NULL,
        date TEXT NOT NULL,
        state INTEGER NOT NULL
      ) STRICT;

      CREATE TABLE personal_links (
        token_hash BLOB PRIMARY KEY CHECK (length(token_hash) = 32),
        role INTEGER NOT NULL,
        name TEXT NOT NULL,
        organiser BLOB NOT NULL CHECK (length(organiser) = 16),
        seminar BLOB NOT NULL CHECK (length(seminar) = 16)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE devices (
        token_hash BLOB PRIMARY KEY CHECK (length(token_hash) = 32),
        device BLOB NOT NULL CHECK (length(device) = 16),
        seminar BLOB NOT NULL CHECK (length(seminar) = 16),
        group_id BLOB NOT NULL CHECK (length(group_id) = 16),
        role INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
    )sql",
    // 2. Where the store writes to find out whether saving works again.
    R"sql(
      CREATE TABLE trial (
        place INTEGER PRIMARY KEY CHECK (place = 1),
        bytes BLOB NOT NULL
      ) STRICT;
    )sql",
    // 3. Tokens of a device in the order in which they were given, so that the oldest can go.
    R"sql(
      ALTER TABLE devices ADD COLUMN given INTEGER NOT NULL DEFAULT 0;
      CREATE INDEX devices_in_order ON devices (device, given);
    )sql",
    // 4. It forbade a command to take effect twice, which cannot happen: who appends knows every command of the log up to
    // the place where the log must end (event_store.h). Its keys were random, so each event of a commit changed a page of
    // its own: three quarters of what a commit wrote.
    R"sql(
      DROP INDEX events_once;
    )sql",
};

// SQLite would create the file readable for everybody; the WAL takes over the mode of the file. Its name must survive a
// power cut as well as what is in it.
void create_private(const std::filesystem::path& file) {
  const int fd = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0) {
    throw CannotOpenStore(Reason::folder_not_usable,
                          "cannot open " + file.string() + ": " + std::generic_category().message(errno));
  }
  ::close(fd);
  try {
    ops::sync_folder(std::filesystem::absolute(file).parent_path());
  } catch (const std::system_error& error) {
    throw CannotOpenStore(Reason::failed, "cannot keep " + file.string() + ": " + error.code().message());
  }
}

// Looks before anything is changed.
void refuse_what_is_not_ours(SqliteDatabase& database, const std::filesystem::path& file) {
  const auto version = database.integer("PRAGMA user_version");
  const auto application = database.integer("PRAGMA application_id");
  const bool is_new = database.integer("SELECT count(*) FROM sqlite_schema") == 0 && version == 0 && application == 0;
  if (!is_new && application != kApplicationId) {
    throw CannotOpenStore(Reason::not_a_database, file.string() + " is a database of another program");
  }
  if (version > static_cast<std::int64_t>(kMigrations.size())) {
    throw CannotOpenStore(Reason::newer_version, file.string() + " was made by a newer version of samtale (" +
                                                     std::to_string(version) + ", this one knows " +
                                                     std::to_string(kMigrations.size()) + ")");
  }
}

// A file system may silently refuse the WAL (network folders do), and then a commit would not mean what we promise.
void make_commits_durable(SqliteDatabase& database, const std::filesystem::path& file) {
  database.execute("PRAGMA busy_timeout = 5000");
  database.execute("PRAGMA foreign_keys = ON");
  database.execute("PRAGMA journal_mode = WAL");
  database.execute("PRAGMA synchronous = FULL");
  constexpr int kFull = 2;
  if (database.text("PRAGMA journal_mode") != "wal" || database.integer("PRAGMA synchronous") != kFull) {
    throw CannotOpenStore(Reason::folder_not_usable,
                          file.string() + " lies on a file system without write-ahead logging; use a local disk");
  }
}

void migrate(SqliteDatabase& database) {
  for (auto version = static_cast<std::size_t>(database.integer("PRAGMA user_version")); version < kMigrations.size();
       ++version) {
    database.execute("BEGIN IMMEDIATE");
    database.execute(kMigrations[version]);
    database.execute("PRAGMA application_id = " + std::to_string(kApplicationId));
    database.execute("PRAGMA user_version = " + std::to_string(version + 1));
    database.execute("COMMIT");
  }
}

[[noreturn]] void say_why(const SqliteError& error, const std::filesystem::path& file) {
  if ((error.code & 0xff) == SQLITE_NOTADB) {
    throw CannotOpenStore(Reason::not_a_database, file.string() + " is not a database");
  }
  throw CannotOpenStore(Reason::failed, "cannot use " + file.string() + ": " + error.what());
}

}  // namespace

std::unique_ptr<SqliteDatabase> open_samtale_database(const std::filesystem::path& file) {
  create_private(file);
  try {
    auto database = std::make_unique<SqliteDatabase>(file);
    refuse_what_is_not_ours(*database, file);
    make_commits_durable(*database, file);
    migrate(*database);
    return database;
  } catch (const SqliteError& error) {
    say_why(error, file);
  }
}

SqliteDatabase open_samtale_database_to_read(const std::filesystem::path& file) {
  try {
    SqliteDatabase database(file, SqliteDatabase::Access::read);
    database.execute("PRAGMA busy_timeout = 5000");
    refuse_what_is_not_ours(database, file);
    if (database.integer("PRAGMA user_version") == 0) {
      throw CannotOpenStore(Reason::not_a_database, file.string() + " is empty");
    }
    return database;
  } catch (const SqliteError& error) {
    say_why(error, file);
  }
}

}  // namespace samtale::store
