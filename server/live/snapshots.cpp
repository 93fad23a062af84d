#include "live/snapshots.h"

#include <exception>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>

#include "domain/apply.h"
#include "ops/log.h"
#include "wire/stored_event.h"

namespace samtale::live {
namespace {

std::filesystem::path file_of(const std::filesystem::path& folder, SeminarId seminar) {
  return folder / (seminar.text() + ".state");
}

// Whether the log goes through the event that the snapshot ends with: a database that was put back, or taken from
// elsewhere, is another log.
bool is_of_this_log(store::StoredData& data, SeminarId seminar, const wire::StoredState& snapshot) {
  bool same = false;
  data.each_event(seminar, snapshot.position.sequence - 1, [&](Position position, const store::EventRecord& record) {
    same = position == snapshot.position && record.bytes == snapshot.last_event;
    return false;
  });
  return same;
}

}  // namespace

bool apply_stored(wire::StoredState& state, const std::string& bytes) {
  const auto event = wire::decode_event(bytes);
  if (!event) return false;
  apply(state.seminar, *event);
  ++state.position.sequence;
  if (!event->command.empty()) state.commands[event->command] = state.position.sequence;
  return true;
}

std::optional<wire::StoredState> state_from_log(store::StoredData& data, SeminarId seminar,
                                                std::optional<wire::StoredState> snapshot) {
  wire::StoredState state;
  if (snapshot && is_of_this_log(data, seminar, *snapshot)) state = std::move(*snapshot);
  bool readable = true;
  data.each_event(seminar, state.position.sequence, [&](Position position, const store::EventRecord& record) {
    state.position.epoch = position.epoch;
    readable = apply_stored(state, record.bytes);
    state.last_event = record.bytes;
    return readable;
  });
  if (!readable) return std::nullopt;
  return state;
}

Snapshots::Snapshots(std::filesystem::path folder, std::filesystem::path database)
    : folder_(std::move(folder)), database_(std::move(database)) {
  std::error_code failed;
  std::filesystem::create_directories(folder_, failed);
  if (!failed) std::filesystem::permissions(folder_, std::filesystem::perms::owner_all, failed);
  if (failed) ops::log::warning("no snapshots can be kept", {{"reason", failed.message()}});
  thread_ = std::thread([this] { run(); });
}

Snapshots::~Snapshots() {
  {
    const std::lock_guard lock(mutex_);
    closing_ = true;
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

void Snapshots::make(SeminarId seminar) {
  {
    const std::lock_guard lock(mutex_);
    wanted_.insert(seminar);
  }
  work_waits_.notify_one();
}

void Snapshots::run() {
  for (;;) {
    std::unique_lock lock(mutex_);
    work_waits_.wait(lock, [this] { return closing_ || !wanted_.empty(); });
    if (closing_) return;
    const auto seminar = *wanted_.begin();
    wanted_.erase(wanted_.begin());
    lock.unlock();
    try {
      make_now(seminar);
    } catch (const std::exception& error) {
      ops::log::warning("a snapshot could not be made", {{"seminar", seminar}, {"reason", error.what()}});
    }
  }
}

void Snapshots::make_now(SeminarId seminar) const {
  store::StoredData data(database_);
  const auto state = state_from_log(data, seminar, read(seminar));
  if (!state || state->position.sequence == 0) return;
  if (write(seminar, *state)) {
    ops::log::debug("snapshot made", {{"seminar", seminar}, {"sequence", state->position.sequence}});
  } else {
    ops::log::warning("a snapshot could not be written", {{"seminar", seminar}});
  }
}

// Whole or not at all for whoever reads; it need not survive a power cut, for the checksum tells.
bool Snapshots::write(SeminarId seminar, const wire::StoredState& state) const {
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
