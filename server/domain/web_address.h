#pragma once
// Addresses that people paste and others open with one press.
#include <string_view>

namespace samtale {

// An absolute https address (RFC 3986): a host of letters, digits, dots and hyphens, perhaps a port, then anything that
// can be seen and that no page could mistake for its own markup. No user name: `https://bank.example@other.example`
// leads to the other.
bool is_https_address(std::string_view address);

}  // namespace samtale
