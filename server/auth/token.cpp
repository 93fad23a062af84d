#include "auth/token.h"

#include <array>

#include "auth/base64url.h"
#include "ops/digest.h"
#include "ops/random.h"

namespace samtale::auth {

std::string make_token() {
  std::array<std::uint8_t, kTokenBytes> bytes;
  ops::fill_random(bytes);
  return to_base64url(bytes);
}

std::optional<store::TokenHash> hash_of_token(std::string_view token) {
  if (token.size() != kTokenTextLength) return std::nullopt;
  const auto bytes = from_base64url(token);
  if (!bytes || bytes->size() != kTokenBytes) return std::nullopt;
  return ops::sha256({reinterpret_cast<const char*>(bytes->data()), bytes->size()});
}

}  // namespace samtale::auth
