#include "app/maintenance.h"

#include <cstdint>
#include <cstdio>
#include <string>
#include <vector>

#include "live/snapshot_files.h"
#include "ops/clock.h"
#include "store/backup.h"
#include "store/stored_data.h"
#include "wire/stored_event.h"

namespace samtale::app {
namespace {

constexpr int kWentWrong = 1;
using Faults = std::vector<std::string>;

std::filesystem::path database_in(const Options& options) { return options.data / "samtale.db"; }

// Every event can be read and is the one its row says; the log is of this seminar; and the snapshot is the state that the log
// has at its place. A snapshot of another log is not used by a server, so it is no fault.
void verify_log(store::StoredData& data, SeminarId seminar, const std::optional<wire::StoredState>& snapshot,
                std::uint64_t& events, Faults& faults) {
  const auto about = "seminar " + seminar.text() + ": ";
  wire::StoredState state;
  bool readable = true;
  data.each_event(seminar, 0, [&](Position position, const store::EventRecord& record) {
    const auto place = "event " + std::to_string(position.sequence);
    const auto event = wire::decode_event(record.bytes);
    readable = event && live::apply_stored(state, record.bytes);
    if (!readable) faults.push_back(about + place + " cannot be read");
    if (!readable) return false;
    ++events;
    if (event->command != record.command) faults.push_back(about + place + " is stored under another command");
    if (snapshot && snapshot->position == position && snapshot->last_event == record.bytes &&
        (snapshot->seminar != state.seminar || snapshot->commands != state.commands))
      faults.push_back(about + "the snapshot at " + place + " is not the state of the log; delete it");
    return true;
  });
  if (readable && state.seminar.id != seminar) faults.push_back(about + "its log is of another seminar");
}

}  // namespace

int back_up(const Options& options, const std::filesystem::path& to) {
  store::back_up(database_in(options), to);
  std::printf("backed up to %s\n", to.c_str());
  return 0;
}

int restore(const Options& options, const std::filesystem::path& backup, bool replace) {
  constexpr std::int64_t kMsPerSecond = 1'000;
  const auto now = static_cast<std::uint32_t>(ops::SystemClock().now_ms() / kMsPerSecond);
  const auto kept = store::restore(backup, options.data, replace, now);
  std::filesystem::remove_all(options.data / "snapshots");  // of what was there before
  std::printf("restored into %s\n", options.data.c_str());
  if (!kept.empty()) std::printf("what was there is kept in %s\n", kept.c_str());
  return 0;
}

int verify(const Options& options, const std::filesystem::path& backup) {
  const auto file = backup.empty() ? database_in(options) : backup;
  store::StoredData data(file);
  auto faults = data.faults();
  std::uint64_t events = 0;
  std::size_t snapshots = 0;
  const auto seminars = faults.empty() ? data.seminars() : std::vector<SeminarId>{};
  for (const SeminarId seminar : seminars) {
    const auto snapshot = backup.empty() ? live::read_snapshot(options.data / "snapshots", seminar) : std::nullopt;
    snapshots += snapshot ? 1 : 0;
    verify_log(data, seminar, snapshot, events, faults);
  }
  for (const auto& fault : faults) std::fprintf(stderr, "%s: %s\n", file.c_str(), fault.c_str());
  if (!faults.empty()) return kWentWrong;
  std::printf("%s is right: %zu seminars, %ju events, %zu snapshots\n", file.c_str(), seminars.size(),
              static_cast<std::uintmax_t>(events), snapshots);
  return 0;
}

}  // namespace samtale::app
