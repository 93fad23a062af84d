#include "media/open_file.h"

#include <sys/sendfile.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "media/read_fully.h"

namespace samtale::media {

OpenFile::OpenFile(int descriptor, std::uint64_t size, std::string version)
    : descriptor_(descriptor), size_(size), version_(std::move(version)) {}

OpenFile::~OpenFile() { ::close(descriptor_); }

std::size_t OpenFile::read_at(std::uint64_t offset, std::span<char> into) const {
  return read_fully(descriptor_, offset, into);
}

std::optional<std::size_t> OpenFile::send_to(int socket, std::uint64_t offset, std::size_t count) const {
  auto at = static_cast<off_t>(offset);
  const auto sent = ::sendfile(socket, descriptor_, &at, count);
  if (sent > 0) return static_cast<std::size_t>(sent);
  if (sent < 0 && (errno == EAGAIN || errno == EINTR)) return 0;
  return std::nullopt;
}

}  // namespace samtale::media
