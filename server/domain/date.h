#pragma once
// A calendar day, as people write it: no time, no zone. Whose "today" is meant is said by Context.
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace samtale {

using Date = std::chrono::year_month_day;

// `YYYY-MM-DD`, an existing day between 2000 and 2199; anything else is nullopt.
std::optional<Date> parse_date(std::string_view text);
std::string to_text(const Date& date);
Date days_after(const Date& date, int days);

// `HH:MM`, 00:00 to 23:59.
bool is_time_of_day(std::string_view text);

}  // namespace samtale
