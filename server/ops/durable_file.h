#pragma once
// Small files that must be there, whole, after a power cut. Threads: any.
#include <cstdint>
#include <filesystem>
#include <span>

namespace samtale::ops {

// Creates `file` with mode 0600 and these bytes: afterwards it is there whole and on the disk, or not there at all.
// False: it exists already and was left alone. Throws std::system_error when the disk refuses.
bool create_durable_file(const std::filesystem::path& file, std::span<const std::uint8_t> bytes);

// The same for a file that may be there already: afterwards it holds these bytes, or, when the disk refuses, what it
// held. One writer at a time.
void replace_durable_file(const std::filesystem::path& file, std::span<const std::uint8_t> bytes);

// Makes the names in a folder durable. Throws std::system_error.
void sync_folder(const std::filesystem::path& folder);

}  // namespace samtale::ops
