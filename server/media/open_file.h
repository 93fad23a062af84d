#pragma once
// A file of the media folder, open for reading. Good for as long as somebody holds it, also when its name has gone.
//
// Threads: any, several at once; reading blocks on the disk.
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace samtale::media {

class OpenFile {
 public:
  // Takes the descriptor over. `version` is different when the bytes are: what an ETag is made of.
  OpenFile(int descriptor, std::uint64_t size, std::string version);
  ~OpenFile();
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;

  std::uint64_t size() const { return size_; }  // when it was opened
  const std::string& version() const { return version_; }
  // How many bytes were read; fewer than asked only at the end of the file or on an error.
  std::size_t read_at(std::uint64_t offset, std::span<char> into) const;
  // Sends to a socket that does not block what it takes at once, at most `count` bytes, by sendfile(2). 0: it takes
  // nothing now. Nullopt: the file is shorter than it was, or the connection is gone. The program must ignore SIGPIPE.
  std::optional<std::size_t> send_to(int socket, std::uint64_t offset, std::size_t count) const;

 private:
  int descriptor_;
  std::uint64_t size_;
  std::string version_;
};

}  // namespace samtale::media
