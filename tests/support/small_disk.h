#pragma once
// A file system of a few megabytes that this program alone sees, to be filled up and freed again. It goes with the
// program, however that ends. Needs the right to mount; without it `usable()` is false.
#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <string>

#include "tests/support/temporary_folder.h"

namespace samtale::support {

class SmallDisk {
 public:
  explicit SmallDisk(std::size_t megabytes) {
    const auto size = "mode=700,size=" + std::to_string(megabytes) + "m";
    // Of this thread and of those it starts from now on, child processes too; nobody else is to see the mount.
    usable_ = unshare(CLONE_NEWNS) == 0 && mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
              mount("tmpfs", place_.path().c_str(), "tmpfs", 0, size.c_str()) == 0;
  }
  ~SmallDisk() {
    if (usable_) umount2(place_.path().c_str(), MNT_DETACH);
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;

  bool usable() const { return usable_; }
  const std::filesystem::path& path() const { return place_.path(); }

  // Writes until the disk takes no more, but leaves about `left_bytes` free.
  void fill(std::size_t left_bytes = 0) const {
    const int fd = ::open(filler().c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    static const std::array<char, 4'096> kBlock{};
    while (::write(fd, kBlock.data(), kBlock.size()) > 0) continue;
    ::close(fd);
    std::error_code ignored;
    const auto size = std::filesystem::file_size(filler(), ignored);
    std::filesystem::resize_file(filler(), size - std::min<std::uintmax_t>(size, left_bytes), ignored);
  }
  void free() const {
    std::error_code ignored;
    std::filesystem::remove(filler(), ignored);
  }

 private:
  std::filesystem::path filler() const { return place_.path() / "filler"; }

  TemporaryFolder place_;
  bool usable_ = false;
};

}  // namespace samtale::support
