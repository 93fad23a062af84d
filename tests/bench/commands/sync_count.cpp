#include "sync_count.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include <new>
#include <stdexcept>

namespace samtale::bench {

SyncCount::SyncCount(const std::filesystem::path& counter, const std::filesystem::path& folder) {
  const auto name = folder / "syncs";
  const int file = open(name.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  const bool sized = file >= 0 && ftruncate(file, sizeof(SyncPage)) == 0;
  void* page = sized ? mmap(nullptr, sizeof(SyncPage), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0) : MAP_FAILED;
  if (file >= 0) close(file);
  if (page == MAP_FAILED) throw std::runtime_error("the file for counting syncs cannot be made");
  page_ = new (page) SyncPage;
  // Nobody else reads the environment meanwhile: the bench has no threads when it starts its server.
  setenv(kSyncCountFile, name.c_str(), 1);   // NOLINT(concurrency-mt-unsafe)
  setenv("LD_PRELOAD", counter.c_str(), 1);  // NOLINT(concurrency-mt-unsafe)
}

SyncCount::~SyncCount() {
  stop_preloading();
  munmap(page_, sizeof(SyncPage));
}

void SyncCount::stop_preloading() {
  unsetenv("LD_PRELOAD");    // NOLINT(concurrency-mt-unsafe)
  unsetenv(kSyncCountFile);  // NOLINT(concurrency-mt-unsafe)
}

Syncs SyncCount::syncs() const { return {page_->count, page_->nanos}; }

}  // namespace samtale::bench
