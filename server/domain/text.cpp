#include "domain/text.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

#include "domain/personal_number.h"

namespace samtale {
namespace {

struct CodePoint {
  char32_t value = 0;
  std::size_t bytes = 0;  // 0: these bytes are not UTF-8
};

bool continues(std::string_view text, std::size_t at) {
  return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80;
}

// RFC 3629: shortest form only, no surrogates, nothing above U+10FFFF.
CodePoint read_at(std::string_view text, std::size_t at) {
  const auto first = static_cast<unsigned char>(text[at]);
  if (first < 0x80) return {first, 1};
  const std::size_t bytes = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4) return {};
  char32_t value = first & (0xFFu >> (bytes + 1));
  for (std::size_t i = 1; i < bytes; ++i) {
    if (!continues(text, at + i)) return {};
    value = (value << 6) | (static_cast<unsigned char>(text[at + i]) & 0x3Fu);
  }
  const bool too_long = (bytes == 3 && value < 0x800) || (bytes == 4 && value < 0x10000);
  const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
  if (too_long || surrogate || value > 0x10FFFF) return {};
  return {value, bytes};
}

// What shows nothing at the end of a line: Unicode's White_Space, the zero-width space and the byte order mark.
bool is_blank(char32_t value) {
  return value == ' ' || (value >= 0x09 && value <= 0x0D) || value == 0x85 || value == 0xA0 || value == 0x1680 ||
         (value >= 0x2000 && value <= 0x200B) || value == 0x2028 || value == 0x2029 || value == 0x202F ||
         value == 0x205F || value == 0x3000 || value == 0xFEFF;
}

bool is_control(char32_t value) {
  return (value < 0x20 && value != '\n' && value != '\t') || (value >= 0x7F && value <= 0x9F);
}

// Where the visible ASCII characters and spaces end that begin at `at`: nearly all there is in most texts. Eight at a
// time: a byte below 0x20 borrows into its highest bit, 0x7F grows into it, and others have it set by themselves.
std::size_t end_of_plain(std::string_view text, std::size_t at) {
  constexpr std::uint64_t kOnes = 0x0101010101010101;
  constexpr std::uint64_t kHighest = 0x80 * kOnes;
  for (std::uint64_t eight; at + sizeof eight <= text.size(); at += sizeof eight) {
    std::memcpy(&eight, text.data() + at, sizeof eight);
    if (((eight | (eight - 0x20 * kOnes) | (eight + kOnes)) & kHighest) != 0) break;
  }
  while (at < text.size() && text[at] >= 0x20 && text[at] < 0x7F) ++at;
  return at;
}

Rejection text_rejection(RejectionCode code, std::string_view field, std::size_t limit = 0) {
  return {code, std::string{field}, static_cast<std::uint32_t>(limit)};
}

}  // namespace

bool is_utf8(std::string_view text) {
  for (std::size_t at = end_of_plain(text, 0); at < text.size(); at = end_of_plain(text, at)) {
    const CodePoint read = read_at(text, at);
    if (read.bytes == 0) return false;
    at += read.bytes;
  }
  return true;
}

std::size_t length_of(std::string_view text) {
  std::size_t length = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!continues(text, at)) ++length;
  }
  return length;
}

std::string cleaned(std::string_view text) {
  std::string kept;
  kept.reserve(text.size());
  std::size_t end = 0;  // of the last visible character in `kept`
  for (std::size_t at = 0; at < text.size();) {
    if (auto plain = text.substr(at, end_of_plain(text, at) - at); !plain.empty()) {
      at += plain.size();
      if (kept.empty()) plain.remove_prefix(std::min(plain.find_first_not_of(' '), plain.size()));
      const auto last_visible = plain.find_last_not_of(' ');
      if (last_visible != std::string_view::npos) end = kept.size() + last_visible + 1;
      kept.append(plain);
      continue;
    }
    const CodePoint read = read_at(text, at);
    const std::size_t bytes = read.bytes == 0 ? 1 : read.bytes;
    const bool blank = is_blank(read.value);
    const bool leading = blank && kept.empty();
    if (!leading && !is_control(read.value)) {
      kept.append(text.substr(at, bytes));
      if (!blank) end = kept.size();
    }
    at += bytes;
  }
  kept.resize(end);
  return kept;
}

std::string folded(std::string_view name) {
  std::string same;
  for (const char symbol : name) {
    const bool second_space = symbol == ' ' && !same.empty() && same.back() == ' ';
    if (!second_space) same.push_back(symbol >= 'A' && symbol <= 'Z' ? static_cast<char>(symbol - 'A' + 'a') : symbol);
  }
  return same;
}

std::optional<Rejection> check_text(std::string& text, std::string_view field, std::size_t limit) {
  if (!is_utf8(text)) return text_rejection(RejectionCode::text_not_utf8, field);
  text = cleaned(text);
  const bool may_be_longer = text.size() > limit;  // in bytes, of which a character has one at least
  if (may_be_longer && length_of(text) > limit) return text_rejection(RejectionCode::text_too_long, field, limit);
  if (holds_personal_number(text)) return text_rejection(RejectionCode::personal_number, field);
  return std::nullopt;
}

std::optional<Rejection> check_required_text(std::string& text, std::string_view field, std::size_t limit) {
  if (auto rejection = check_text(text, field, limit)) return rejection;
  if (text.empty()) return text_rejection(RejectionCode::text_empty, field);
  return std::nullopt;
}

}  // namespace samtale
