#include "bench/clients/client_frames.h"

#include <algorithm>
#include <array>

#include "ops/digest.h"

namespace samtale::bench {
namespace {

constexpr std::uint8_t kFinalBit = 0x80;
constexpr std::uint8_t kReservedBits = 0x70;
constexpr std::uint8_t kOpcodeBits = 0x0F;
constexpr std::uint8_t kMaskBit = 0x80;
constexpr std::uint8_t kLengthBits = 0x7F;
constexpr std::size_t kLengthIn16Bits = 126;
constexpr std::size_t kLengthIn64Bits = 127;

// RFC 6455, 1.3.
constexpr std::string_view kNonce = "dGhlIHNhbXBsZSBub25jZQ==";
constexpr std::string_view kAccept = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

constexpr std::string_view kStatusBegins = "HTTP/1.1 ";
constexpr int kSwitching = 101;

void append_big_endian(std::string& to, std::uint64_t value, int bytes) {
  for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8) to.push_back(static_cast<char>(value >> shift & 0xFF));
}

bool is_known(std::uint8_t opcode) { return opcode <= 2 || (opcode >= 8 && opcode <= 10); }

}  // namespace

void append_client_frame(std::string& to, Opcode opcode, std::string_view payload, Mask mask) {
  to.push_back(static_cast<char>(kFinalBit | static_cast<std::uint8_t>(opcode)));
  if (payload.size() < kLengthIn16Bits) {
    to.push_back(static_cast<char>(kMaskBit | payload.size()));
  } else if (payload.size() <= 0xFFFF) {
    to.push_back(static_cast<char>(kMaskBit | kLengthIn16Bits));
    append_big_endian(to, payload.size(), 2);
  } else {
    to.push_back(static_cast<char>(kMaskBit | kLengthIn64Bits));
    append_big_endian(to, payload.size(), 8);
  }
  to.append(mask.data(), mask.size());
  const auto begin = to.size();
  to.append(payload);
  for (std::size_t i = 0; i < payload.size(); ++i) to[begin + i] = static_cast<char>(to[begin + i] ^ mask[i % 4]);
}

std::optional<FrameHeader> read_frame_header(std::string_view bytes) {
  if (bytes.size() < 2) return std::nullopt;
  const auto first = static_cast<std::uint8_t>(bytes[0]);
  const auto second = static_cast<std::uint8_t>(bytes[1]);
  const auto opcode = static_cast<std::uint8_t>(first & kOpcodeBits);
  FrameHeader header;
  header.opcode = static_cast<Opcode>(opcode);
  header.final = (first & kFinalBit) != 0;
  header.lawful = (first & kReservedBits) == 0 && (second & kMaskBit) == 0 && is_known(opcode);
  const std::size_t length = second & kLengthBits;
  const std::size_t more = length == kLengthIn16Bits ? 2 : length == kLengthIn64Bits ? 8 : 0;
  header.bytes = 2 + more;
  if (bytes.size() < header.bytes) return std::nullopt;
  if (more == 0) header.payload_bytes = length;
  for (std::size_t i = 0; i < more; ++i)
    header.payload_bytes = header.payload_bytes << 8 | static_cast<std::uint8_t>(bytes[2 + i]);
  return header;
}

std::string handshake_request(std::string_view authority, std::string_view path, std::string_view subprotocol,
                              std::string_view headers) {
  std::string request = "GET ";
  request.append(path).append(" HTTP/1.1\r\nHost: ").append(authority);
  request += "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ";
  request.append(kNonce).append("\r\n");
  if (!subprotocol.empty()) request.append("Sec-WebSocket-Protocol: ").append(subprotocol).append("\r\n");
  return request.append(headers).append("\r\n");
}

std::string hello_protocols(std::string_view frame) {
  auto text = ops::base64(frame);
  std::replace(text.begin(), text.end(), '+', '-');
  std::replace(text.begin(), text.end(), '/', '_');
  text.erase(std::find(text.begin(), text.end(), '='), text.end());
  return "samtale.1, hello." + text;
}

int status_of(std::string_view head) {
  if (head.substr(0, kStatusBegins.size()) != kStatusBegins) return 0;
  int status = 0;
  for (const char digit : head.substr(kStatusBegins.size(), 3)) {
    if (digit < '0' || digit > '9') return 0;
    status = status * 10 + (digit - '0');
  }
  return status;
}

bool accepts(std::string_view head) {
  return status_of(head) == kSwitching && head.find(kAccept) != std::string_view::npos;
}

}  // namespace samtale::bench
