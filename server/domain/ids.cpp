#include "domain/ids.h"

namespace samtale {
namespace {

constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

constexpr std::int8_t kNoSymbol = -1;

// What each byte stands for. A table, since a log is read at some millions of ids a second.
constexpr auto kValues = [] {
  std::array<std::int8_t, 256> values{};
  values.fill(kNoSymbol);
  for (std::size_t i = 0; i < kAlphabet.size(); ++i)
    values[static_cast<std::uint8_t>(kAlphabet[i])] = static_cast<std::int8_t>(i);
  return values;
}();

}  // namespace

std::string id_bytes_to_text(const std::array<std::uint8_t, kIdBytes>& bytes) {
  std::array<char, kIdTextLength> text;
  char* next = text.data();
  std::size_t at = 0;
  for (; at + 3 <= kIdBytes; at += 3) {
    const std::uint32_t bits = std::uint32_t{bytes[at]} << 16 | std::uint32_t{bytes[at + 1]} << 8 | bytes[at + 2];
    *next++ = kAlphabet[bits >> 18];
    *next++ = kAlphabet[bits >> 12 & 63];
    *next++ = kAlphabet[bits >> 6 & 63];
    *next++ = kAlphabet[bits & 63];
  }
  *next++ = kAlphabet[bytes[at] >> 2];
  *next = kAlphabet[(bytes[at] & 3) << 4];
  return {text.data(), text.size()};
}

std::optional<std::array<std::uint8_t, kIdBytes>> id_bytes_from_text(std::string_view text) {
  if (text.size() != kIdTextLength) return std::nullopt;
  std::array<std::uint8_t, kIdBytes> bytes{};
  std::size_t next = 0;
  std::uint32_t bits = 0;
  int held = 0;
  for (const char symbol : text) {
    const int value = kValues[static_cast<std::uint8_t>(symbol)];
    if (value == kNoSymbol) return std::nullopt;
    bits = (bits << 6) | static_cast<std::uint32_t>(value);
    held += 6;
    if (held >= 8) {
      held -= 8;
      bytes[next++] = static_cast<std::uint8_t>(bits >> held);
    }
  }
  if ((bits & ((1u << held) - 1)) != 0) return std::nullopt;
  return bytes;
}

}  // namespace samtale
