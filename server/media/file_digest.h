#pragma once
// The SHA-256 of a file, read piece by piece. Threads: any; blocks on the disk.
#include <atomic>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace samtale::media {

struct FileDigest {
  std::uint64_t bytes = 0;
  std::string sha256;  // 32 bytes
};

// Nullopt: it cannot be read, or `stop` was set.
std::optional<FileDigest> digest_of(const std::filesystem::path& file, const std::atomic<bool>& stop);

}  // namespace samtale::media
