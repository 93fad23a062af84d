// Layout before base64url: version (1), seminar (16), group (16, or nothing), MAC of all that (16).
#include "auth/join_link.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <span>
#include <vector>

#include "auth/base64url.h"

namespace samtale::auth {
namespace {

constexpr std::uint8_t kVersion = 1;
constexpr std::size_t kMacBytes = 16;
constexpr std::size_t kRoomLinkBytes = 1 + kIdBytes + kMacBytes;
constexpr std::size_t kGroupLinkBytes = kRoomLinkBytes + kIdBytes;

using Mac = std::array<std::uint8_t, kMacBytes>;

// HMAC-SHA-512-256, cut to 128 bits to keep the QR code coarse enough for a phone at the back of the room.
Mac mac_of(std::span<const std::uint8_t> bytes, const LinkKey& key) {
  static_assert(std::tuple_size_v<LinkKey> == crypto_auth_KEYBYTES);
  std::array<std::uint8_t, crypto_auth_BYTES> whole;
  crypto_auth(whole.data(), bytes.data(), bytes.size(), key.data());
  Mac mac;
  std::copy_n(whole.begin(), mac.size(), mac.begin());
  return mac;
}

}  // namespace

std::string seal_link(const LinkTarget& target, const LinkKey& key) {
  std::vector<std::uint8_t> bytes{kVersion};
  const auto& seminar = target.seminar.bytes;
  bytes.insert(bytes.end(), seminar.begin(), seminar.end());
  const auto& group = target.group.bytes;
  if (!target.group.empty()) bytes.insert(bytes.end(), group.begin(), group.end());
  const Mac mac = mac_of(bytes, key);
  bytes.insert(bytes.end(), mac.begin(), mac.end());
  return to_base64url(bytes);
}

std::optional<LinkTarget> open_link(std::string_view link, const LinkKey& key) {
  const auto bytes = from_base64url(link);
  if (!bytes || (bytes->size() != kRoomLinkBytes && bytes->size() != kGroupLinkBytes)) return std::nullopt;
  const std::span<const std::uint8_t> all{*bytes};
  const auto sealed = all.first(all.size() - kMacBytes);
  const Mac mac = mac_of(sealed, key);
  if (sodium_memcmp(mac.data(), all.last(kMacBytes).data(), kMacBytes) != 0) return std::nullopt;
  if (sealed[0] != kVersion) return std::nullopt;
  LinkTarget target;
  std::copy_n(sealed.begin() + 1, kIdBytes, target.seminar.bytes.begin());
  if (all.size() == kGroupLinkBytes) std::copy_n(sealed.begin() + 1 + kIdBytes, kIdBytes, target.group.bytes.begin());
  return target;
}

}  // namespace samtale::auth
