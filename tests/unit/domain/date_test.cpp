#include "domain/date.h"

#include <gtest/gtest.h>

namespace samtale {
namespace {

TEST(Date, is_read_from_year_month_day) {
  const auto date = parse_date("2027-01-20");
  ASSERT_TRUE(date);
  EXPECT_EQ(to_text(*date), "2027-01-20");
  EXPECT_EQ(to_text(*parse_date("2000-01-01")), "2000-01-01");
  EXPECT_EQ(to_text(*parse_date("2199-12-31")), "2199-12-31");
}

TEST(Date, knows_leap_years) {
  EXPECT_TRUE(parse_date("2028-02-29"));
  EXPECT_FALSE(parse_date("2027-02-29"));
  EXPECT_FALSE(parse_date("2100-02-29"));
}

TEST(Date, is_nothing_else) {
  for (const char* text :
       {"", "2027-1-20", "20-01-2027", "2027/01/20", "2027-13-01", "2027-00-10", "2027-04-31", "2027-01-00",
        "1999-12-31", "2200-01-01", " 2027-01-20", "2027-01-20 ", "2027-01-2x", "-027-01-20", "2027-01-+1"}) {
    EXPECT_FALSE(parse_date(text)) << text;
  }
}

TEST(Date, days_after_crosses_months_and_years) {
  EXPECT_EQ(to_text(days_after(*parse_date("2027-01-20"), 28)), "2027-02-17");
  EXPECT_EQ(to_text(days_after(*parse_date("2028-02-01"), 28)), "2028-02-29");
  EXPECT_EQ(to_text(days_after(*parse_date("2027-12-20"), 28)), "2028-01-17");
}

TEST(TimeOfDay, is_two_digits_colon_two_digits) {
  for (const char* text : {"00:00", "09:30", "23:59"}) EXPECT_TRUE(is_time_of_day(text)) << text;
  for (const char* text : {"", "9:30", "24:00", "12:60", "12.30", "12:3", "12:300", "ab:cd", "-1:00", "1 :00"}) {
    EXPECT_FALSE(is_time_of_day(text)) << text;
  }
}

}  // namespace
}  // namespace samtale
