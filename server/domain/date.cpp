#include "domain/date.h"

namespace samtale {
namespace {

bool all_digits(std::string_view text) {
  for (const char symbol : text) {
    if (symbol < '0' || symbol > '9') return false;
  }
  return !text.empty();
}

int number_in(std::string_view digits) {
  int value = 0;
  for (const char digit : digits) value = value * 10 + (digit - '0');
  return value;
}

std::string padded(int value, std::size_t width) {
  std::string text = std::to_string(value);
  if (text.size() < width) text.insert(0, width - text.size(), '0');
  return text;
}

}  // namespace

std::optional<Date> parse_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = text.substr(0, 4);
  const auto month = text.substr(5, 2);
  const auto day = text.substr(8, 2);
  if (!all_digits(year) || !all_digits(month) || !all_digits(day)) return std::nullopt;
  const Date date{std::chrono::year{number_in(year)}, std::chrono::month{static_cast<unsigned>(number_in(month))},
                  std::chrono::day{static_cast<unsigned>(number_in(day))}};
  if (!date.ok() || date.year() < std::chrono::year{2000} || date.year() > std::chrono::year{2199}) return std::nullopt;
  return date;
}

std::string to_text(const Date& date) {
  return padded(static_cast<int>(date.year()), 4) + "-" +
         padded(static_cast<int>(static_cast<unsigned>(date.month())), 2) + "-" +
         padded(static_cast<int>(static_cast<unsigned>(date.day())), 2);
}

Date days_after(const Date& date, int days) { return Date{std::chrono::sys_days{date} + std::chrono::days{days}}; }

bool is_time_of_day(std::string_view text) {
  if (text.size() != 5 || text[2] != ':') return false;
  const auto hour = text.substr(0, 2);
  const auto minute = text.substr(3, 2);
  return all_digits(hour) && all_digits(minute) && number_in(hour) <= 23 && number_in(minute) <= 59;
}

}  // namespace samtale
