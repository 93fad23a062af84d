#include "media/byte_range.h"

#include <algorithm>
#include <charconv>

namespace samtale::media {
namespace {

enum class Reading { number, too_large, nonsense };

// A number too large for 64 bits is lawful and lies behind the end of any file.
Reading read_number(std::string_view digits, std::uint64_t& value) {
  if (digits.empty() || digits.find_first_not_of("0123456789") != std::string_view::npos) return Reading::nonsense;
  const auto result = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (result.ec == std::errc{}) return Reading::number;
  value = UINT64_MAX;
  return Reading::too_large;
}

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

bool begins_with_bytes_unit(std::string_view header) {
  static constexpr std::string_view kUnit = "bytes=";
  if (header.size() < kUnit.size()) return false;
  return std::equal(kUnit.begin(), kUnit.end(), header.begin(),
                    [](char expected, char c) { return expected == (c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c); });
}

}  // namespace

ByteRange read_byte_range(std::string_view header, std::uint64_t size) {
  using Kind = ByteRange::Kind;
  if (!begins_with_bytes_unit(header)) return {};
  const auto range = trimmed(header.substr(6));
  const auto dash = range.find('-');
  if (dash == std::string_view::npos || range.find(',') != std::string_view::npos) return {};
  const auto from = range.substr(0, dash);
  const auto to = range.substr(dash + 1);

  std::uint64_t last = 0;
  if (from.empty()) {  // the last n bytes
    if (read_number(to, last) == Reading::nonsense) return {};
    if (last == 0 || size == 0) return {Kind::unsatisfiable, 0, 0};
    return {Kind::part, size - std::min(last, size), size - 1};
  }
  std::uint64_t first = 0;
  if (read_number(from, first) == Reading::nonsense) return {};
  if (to.empty()) {
    last = UINT64_MAX;
  } else if (read_number(to, last) == Reading::nonsense || last < first) {
    return {};
  }
  if (first >= size) return {Kind::unsatisfiable, 0, 0};
  return {Kind::part, first, std::min(last, size - 1)};
}

}  // namespace samtale::media
