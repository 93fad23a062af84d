#include "domain/text.h"

#include <cstdint>

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

Rejection text_rejection(RejectionCode code, std::string_view field, std::size_t limit = 0) {
  return {code, std::string{field}, static_cast<std::uint32_t>(limit)};
}

}  // namespace

bool is_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
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
  if (length_of(text) > limit) return text_rejection(RejectionCode::text_too_long, field, limit);
  if (holds_personal_number(text)) return text_rejection(RejectionCode::personal_number, field);
  return std::nullopt;
}

std::optional<Rejection> check_required_text(std::string& text, std::string_view field, std::size_t limit) {
  if (auto rejection = check_text(text, field, limit)) return rejection;
  if (text.empty()) return text_rejection(RejectionCode::text_empty, field);
  return std::nullopt;
}

}  // namespace samtale
