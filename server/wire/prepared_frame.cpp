#include "wire/prepared_frame.h"

#include <cstdint>
#include <utility>

namespace samtale::wire {
namespace {

// RFC 6455, section 5.2.
constexpr unsigned char kFinalBinary = 0x82;  // FIN, opcode 2
constexpr std::size_t kLongestInSevenBits = 125;
constexpr std::size_t kLongestInSixteenBits = 0xFFFF;
constexpr unsigned char kSixteenBitsFollow = 126;
constexpr unsigned char kSixtyFourBitsFollow = 127;

std::size_t header_bytes(unsigned char second_byte) {
  if (second_byte == kSixtyFourBitsFollow) return 10;
  return second_byte == kSixteenBitsFollow ? 4 : 2;
}

}  // namespace

std::string binary_header(std::size_t payload_bytes) {
  std::string header(1, static_cast<char>(kFinalBinary));
  int length_bytes = 0;
  if (payload_bytes <= kLongestInSevenBits) {
    header.push_back(static_cast<char>(payload_bytes));
  } else if (payload_bytes <= kLongestInSixteenBits) {
    header.push_back(static_cast<char>(kSixteenBitsFollow));
    length_bytes = 2;
  } else {
    header.push_back(static_cast<char>(kSixtyFourBitsFollow));
    length_bytes = 8;
  }
  for (int shift = 8 * (length_bytes - 1); shift >= 0; shift -= 8) {
    header.push_back(static_cast<char>(static_cast<std::uint64_t>(payload_bytes) >> shift & 0xFF));
  }
  return header;
}

PreparedFrame prepare_binary(std::string_view payload) {
  std::string bytes = binary_header(payload.size());
  bytes.reserve(bytes.size() + payload.size());
  bytes.append(payload);
  return std::make_shared<const std::string>(std::move(bytes));
}

FrameRun side_by_side(std::vector<PreparedFrame> frames) {
  std::size_t size = 0;
  for (const auto& frame : frames) size += frame->size();
  std::string bytes;
  bytes.reserve(size);
  for (const auto& frame : frames) bytes.append(*frame);
  return {std::move(frames), std::make_shared<const std::string>(std::move(bytes))};
}

std::string_view payload_of(const PreparedFrame& frame) {
  return std::string_view(*frame).substr(header_bytes(static_cast<unsigned char>((*frame)[1])));
}

}  // namespace samtale::wire
