// Preloaded into the server that is measured: counts fsync and fdatasync, and the time they take, in a page of memory
// that the bench looks at (sync_count.h). Costs two looks at the clock for each.
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdint>

#include "counted_page.h"
#include "sync_count.h"

namespace {

using samtale::bench::SyncPage;

std::uint64_t now_ns() {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<std::uint64_t>(now.tv_sec) * 1'000'000'000u + static_cast<std::uint64_t>(now.tv_nsec);
}

int counted(long number, int file) {
  static SyncPage* const page = samtale::bench::counted_page<SyncPage>();
  const auto begun = now_ns();
  const auto result = syscall(number, file);
  const int error = errno;
  page->nanos += now_ns() - begun;
  ++page->count;
  errno = error;
  return static_cast<int>(result);
}

}  // namespace

extern "C" int fsync(int file) { return counted(SYS_fsync, file); }
extern "C" int fdatasync(int file) { return counted(SYS_fdatasync, file); }
