#pragma once
// The one request that thousands send at once: a lawful opening handshake, read straight from the bytes that came.
//
// Only what is certain is taken here: a request that the whole way (HTTP's parser, HttpDispatch, check_handshake) would
// answer with 101. Everything else, lawful or not, is left to that way: whatever is unusual, or not all there, or
// longer than a handshake is. tests/fuzz (frames) holds the two ways to the same answers. Pure. Threads: any.
#include <cstddef>
#include <optional>
#include <string_view>

#include "transport/handshake.h"

namespace samtale::transport {

struct QuickHandshake {
  std::string_view key;        // of Sec-WebSocket-Key, in `bytes`
  std::string_view protocols;  // Sec-WebSocket-Protocol; empty when there is none
  std::size_t bytes = 0;       // that the request takes; what is behind it are frames
};

// Far within kHttpHeaderBytes.
inline constexpr std::size_t kQuickHandshakeBytes = 4'096;

std::optional<QuickHandshake> read_quick_handshake(std::string_view bytes, const AllowedOrigins& allowed);

}  // namespace samtale::transport
