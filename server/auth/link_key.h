#pragma once
// The server's own key, with which it seals the links it gives out. Whoever has it can make links to any group.
#include <array>
#include <cstdint>
#include <filesystem>

namespace samtale::auth {

using LinkKey = std::array<std::uint8_t, 32>;

// Made at the first start and kept in `file` with mode 0600. Throws std::runtime_error, in words for the person who
// starts the server, when the file cannot be read or made, is not a key, or may be read by others than its owner.
LinkKey load_or_make_link_key(const std::filesystem::path& file);

}  // namespace samtale::auth
