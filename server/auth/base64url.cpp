#include "auth/base64url.h"

#include <sodium.h>

#include <array>

namespace samtale::auth {
namespace {

constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::int8_t kNoSymbol = -1;

constexpr auto kValues = [] {
  std::array<std::int8_t, 256> values{};
  values.fill(kNoSymbol);
  for (std::size_t i = 0; i < kAlphabet.size(); ++i)
    values[static_cast<std::uint8_t>(kAlphabet[i])] = static_cast<std::int8_t>(i);
  return values;
}();

}  // namespace

std::string to_base64url(std::span<const std::uint8_t> bytes) {
  constexpr int kVariant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
  std::string text(sodium_base64_encoded_len(bytes.size(), kVariant), '\0');
  sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), kVariant);
  text.pop_back();  // the terminating zero
  return text;
}

// What is read here is what somebody shows us, so that it may take as long as it takes; a table, since libsodium's way,
// which never says by its time what was read, costs more than hashing it.
std::optional<std::vector<std::uint8_t>> from_base64url(std::string_view text) {
  std::vector<std::uint8_t> bytes(text.size() * 3 / 4);
  auto next = bytes.begin();
  std::uint32_t bits = 0;
  int held = 0;
  for (const char symbol : text) {
    const auto value = kValues[static_cast<std::uint8_t>(symbol)];
    if (value == kNoSymbol) return std::nullopt;
    bits = bits << 6 | static_cast<std::uint32_t>(value);
    held += 6;
    if (held < 8) continue;
    held -= 8;
    *next++ = static_cast<std::uint8_t>(bits >> held);
  }
  // Six bits are no byte, and what is left of the last one must be zero: each value has one spelling.
  if (held == 6 || (bits & ((1u << held) - 1)) != 0) return std::nullopt;
  return bytes;
}

}  // namespace samtale::auth
