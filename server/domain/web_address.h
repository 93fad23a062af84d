#pragma once
// Addresses that people paste and others open with one press.
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "domain/rejection.h"

namespace samtale {

// An absolute https address (RFC 3986): a host of letters, digits, dots and hyphens, perhaps a port, then anything that
// can be seen and that no page could mistake for its own markup. No user name: `https://bank.example@other.example`
// leads to the other.
bool is_https_address(std::string_view address);

// Cleans `address` in place; it is empty or an https address afterwards. Not looked through for personal numbers: many a
// meeting's number looks like one, and is none.
std::optional<Rejection> check_https_address(std::string& address, std::string_view field, std::size_t limit);

}  // namespace samtale
