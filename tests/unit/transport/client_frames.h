#pragma once
// Frames as a client sends them: masked, lawful or not.
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "transport/websocket_framing.h"

namespace samtale::transport {

struct ClientFrame {
  Opcode opcode = Opcode::binary;
  std::string payload{};
  bool final = true;
  bool masked = true;
  std::uint8_t reserved_bits = 0;
  int length_bytes = -1;                           // 0, 2 or 8; -1: the shortest that fits
  std::optional<std::uint64_t> declared_length{};  // other than the payload's
};

inline std::string bytes_of(const ClientFrame& frame) {
  const std::array<std::uint8_t, 4> mask{0x37, 0xFA, 0x21, 0x3D};
  const auto length = frame.declared_length.value_or(frame.payload.size());
  const int length_bytes = frame.length_bytes >= 0 ? frame.length_bytes : length < 126 ? 0 : length <= 0xFFFF ? 2 : 8;
  std::string out;
  out.push_back(
      static_cast<char>((frame.final ? 0x80 : 0) | frame.reserved_bits << 4 | static_cast<int>(frame.opcode)));
  const auto short_length = length_bytes == 0 ? length : length_bytes == 2 ? 126 : 127;
  out.push_back(static_cast<char>((frame.masked ? 0x80 : 0) | short_length));
  for (int i = length_bytes; i-- > 0;) out.push_back(static_cast<char>(length >> (8 * i)));
  if (!frame.masked) return out + frame.payload;
  for (const auto byte : mask) out.push_back(static_cast<char>(byte));
  for (std::size_t i = 0; i < frame.payload.size(); ++i)
    out.push_back(static_cast<char>(frame.payload[i] ^ mask[i % 4]));
  return out;
}

inline std::string binary(std::string payload) { return bytes_of({Opcode::binary, std::move(payload)}); }

inline std::string close_payload(std::uint16_t code, std::string_view reason = {}) {
  std::string out{static_cast<char>(code >> 8), static_cast<char>(code & 0xFF)};
  return out.append(reason);
}

}  // namespace samtale::transport
