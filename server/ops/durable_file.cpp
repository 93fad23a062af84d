#include "ops/durable_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <system_error>

namespace samtale::ops {
namespace {

[[noreturn]] void throw_errno(const std::filesystem::path& file) {
  throw std::system_error(errno, std::generic_category(), file.string());
}

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return fd_; }

 private:
  int fd_;
};

std::filesystem::path folder_of(const std::filesystem::path& file) {
  return file.has_parent_path() ? file.parent_path() : std::filesystem::path{"."};
}

void write_and_sync(int fd, std::span<const std::uint8_t> bytes, const std::filesystem::path& file) {
  while (!bytes.empty()) {
    const auto written = ::write(fd, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) throw_errno(file);
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
  if (::fsync(fd) != 0) throw_errno(file);
}

}  // namespace

bool create_durable_file(const std::filesystem::path& file, std::span<const std::uint8_t> bytes) {
  std::string temporary = file.string() + ".XXXXXX";
  const Descriptor fd{::mkostemp(temporary.data(), O_CLOEXEC)};  // mode 0600
  if (fd.get() < 0) throw_errno(temporary);
  bool created = false;
  try {
    write_and_sync(fd.get(), bytes, temporary);
    // link() and not rename(): of two who create the same file, the second must find the first one's.
    created = ::link(temporary.c_str(), file.c_str()) == 0;
    if (!created && errno != EEXIST) throw_errno(file);
  } catch (...) {
    ::unlink(temporary.c_str());
    throw;
  }
  ::unlink(temporary.c_str());
  sync_folder(folder_of(file));
  return created;
}

void replace_durable_file(const std::filesystem::path& file, std::span<const std::uint8_t> bytes) {
  const std::string temporary = file.string() + ".new";  // always the same: a crash leaves one behind, not one each time
  const Descriptor fd{::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600)};
  if (fd.get() < 0) throw_errno(temporary);
  try {
    write_and_sync(fd.get(), bytes, temporary);
    if (::rename(temporary.c_str(), file.c_str()) != 0) throw_errno(file);
  } catch (...) {
    ::unlink(temporary.c_str());
    throw;
  }
  sync_folder(folder_of(file));
}

void sync_folder(const std::filesystem::path& folder) {
  const Descriptor fd{::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
  if (fd.get() < 0 || ::fsync(fd.get()) != 0) throw_errno(folder);
}

}  // namespace samtale::ops
