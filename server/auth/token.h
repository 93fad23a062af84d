#pragma once
// Secrets that people and devices show at the door: 256 random bits as 43 characters of base64url without padding.
// Threads: any.
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "store/accounts.h"

namespace samtale::auth {

inline constexpr std::size_t kTokenBytes = 32;
inline constexpr std::size_t kTokenTextLength = 43;

std::string make_token();
// The SHA-256 of its 32 bytes: all that is ever stored. Nullopt: cannot be a token (each has exactly one spelling).
std::optional<store::TokenHash> hash_of_token(std::string_view token);

}  // namespace samtale::auth
