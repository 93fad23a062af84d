#include "store/backup.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <string>
#include <system_error>
#include <vector>

#include "ops/durable_file.h"
#include "store/folder_lock.h"
#include "store/sqlite_schema.h"
#include "store/store.h"
#include "store/stored_data.h"

namespace samtale::store {
namespace {

using Reason = CannotOpenStore::Reason;
using std::filesystem::path;

[[noreturn]] void fail(const std::string& what, const std::string& why) {
  throw CannotOpenStore(Reason::failed, what + ": " + why);
}

path with(path file, const std::string& ending) {
  file += ending;
  return file;
}

path folder_of(const path& file) { return std::filesystem::absolute(file).parent_path(); }

void check(const path& file) {
  const auto faults = StoredData(file).faults();
  if (!faults.empty()) fail(file.string() + " is damaged", faults.front());
}

// `to` is new, readable for its owner only, and on the disk afterwards.
void copy_to(const path& from, const path& to) {
  std::error_code ignored;
  std::filesystem::remove(to, ignored);  // left by one that was interrupted
  const int fd = ::open(to.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0) fail("cannot write " + to.string(), std::generic_category().message(errno));
  try {
    auto source = open_samtale_database_to_read(from);
    auto statement = source.prepare("VACUUM INTO ?");
    statement.bind_text(1, to.native()).run();
  } catch (const SqliteError& error) {
    ::close(fd);
    std::filesystem::remove(to, ignored);
    fail("cannot copy " + from.string() + " to " + to.string(), error.what());
  }
  const bool synced = ::fsync(fd) == 0;
  ::close(fd);
  if (!synced) fail("cannot keep " + to.string(), "the disk refuses");
}

void begin_epoch(const path& file, std::uint32_t epoch) {
  SqliteDatabase database(file);
  const auto highest = static_cast<std::uint32_t>(database.integer("SELECT coalesce(max(epoch), 0) FROM events"));
  struct Newest {
    std::string seminar;
    std::int64_t epoch;
  };
  std::vector<Newest> all;
  auto rows = database.prepare("SELECT seminar, max(epoch) FROM events GROUP BY seminar");
  while (rows.next_row()) all.push_back({std::string{rows.blob(0)}, rows.integer(1)});
  database.execute("BEGIN IMMEDIATE");
  auto update = database.prepare("UPDATE events SET epoch = ? WHERE seminar = ? AND epoch = ?");
  for (const auto& [seminar, newest] : all)
    update.bind(1, std::max(epoch, highest + 1)).bind_blob(2, seminar).bind(3, newest).run();
  database.execute("COMMIT");
}

// The database with what belongs to it; answers its new name.
path put_aside(const path& database, std::uint32_t number) {
  const auto kept = with(database, ".replaced-" + std::to_string(number));
  for (const char* part : {"-wal", "-shm", ""}) {
    std::error_code failed;
    if (!std::filesystem::exists(with(database, part), failed)) continue;
    std::filesystem::rename(with(database, part), with(kept, part), failed);
    if (failed) fail("cannot put " + database.string() + " aside", failed.message());
  }
  return kept;
}

}  // namespace

void back_up(const path& database, const path& to) {
  if (std::filesystem::exists(to)) fail("cannot write " + to.string(), "it is there already");
  const auto partial = with(to, ".partial");
  copy_to(database, partial);
  check(partial);
  std::filesystem::rename(partial, to);
  ops::sync_folder(folder_of(to));
}

path restore(const path& backup, const path& folder, bool replace, std::uint32_t epoch) {
  check(backup);
  make_data_folder(folder);
  const FolderLock lock(folder);
  const auto database = folder / "samtale.db";
  const bool is_there = std::filesystem::exists(database);
  if (is_there && !replace) fail("cannot restore into " + folder.string(), "there is a database already");

  const auto restored = with(database, ".restoring");
  copy_to(backup, restored);
  try {
    begin_epoch(restored, epoch);
  } catch (const SqliteError& error) {
    fail("cannot write " + restored.string(), error.what());
  }
  check(restored);
  const auto kept = is_there ? put_aside(database, epoch) : path{};
  std::filesystem::rename(restored, database);
  ops::sync_folder(folder);
  return kept;
}

}  // namespace samtale::store
