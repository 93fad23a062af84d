// Which day it is in Denmark.
#include "ops/danish_time.h"

#include <gtest/gtest.h>
#include <stdlib.h>
#include <time.h>

#include <chrono>
#include <filesystem>

namespace samtale::ops {
namespace {

using namespace std::chrono;

std::int64_t utc_ms(year_month_day day, milliseconds time) {
  return duration_cast<milliseconds>((sys_days{day} + time).time_since_epoch()).count();
}

int day_number(year_month_day day) { return static_cast<int>(sys_days{day}.time_since_epoch().count()); }

TEST(DanishTime, AWinterDayBeginsAnHourBeforeUtc) {
  EXPECT_EQ(danish_days(utc_ms(2026y / November / 21, 23h - 1ms)), day_number(2026y / November / 21));
  EXPECT_EQ(danish_days(utc_ms(2026y / November / 21, 23h)), day_number(2026y / November / 22));
}

TEST(DanishTime, ASummerDayBeginsTwoHoursBeforeUtc) {
  EXPECT_EQ(danish_days(utc_ms(2026y / July / 1, 22h - 1ms)), day_number(2026y / July / 1));
  EXPECT_EQ(danish_days(utc_ms(2026y / July / 1, 22h)), day_number(2026y / July / 2));
}

TEST(DanishTime, SummerTimeBeginsAndEndsOnTheLastSundays) {
  // 29 March and 25 October 2026: the evenings before still follow the old time, those of the day itself the new one.
  EXPECT_EQ(danish_days(utc_ms(2026y / March / 28, 22h)), day_number(2026y / March / 28));
  EXPECT_EQ(danish_days(utc_ms(2026y / March / 29, 22h)), day_number(2026y / March / 30));
  EXPECT_EQ(danish_days(utc_ms(2026y / October / 24, 22h)), day_number(2026y / October / 25));
  EXPECT_EQ(danish_days(utc_ms(2026y / October / 25, 22h)), day_number(2026y / October / 25));
}

TEST(DanishTime, DaysBeforeTheEpochCountBackwards) {
  EXPECT_EQ(danish_days(0), 0);
  EXPECT_EQ(danish_days(-3'600'000), 0);
  EXPECT_EQ(danish_days(-3'600'001), -1);
}

// The independent witness: the system's time zone database, where there is one.
TEST(DanishTime, AgreesWithTheTimeZoneDatabaseHourByHour) {
  if (!std::filesystem::exists("/usr/share/zoneinfo/Europe/Copenhagen")) GTEST_SKIP() << "tzdata is not installed";
  setenv("TZ", "Europe/Copenhagen", 1);
  tzset();
  const auto end = utc_ms(2060y / January / 1, 0ms);
  for (auto moment = utc_ms(2000y / January / 1, 0ms); moment < end; moment += 3'600'000) {
    const time_t seconds = moment / 1'000;
    tm local{};
    localtime_r(&seconds, &local);
    const year_month_day day{year{local.tm_year + 1900}, month{static_cast<unsigned>(local.tm_mon + 1)},
                             std::chrono::day{static_cast<unsigned>(local.tm_mday)}};
    ASSERT_EQ(danish_days(moment), day_number(day)) << moment;
  }
}

}  // namespace
}  // namespace samtale::ops
