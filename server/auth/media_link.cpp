#include "auth/media_link.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "auth/base64url.h"

namespace samtale::auth {
namespace {

using Signature = std::array<std::uint8_t, crypto_auth_hmacsha256_BYTES>;

std::array<std::uint8_t, crypto_auth_hmacsha256_KEYBYTES> media_key(const LinkKey& key) {
  static_assert(std::tuple_size_v<LinkKey> == crypto_kdf_KEYBYTES);
  static constexpr char kPurpose[] = "medialnk";
  static_assert(sizeof kPurpose == crypto_kdf_CONTEXTBYTES + 1);
  std::array<std::uint8_t, crypto_auth_hmacsha256_KEYBYTES> derived;
  crypto_kdf_derive_from_key(derived.data(), derived.size(), 1, kPurpose, key.data());
  return derived;
}

// Both parts have a fixed length, so no other pair has the same bytes.
Signature signature_of(MediaId media, std::int64_t until_s, const LinkKey& key) {
  std::array<std::uint8_t, kIdBytes + 8> bytes;
  auto end = std::copy(media.bytes.begin(), media.bytes.end(), bytes.begin());
  for (int shift = 56; shift >= 0; shift -= 8) *end++ = static_cast<std::uint8_t>(until_s >> shift);
  Signature signature;
  crypto_auth_hmacsha256(signature.data(), bytes.data(), bytes.size(), media_key(key).data());
  return signature;
}

// As we write it, and in no other way.
std::optional<std::int64_t> seconds(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failure != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  if (value < 0 || std::to_string(value) != text) return std::nullopt;
  return value;
}

}  // namespace

std::int64_t media_link_ends_at_ms(std::int64_t now_ms) {
  const auto whole = (now_ms + kMediaLinkLastsMs - 1) / kMediaLinkLastsMs;
  return (whole + 1) * kMediaLinkLastsMs;
}

std::string media_link_query(MediaId media, std::int64_t ends_at_ms, const LinkKey& key) {
  const auto until_s = ends_at_ms / 1'000;
  return "until=" + std::to_string(until_s) + "&sign=" + to_base64url(signature_of(media, until_s, key));
}

std::optional<std::int64_t> media_link_good_for_s(MediaId media, std::string_view until, std::string_view sign,
                                                  std::int64_t now_ms, const LinkKey& key) {
  const auto until_s = seconds(until);
  const auto signature = from_base64url(sign);
  if (!until_s || !signature || signature->size() != std::tuple_size_v<Signature>) return std::nullopt;
  const auto right = signature_of(media, *until_s, key);
  if (sodium_memcmp(right.data(), signature->data(), right.size()) != 0) return std::nullopt;
  const auto left_s = *until_s - now_ms / 1'000;
  return left_s > 0 ? std::optional(left_s) : std::nullopt;
}

}  // namespace samtale::auth
