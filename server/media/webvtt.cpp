#include "media/webvtt.h"

#include <algorithm>

namespace samtale::media {
namespace {

constexpr std::string_view kArrow = "-->";
constexpr std::string_view kBlanks = " \t";

bool is_blank(char c) { return c == ' ' || c == '\t'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool has_arrow(std::string_view line) { return line.find(kArrow) != std::string_view::npos; }

// RFC 3629, section 4, and no zero byte.
bool is_plain_utf8(std::string_view text) {
  while (!text.empty()) {
    const auto first = static_cast<std::uint8_t>(text[0]);
    if (first == 0) return false;
    if (first < 0x80) {
      text.remove_prefix(1);
      continue;
    }
    if (first < 0xC2 || first > 0xF4) return false;
    const std::size_t length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    if (text.size() < length) return false;
    for (std::size_t i = 1; i < length; ++i) {
      if ((static_cast<std::uint8_t>(text[i]) & 0xC0) != 0x80) return false;
    }
    // Overlong forms, surrogates, and what lies above U+10FFFF.
    const auto second = static_cast<std::uint8_t>(text[1]);
    if ((first == 0xE0 && second < 0xA0) || (first == 0xED && second > 0x9F)) return false;
    if ((first == 0xF0 && second < 0x90) || (first == 0xF4 && second > 0x8F)) return false;
    text.remove_prefix(length);
  }
  return true;
}

// Lines end with LF, CR or both.
class Lines {
 public:
  explicit Lines(std::string_view text) : rest_(text) {}

  bool at_end() const { return rest_.empty(); }
  std::uint32_t number() const { return number_; }  // of the line that next() gave
  std::string_view next() {
    const auto end = std::min(rest_.find_first_of("\r\n"), rest_.size());
    const auto line = rest_.substr(0, end);
    rest_.remove_prefix(end);
    if (rest_.substr(0, 2) == "\r\n") {
      rest_.remove_prefix(2);
    } else if (!rest_.empty()) {
      rest_.remove_prefix(1);
    }
    ++number_;
    return line;
  }

 private:
  std::string_view rest_;
  std::uint32_t number_ = 0;
};

// Takes what it reads off the front of the line.
class TimesLine {
 public:
  explicit TimesLine(std::string_view line) : rest_(line) {}

  bool is_well_formed() {
    skip_blanks();
    const auto start_ms = moment_ms();
    if (!start_ms || !skip_blanks() || !take(kArrow) || !skip_blanks()) return false;
    const auto end_ms = moment_ms();
    if (!end_ms || *start_ms >= *end_ms || *end_ms > kLatestCaptionMs) return false;
    while (!rest_.empty()) {
      if (!skip_blanks()) return false;
      if (!rest_.empty() && !setting()) return false;
    }
    return true;
  }

 private:
  bool skip_blanks() {
    const auto count = std::min(rest_.find_first_not_of(kBlanks), rest_.size());
    rest_.remove_prefix(count);
    return count > 0;
  }
  bool take(std::string_view text) {
    if (!rest_.starts_with(text)) return false;
    rest_.remove_prefix(text.size());
    return true;
  }
  // The digits at the front, `least` to `most` of them.
  std::optional<std::int64_t> number(std::size_t least, std::size_t most) {
    std::int64_t value = 0;
    std::size_t count = 0;
    for (; count < rest_.size() && count <= most && is_digit(rest_[count]); ++count) {
      value = value * 10 + (rest_[count] - '0');
    }
    if (count < least || count > most) return std::nullopt;
    rest_.remove_prefix(count);
    return value;
  }
  // `mm:ss.ttt`, or with hours before it.
  std::optional<std::int64_t> moment_ms() {
    static constexpr std::size_t kMostDigits = 4;  // of hours; 24 are the most
    const auto first_digits = std::min(rest_.find_first_not_of("0123456789"), rest_.size());
    const auto first = number(2, kMostDigits);
    if (!first || !take(":")) return std::nullopt;
    const auto second = number(2, 2);
    if (!second) return std::nullopt;
    std::int64_t hours = 0;
    std::int64_t minutes = *first;
    std::int64_t seconds = *second;
    if (take(":")) {
      const auto third = number(2, 2);
      if (!third) return std::nullopt;
      hours = *first;
      minutes = *second;
      seconds = *third;
    } else if (first_digits != 2) {
      return std::nullopt;
    }
    if (minutes > 59 || seconds > 59 || !take(".")) return std::nullopt;
    const auto thousandths = number(3, 3);
    if (!thousandths) return std::nullopt;
    return ((hours * 60 + minutes) * 60 + seconds) * 1'000 + *thousandths;
  }
  // `line:0`, `align:start` and so on. Browsers leave out the ones they do not know.
  bool setting() {
    const auto text = rest_.substr(0, rest_.find_first_of(kBlanks));
    rest_.remove_prefix(text.size());
    const auto colon = text.find(':');
    return colon != std::string_view::npos && colon > 0 && colon + 1 < text.size();
  }

  std::string_view rest_;
};

bool begins_with_word(std::string_view line, std::string_view word) {
  return line.starts_with(word) && (line.size() == word.size() || is_blank(line[word.size()]));
}

class Check {
 public:
  explicit Check(std::string_view text) : lines_(text) {}

  std::optional<std::uint32_t> first_mistake() {
    const auto signature = read();
    if (!signature || !begins_with_word(*signature, "WEBVTT") || has_arrow(*signature)) return mistake();
    if (!plain_lines()) return mistake();
    while (!lines_.at_end()) {
      if (!block()) return mistake();
    }
    return std::nullopt;
  }

 private:
  // Nullopt: what comes is not UTF-8.
  std::optional<std::string_view> read() {
    const auto line = lines_.next();
    if (!is_plain_utf8(line)) return std::nullopt;
    return line;
  }
  std::uint32_t mistake() const { return wrong_at_.value_or(std::max(lines_.number(), 1u)); }

  // Up to and with the next empty line.
  bool plain_lines() {
    while (!lines_.at_end()) {
      const auto line = read();
      if (!line || has_arrow(*line)) return false;
      if (line->empty()) return true;
    }
    return true;
  }

  bool block() {
    auto line = read();
    if (!line) return false;
    if (line->empty()) return true;
    if (!has_arrow(*line)) {
      if (begins_with_word(*line, "NOTE")) return plain_lines();
      const bool may_describe = !cue_seen_;
      if (may_describe && (begins_with_word(*line, "STYLE") || begins_with_word(*line, "REGION"))) return plain_lines();
      // The cue's name; its times must follow. Else it is not the name's next line that is wrong.
      const auto name_at = lines_.number();
      line = lines_.at_end() ? std::optional<std::string_view>{""} : read();
      if (!line) return false;
      if (!has_arrow(*line)) {
        wrong_at_ = name_at;
        return false;
      }
    }
    cue_seen_ = true;
    return TimesLine(*line).is_well_formed() && plain_lines();
  }

  Lines lines_;
  bool cue_seen_ = false;
  std::optional<std::uint32_t> wrong_at_;  // when it is not the line that was read last
};

}  // namespace

std::optional<std::uint32_t> first_webvtt_mistake(std::string_view text) {
  static constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  return Check(text).first_mistake();
}

}  // namespace samtale::media
