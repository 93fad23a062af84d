// Preloaded into the server that is measured: counts fsync and fdatasync, and the time they take, in a page of memory
// that the bench looks at (sync_count.h). Costs two looks at the clock for each.
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdint>
#include <cstdlib>

#include "sync_count.h"

namespace {

using samtale::bench::SyncPage;

SyncPage* shared_page() {
  static SyncPage own;  // where nobody looks
  // The server never changes its environment.
  const char* name = std::getenv(samtale::bench::kSyncCountFile);  // NOLINT(concurrency-mt-unsafe)
  const int file = name != nullptr ? open(name, O_RDWR | O_CLOEXEC) : -1;
  if (file < 0) return &own;
  void* page = mmap(nullptr, sizeof(SyncPage), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  close(file);
  return page != MAP_FAILED ? static_cast<SyncPage*>(page) : &own;
}

std::uint64_t now_ns() {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<std::uint64_t>(now.tv_sec) * 1'000'000'000u + static_cast<std::uint64_t>(now.tv_nsec);
}

int counted(long number, int file) {
  static SyncPage* const page = shared_page();
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
