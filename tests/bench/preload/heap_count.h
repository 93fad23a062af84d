#pragma once
// What a server holds of its heap: counted inside it by heap_counter.cpp, which is preloaded.
#include <atomic>
#include <cstdint>

namespace samtale::bench {

struct HeapPage {
  // In pieces that are in use, with the eight bytes that glibc keeps beside each. Pieces that it has free, and what it
  // lost between them, are not in it.
  std::atomic<std::int64_t> bytes{0};
};

}  // namespace samtale::bench
