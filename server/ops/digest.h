#pragma once
// Digests and base64, from OpenSSL. Threads: any.
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace samtale::ops {

std::array<std::uint8_t, 20> sha1(std::string_view bytes);  // only for the WebSocket handshake, which asks for it
std::array<std::uint8_t, 32> sha256(std::string_view bytes);

// RFC 4648, section 4, with padding.
std::string base64(std::string_view bytes);
// First 16 hexadecimal digits of the SHA-256: enough to tell versions of a file apart.
std::string fingerprint(std::string_view bytes);

}  // namespace samtale::ops
