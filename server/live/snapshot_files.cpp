#include "live/snapshot_files.h"

#include <sys/resource.h>

#include <exception>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>

#include "ops/log.h"
#include "ops/memory.h"

namespace samtale::live {
namespace {

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
  std::ifstream stream(file_of(folder, seminar), std::ios::binary);
  if (!stream) return std::nullopt;
  const std::string bytes{std::istreambuf_iterator<char>(stream), {}};
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
    try {
      make_now(seminar);
    } catch (const std::exception& error) {
      ops::log::warning("a snapshot could not be made", {{"seminar", seminar}, {"reason", error.what()}});
    }
    // A whole seminar was in memory a second time.
    ops::give_back_free_memory();
  }
}

void SnapshotFiles::make_now(SeminarId seminar) const {
  store::StoredData data(database_);
  auto before = read_snapshot(folder_, seminar);
  if (before && !is_of_this_log(data, seminar, *before)) before.reset();
  const auto from = before ? before->position.sequence : 0;
  const auto state = state_from_log(data, seminar, std::move(before));
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
