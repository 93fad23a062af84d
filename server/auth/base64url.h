#pragma once
// Base64url without padding (RFC 4648, section 5), by libsodium. Threads: any.
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace samtale::auth {

std::string to_base64url(std::span<const std::uint8_t> bytes);
// Nullopt: a foreign character, padding, or unused bits that are not zero. So every bytes have exactly one spelling.
std::optional<std::vector<std::uint8_t>> from_base64url(std::string_view text);

}  // namespace samtale::auth
