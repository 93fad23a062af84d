#pragma once
// RFC 6455 as a client needs it, of our own and apart from the server's code: a mistake of the server's framing must
// not hide behind the same mistake here. Pure. Any thread.
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace samtale::bench {

enum class Opcode : std::uint8_t { continuation = 0, text = 1, binary = 2, close = 8, ping = 9, pong = 10 };

using Mask = std::array<char, 4>;

// Appends a whole frame, masked as clients must (5.3).
void append_client_frame(std::string& to, Opcode opcode, std::string_view payload, Mask mask);

// A server's frame, as far as its header says.
struct FrameHeader {
  Opcode opcode{};
  bool final = false;
  bool lawful = false;  // no reserved bit, not masked, a known opcode
  std::size_t bytes = 0;
  std::uint64_t payload_bytes = 0;
};
// Nullopt: not all of it is there yet.
std::optional<FrameHeader> read_frame_header(std::string_view bytes);

// The request of the handshake; `headers` are whole lines, each with its CRLF. All send the nonce of the RFC's own
// example (1.3), so that the answer can be checked without hashing.
std::string handshake_request(std::string_view authority, std::string_view path, std::string_view subprotocol,
                              std::string_view headers);
// Offers a Hello in the handshake (P-16); `frame` is the message.
std::string hello_protocols(std::string_view frame);
// `head`: everything up to and with the empty line.
int status_of(std::string_view head);
bool accepts(std::string_view head);

}  // namespace samtale::bench
