#pragma once
// How often a server syncs its files, and how long that takes: counted inside it by sync_counter.cpp, which is
// preloaded. Any one thread.
#include <atomic>
#include <cstdint>
#include <filesystem>

namespace samtale::bench {

// Shared with the server.
struct SyncPage {
  std::atomic<std::uint64_t> count{0};
  std::atomic<std::uint64_t> nanos{0};
};
inline constexpr char kSyncCountFile[] = "SAMTALE_SYNC_COUNT";

struct Syncs {
  std::uint64_t count = 0;
  std::uint64_t nanos = 0;  // of all together
};

class SyncCount {
 public:
  // `counter`: the library to preload. Programs that are started from now on until the end of this object, or
  // stop_preloading(), are counted.
  SyncCount(const std::filesystem::path& counter, const std::filesystem::path& folder);
  ~SyncCount();
  SyncCount(const SyncCount&) = delete;
  SyncCount& operator=(const SyncCount&) = delete;

  void stop_preloading();
  // So far.
  Syncs syncs() const;

 private:
  SyncPage* page_ = nullptr;
};

}  // namespace samtale::bench
