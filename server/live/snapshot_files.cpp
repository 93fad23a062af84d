#include "live/snapshot_files.h"

#include <sys/resource.h>

#include <exception>
#include <fstream>
#include <system_error>
#include <utility>

#include "ops/log.h"
#include "ops/memory.h"
#include "ops/processor_time.h"

namespace samtale::live {
namespace {

// So many times as long as it has worked the thread does nothing.
constexpr int kRestsForEachWorked = 19;

// Rooms and commits come first, and there may be few cores. Of the calling thread: on Linux each has its own (nice(2)).
void go_behind_all_others() {
  constexpr int kLowPriority = 10;
  setpriority(PRIO_PROCESS, 0, kLowPriority);
}

std::filesystem::path file_of(const std::filesystem::path& folder, SeminarId seminar) {
  return folder / (seminar.text() + ".state");
}

}  // namespace

SnapshotFiles::SnapshotFiles(std::filesystem::path folder, std::filesystem::path database)
    : folder_(std::move(folder)), database_(std::move(database)) {
  std::error_code failed;
  std::filesystem::create_directories(folder_, failed);
  if (!failed) std::filesystem::permissions(folder_, std::filesystem::perms::owner_all, failed);
  if (failed) ops::log::warning("no snapshots can be kept", {{"reason", failed.message()}});
  thread_ = std::thread([this] { run(); });
}

SnapshotFiles::~SnapshotFiles() {
  {
    const std::lock_guard lock(mutex_);
    closing_ = true;
    wanted_.merge(wanted_at_the_end_);
  }
  work_waits_.notify_one();
  thread_.join();
}

std::optional<wire::StoredState> read_snapshot(const std::filesystem::path& folder, SeminarId seminar) {
  std::ifstream stream(file_of(folder, seminar), std::ios::binary | std::ios::ate);
  if (!stream) return std::nullopt;
  // In one piece: byte by byte it was a tenth of what a snapshot costs.
  std::string bytes(static_cast<std::size_t>(std::max<std::streamoff>(0, stream.tellg())), '\0');
  stream.seekg(0);
  stream.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  auto state = wire::decode_state(bytes);
  if (!state || state->seminar.id != seminar || state->position.sequence == 0) {
    ops::log::warning("a snapshot is damaged or of another version: not used", {{"seminar", seminar}});
    return std::nullopt;
  }
  return state;
}

void SnapshotFiles::make(SeminarId seminar) {
  {
    const std::lock_guard lock(mutex_);
    wanted_.insert(seminar);
  }
  work_waits_.notify_one();
}

void SnapshotFiles::make_at_the_end(SeminarId seminar) {
  const std::lock_guard lock(mutex_);
  wanted_at_the_end_.insert(seminar);
}

void SnapshotFiles::run() {
  go_behind_all_others();
  for (;;) {
    std::unique_lock lock(mutex_);
    work_waits_.wait(lock, [this] { return closing_ || !wanted_.empty(); });
    if (wanted_.empty()) return;
    const auto seminar = *wanted_.begin();
    wanted_.erase(wanted_.begin());
    lock.unlock();
    const auto begun = ops::processor_time_of_this_thread();
    try {
      make_now(seminar);
    } catch (const std::exception& error) {
      ops::log::warning("a snapshot could not be made", {{"seminar", seminar}, {"reason", error.what()}});
    }
    // A whole seminar was in memory a second time.
    ops::give_back_free_memory();
    rest_after(ops::processor_time_of_this_thread() - begun);
  }
}

// The lowest priority is not enough: on a busy machine with few processors the rooms still lose a tenth of one to it, and
// what they had in its caches.
void SnapshotFiles::rest_after(std::chrono::nanoseconds work) {
  std::unique_lock lock(mutex_);
  work_waits_.wait_for(lock, kRestsForEachWorked * work, [this] { return closing_; });
}

void SnapshotFiles::make_now(SeminarId seminar) const {
  auto before = read_snapshot(folder_, seminar);
  std::uint64_t from = 0;
  std::optional<wire::StoredState> state;
  {
    // No longer than needed: what is being read cannot be moved from the write-ahead log into the database.
    store::StoredData data(database_);
    if (before && !is_of_this_log(data, seminar, *before)) before.reset();
    from = before ? before->position.sequence : 0;
    state = state_from_log(data, seminar, std::move(before));
  }
  if (!state || state->position.sequence < from + kWorthASnapshot) return;
  if (write(seminar, *state)) {
    ops::log::debug("snapshot made", {{"seminar", seminar}, {"sequence", state->position.sequence}});
  } else {
    ops::log::warning("a snapshot could not be written", {{"seminar", seminar}});
  }
}

// Whole or not at all for whoever reads; it need not survive a power cut, for the checksum tells.
bool SnapshotFiles::write(SeminarId seminar, const wire::StoredState& state) const {
  const auto file = file_of(folder_, seminar);
  auto beginning = file;
  beginning += ".new";
  const auto bytes = wire::encode_state(state);
  std::ofstream stream(beginning, std::ios::binary | std::ios::trunc);
  stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  stream.close();
  std::error_code failed;
  if (stream) {
    std::filesystem::rename(beginning, file, failed);
    return !failed;
  }
  std::filesystem::remove(beginning, failed);
  return false;
}

}  // namespace samtale::live
