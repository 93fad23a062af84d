#include "raw_messages.h"

#include "wire/client_frame.h"

namespace samtale::protocol_test {
namespace {

constexpr int kLengthDelimited = 2;

std::string varint(std::uint64_t value) {
  std::string bytes;
  for (; value >= 0x80; value >>= 7) bytes.push_back(static_cast<char>(0x80 | (value & 0x7f)));
  bytes.push_back(static_cast<char>(value));
  return bytes;
}

std::string field(std::uint32_t number, std::string_view content) {
  return varint((std::uint64_t{number} << 3) | kLengthDelimited) + varint(content.size()) + std::string(content);
}

}  // namespace

std::string unknown_command(CommandId id) {
  constexpr std::uint32_t kCommandInClientFrame = 2;
  constexpr std::uint32_t kIdInCommand = 1;
  constexpr std::uint32_t kNobodysBody = 4'000;
  return field(kCommandInClientFrame, field(kIdInCommand, id.text()) + field(kNobodysBody, ""));
}

std::string command_not_utf8(CommandId id) {
  constexpr std::string_view kPlaceholder = "@@@@";
  auto bytes = wire::write_command({id, command::AddNote{NoteKind::private_note, std::string(kPlaceholder)}});
  bytes.replace(bytes.find(kPlaceholder), kPlaceholder.size(), "\xc3\x28\xff\xfe");
  return bytes;
}

std::string padded_clock_ping(std::uint32_t number, std::size_t bytes) {
  constexpr std::uint32_t kNobodysField = 2'000;
  auto message = wire::write_clock_ping({number, 0});
  for (auto padding = bytes - message.size(); padding > 0; --padding) {
    const auto filled = message + field(kNobodysField, std::string(padding, 'x'));
    if (filled.size() <= bytes) return filled;
  }
  return message;
}

ServerFrame first_frame(std::string_view bytes) {
  ServerFrame frame;
  if (bytes.size() < 2) return frame;
  frame.first_byte = static_cast<unsigned char>(bytes[0]);
  std::size_t length = static_cast<unsigned char>(bytes[1]);
  std::size_t at = 2;
  const std::size_t length_bytes = length < 126 ? 0 : length == 126 ? 2 : 8;
  if (bytes.size() < at + length_bytes) return frame;
  if (length_bytes > 0) {
    length = 0;
    for (std::size_t i = 0; i < length_bytes; ++i) length = (length << 8) | static_cast<unsigned char>(bytes[at++]);
  }
  frame.payload = std::string(bytes.substr(at, length));
  frame.whole = frame.payload.size() == length;
  return frame;
}

int close_code(const ServerFrame& frame) {
  if (frame.payload.size() < 2) return 1005;
  return (static_cast<unsigned char>(frame.payload[0]) << 8) | static_cast<unsigned char>(frame.payload[1]);
}

}  // namespace samtale::protocol_test
