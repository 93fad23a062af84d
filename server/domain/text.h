#pragma once
// Rules for text that people write: valid UTF-8 (RFC 3629), trimmed, within a limit counted in code points, and without
// anybody's personal identity number.
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "domain/rejection.h"

namespace samtale {

bool is_utf8(std::string_view text);
// Code points of valid UTF-8.
std::size_t length_of(std::string_view text);
// Without white space at both ends, and without control characters other than line feed and tab.
std::string cleaned(std::string_view text);

// As people compare names: without regard to case (as far as ASCII goes), several spaces as one.
std::string folded(std::string_view name);

// `field` is the name in the command, for the rejection. Cleans `text` in place.
std::optional<Rejection> check_text(std::string& text, std::string_view field, std::size_t limit);
std::optional<Rejection> check_required_text(std::string& text, std::string_view field, std::size_t limit);

}  // namespace samtale
