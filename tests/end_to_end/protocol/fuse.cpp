// Loaded into a server under test before everything else: ends it, as `kill -9` would, before the n-th step that it
// takes towards the disk. n stands in a file that the test holds in memory as well, 0 for never; SAMTALE_FUSE is its
// path.
#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>

namespace {

std::atomic<int>* fuse() {
  static std::atomic<int>* const kFuse = []() -> std::atomic<int>* {
    const char* path = std::getenv("SAMTALE_FUSE");
    const int file = path ? open(path, O_RDWR | O_CLOEXEC) : -1;
    if (file < 0) return nullptr;
    void* shared = mmap(nullptr, sizeof(std::atomic<int>), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    close(file);
    return shared == MAP_FAILED ? nullptr : static_cast<std::atomic<int>*>(shared);
  }();
  return kFuse;
}

void step() {
  if (fuse() && fuse()->load() > 0 && fuse()->fetch_sub(1) == 1) kill(getpid(), SIGKILL);
}

template <class Function>
Function* real(const char* name) {
  return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

}  // namespace

extern "C" {

int fsync(int file) {
  step();
  return real<int(int)>("fsync")(file);
}
int fdatasync(int file) {
  step();
  return real<int(int)>("fdatasync")(file);
}
int rename(const char* from, const char* to) noexcept {
  step();
  return real<int(const char*, const char*)>("rename")(from, to);
}
int link(const char* from, const char* to) noexcept {
  step();
  return real<int(const char*, const char*)>("link")(from, to);
}
int mkdir(const char* path, mode_t mode) noexcept {
  step();
  return real<int(const char*, mode_t)>("mkdir")(path, mode);
}
int rmdir(const char* path) noexcept {
  step();
  return real<int(const char*)>("rmdir")(path);
}
int unlink(const char* path) noexcept {
  step();
  return real<int(const char*)>("unlink")(path);
}
int unlinkat(int folder, const char* path, int flags) noexcept {
  step();
  return real<int(int, const char*, int)>("unlinkat")(folder, path, flags);
}
int remove(const char* path) noexcept {
  step();
  return real<int(const char*)>("remove")(path);
}
}
