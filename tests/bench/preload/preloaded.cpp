#include "preloaded.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include <stdexcept>

namespace samtale::bench {

Preloading::Preloading(const std::filesystem::path& library, const std::filesystem::path& folder,
                       std::size_t page_bytes)
    : page_bytes_(page_bytes) {
  const auto name = folder / "counted";
  const int file = open(name.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  const bool sized = file >= 0 && ftruncate(file, static_cast<off_t>(page_bytes)) == 0;
  page_ = sized ? mmap(nullptr, page_bytes, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0) : MAP_FAILED;
  if (file >= 0) close(file);
  if (page_ == MAP_FAILED) throw std::runtime_error("the file for counting inside the server cannot be made");
  // Nobody else reads the environment meanwhile: the bench has no threads when it starts its server.
  setenv(kCountedFile, name.c_str(), 1);     // NOLINT(concurrency-mt-unsafe)
  setenv("LD_PRELOAD", library.c_str(), 1);  // NOLINT(concurrency-mt-unsafe)
}

Preloading::~Preloading() {
  stop();
  munmap(page_, page_bytes_);
}

void Preloading::stop() {
  unsetenv("LD_PRELOAD");  // NOLINT(concurrency-mt-unsafe)
  unsetenv(kCountedFile);  // NOLINT(concurrency-mt-unsafe)
}

}  // namespace samtale::bench
