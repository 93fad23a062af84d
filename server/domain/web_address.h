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

// A host with or without a port, as it stands in such an address, and as a browser writes it: lower case, without the
// port that https means anyway. Nullopt: it is none. What it gives can end neither a header nor a policy.
std::optional<std::string> https_host(std::string_view text);

}  // namespace samtale
