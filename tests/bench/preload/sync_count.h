#pragma once
// How often a server syncs its files, and how long that takes: counted inside it by sync_counter.cpp, which is
// preloaded.
#include <atomic>
#include <cstdint>

namespace samtale::bench {

struct SyncPage {
  std::atomic<std::uint64_t> count{0};
  std::atomic<std::uint64_t> nanos{0};
};

struct Syncs {
  std::uint64_t count = 0;
  std::uint64_t nanos = 0;  // of all together
};

}  // namespace samtale::bench
