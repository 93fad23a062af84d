#pragma once
// Snapshots of rooms' states: one file per seminar, so that a start reads the end of a log rather than all of it. A
// cache: without them, or with damaged ones, everything is the same, only later.
//
// They are made by a thread of their own from what is in the log, through its own connection: neither rooms nor commits
// wait for it. Threads: any thread may call.
#include <algorithm>
#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <optional>
#include <set>
#include <thread>

#include "store/stored_data.h"
#include "wire/stored_state.h"

namespace samtale::live {

// A snapshot is made again after so many events, which bounds what a start reads of the log; a long log has a large
// state, so there it is made less often.
constexpr std::uint64_t events_per_snapshot(std::uint64_t sequence) {
  return std::max<std::uint64_t>(5'000, sequence / 10);
}

// Nullopt: there is none that can be used.
std::optional<wire::StoredState> read_snapshot(const std::filesystem::path& folder, SeminarId seminar);

class Snapshots {
 public:
  // Makes the folder when it is not there. `database` is the file of the store that the rooms write to.
  Snapshots(std::filesystem::path folder, std::filesystem::path database);
  ~Snapshots();  // what has been begun is finished, the rest is not made
  Snapshots(const Snapshots&) = delete;
  Snapshots& operator=(const Snapshots&) = delete;

  std::optional<wire::StoredState> read(SeminarId seminar) const { return read_snapshot(folder_, seminar); }
  // Soon there will be one that reaches as far as the log does now, or further.
  void make(SeminarId seminar);

 private:
  void run();
  void make_now(SeminarId seminar) const;
  bool write(SeminarId seminar, const wire::StoredState& state) const;

  const std::filesystem::path folder_;
  const std::filesystem::path database_;
  std::mutex mutex_;
  std::condition_variable work_waits_;
  std::set<SeminarId> wanted_;
  bool closing_ = false;
  std::thread thread_;
};

// The state at the end of a log, beginning with `snapshot` when it is of this log. Nullopt: something in the log cannot
// be read. Also for verification: with nullopt for the snapshot it is the state as the log alone tells it.
std::optional<wire::StoredState> state_from_log(store::StoredData& data, SeminarId seminar,
                                                std::optional<wire::StoredState> snapshot);

// Applies one event of the log, as it is stored. False: it cannot be read.
bool apply_stored(wire::StoredState& state, const std::string& bytes);

}  // namespace samtale::live
