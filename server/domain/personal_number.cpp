#include "domain/personal_number.h"

#include <array>
#include <chrono>
#include <cstddef>

namespace samtale {
namespace {

constexpr std::size_t kDayDigits = 6;
constexpr std::size_t kSerialDigits = 4;
constexpr int kAddedToDay = 60;

bool is_digit(char symbol) { return symbol >= '0' && symbol <= '9'; }

std::size_t digits_from(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && is_digit(text[end])) ++end;
  return end - at;
}

int number_in(std::string_view digits) {
  int value = 0;
  for (const char digit : digits) value = value * 10 + (digit - '0');
  return value;
}

int year_of(int year_in_century, int seventh_digit) {
  if (seventh_digit <= 3) return 1900 + year_in_century;
  if (seventh_digit == 4 || seventh_digit == 9) return (year_in_century <= 36 ? 2000 : 1900) + year_in_century;
  return (year_in_century <= 57 ? 2000 : 1800) + year_in_century;
}

bool is_birthday(std::string_view day_digits, std::string_view serial_digits) {
  int day = number_in(day_digits.substr(0, 2));
  if (day > kAddedToDay) day -= kAddedToDay;
  const int month = number_in(day_digits.substr(2, 2));
  const int year = year_of(number_in(day_digits.substr(4, 2)), serial_digits.front() - '0');
  return std::chrono::year_month_day{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                                     std::chrono::day{static_cast<unsigned>(day)}}
      .ok();
}

// Bytes of what people put between the two halves; 0 when it is something else, or nothing.
std::size_t separator_at(std::string_view text, std::size_t at) {
  constexpr std::array<std::string_view, 8> kSeparators = {" - ", " \u2013 ", "-", " ", "\u00a0", "\u2010", "\u2011", "\u2013"};
  for (const auto separator : kSeparators) {
    if (text.substr(at, separator.size()) == separator) return separator.size();
  }
  return 0;
}

}  // namespace

bool holds_personal_number(std::string_view text) {
  std::size_t at = 0;
  while (true) {
    while (at < text.size() && !is_digit(text[at])) ++at;
    if (at == text.size()) return false;
    const std::size_t digits = digits_from(text, at);
    const std::size_t end = at + digits;
    if (digits == kDayDigits + kSerialDigits &&
        is_birthday(text.substr(at, kDayDigits), text.substr(at + kDayDigits, kSerialDigits))) {
      return true;
    }
    if (digits == kDayDigits) {
      const std::size_t serial_at = end + separator_at(text, end);
      if (serial_at > end && digits_from(text, serial_at) == kSerialDigits &&
          is_birthday(text.substr(at, kDayDigits), text.substr(serial_at, kSerialDigits))) {
        return true;
      }
    }
    at = end;
  }
}

}  // namespace samtale
