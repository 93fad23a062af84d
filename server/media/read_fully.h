#pragma once
// Reads from a descriptor as much as there is. Threads: any; blocks on the disk.
#include <cstddef>
#include <cstdint>
#include <span>

namespace samtale::media {

// How many bytes were read; fewer than asked only at the end of the file or on an error.
std::size_t read_fully(int descriptor, std::uint64_t offset, std::span<char> into);

}  // namespace samtale::media
