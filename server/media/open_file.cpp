#include "media/open_file.h"

#include <unistd.h>

#include <utility>

#include "media/read_fully.h"

namespace samtale::media {

OpenFile::OpenFile(int descriptor, std::uint64_t size, std::string version)
    : descriptor_(descriptor), size_(size), version_(std::move(version)) {}

OpenFile::~OpenFile() { ::close(descriptor_); }

std::size_t OpenFile::read_at(std::uint64_t offset, std::span<char> into) const {
  return read_fully(descriptor_, offset, into);
}

}  // namespace samtale::media
