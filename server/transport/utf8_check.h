#pragma once
// Is this UTF-8 (RFC 3629), when the text comes in pieces? Answers as soon as a wrong byte is seen, which a check of
// the finished text cannot. Threads: none of its own.
#include <cstdint>
#include <string_view>

namespace samtale::transport {

class Utf8Check {
 public:
  // False: this byte or an earlier one cannot be part of UTF-8; it stays false.
  bool take(std::string_view piece);
  // Whether the text may end here.
  bool complete() const { return !broken_ && continuation_bytes_ == 0; }
  void start_over() { *this = Utf8Check{}; }

 private:
  bool take_first(std::uint8_t byte);

  std::uint8_t continuation_bytes_ = 0;  // that must still come
  // What the next continuation byte may be: narrower than usual behind E0, ED, F0 and F4, which keeps out overlong
  // forms, surrogates and code points above U+10FFFF.
  std::uint8_t lowest_ = 0x80;
  std::uint8_t highest_ = 0xBF;
  bool broken_ = false;
};

}  // namespace samtale::transport
