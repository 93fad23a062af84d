#pragma once
// Snapshots as files, one per seminar.
//
// They are made by a thread of their own from what is in the log, through its own connection: neither rooms nor commits
// wait for it. It takes at most a twentieth of one processor while the server runs: under load it falls behind, and makes
// up for it afterwards. Threads: any thread may call.
#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <optional>
#include <set>
#include <thread>

#include "live/snapshots.h"

namespace samtale::live {

// Nullopt: there is none that can be used.
std::optional<wire::StoredState> read_snapshot(const std::filesystem::path& folder, SeminarId seminar);

class SnapshotFiles final : public Snapshots {
 public:
  // Fewer new events than this are read from the log as quickly as a snapshot would be.
  static constexpr std::uint64_t kWorthASnapshot = 1'000;

  // Makes the folder when it is not there. `database` is the file of the store that the rooms write to.
  SnapshotFiles(std::filesystem::path folder, std::filesystem::path database);
  // Makes what has been asked for at once, which takes about a second for a long log. The store is closed before.
  ~SnapshotFiles() override;
  SnapshotFiles(const SnapshotFiles&) = delete;
  SnapshotFiles& operator=(const SnapshotFiles&) = delete;

  std::optional<wire::StoredState> read(SeminarId seminar) override { return read_snapshot(folder_, seminar); }
  void make(SeminarId seminar) override;
  void make_at_the_end(SeminarId seminar) override;
  // Bounds what a start reads of the log. Making one takes as long as the state is large, while an event is read in a
  // microsecond: so the longer the log, the less often it is made, and each event pays for two of the state.
  std::uint64_t events_between(std::uint64_t sequence) const override {
    return std::max<std::uint64_t>(5 * kWorthASnapshot, sequence / 2);
  }

 private:
  void run();
  void make_now(SeminarId seminar) const;
  void rest_after(std::chrono::nanoseconds work);
  bool write(SeminarId seminar, const wire::StoredState& state) const;

  const std::filesystem::path folder_;
  const std::filesystem::path database_;
  std::mutex mutex_;
  std::condition_variable work_waits_;
  std::set<SeminarId> wanted_;
  std::set<SeminarId> wanted_at_the_end_;
  bool closing_ = false;
  std::thread thread_;
};

}  // namespace samtale::live
