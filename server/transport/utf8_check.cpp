#include "transport/utf8_check.h"

namespace samtale::transport {

bool Utf8Check::take_first(std::uint8_t byte) {
  if (byte < 0x80) return true;
  if (byte < 0xC2 || byte > 0xF4) return false;
  continuation_bytes_ = byte < 0xE0 ? 1 : byte < 0xF0 ? 2 : 3;
  if (byte == 0xE0) lowest_ = 0xA0;
  if (byte == 0xED) highest_ = 0x9F;
  if (byte == 0xF0) lowest_ = 0x90;
  if (byte == 0xF4) highest_ = 0x8F;
  return true;
}

bool Utf8Check::take(std::string_view piece) {
  for (const char c : piece) {
    if (broken_) break;
    const auto byte = static_cast<std::uint8_t>(c);
    if (continuation_bytes_ == 0) {
      broken_ = !take_first(byte);
      continue;
    }
    broken_ = byte < lowest_ || byte > highest_;
    lowest_ = 0x80;
    highest_ = 0xBF;
    --continuation_bytes_;
  }
  return !broken_;
}

}  // namespace samtale::transport
