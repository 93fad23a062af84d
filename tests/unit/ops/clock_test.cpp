// The server's clock, and the one of the tests.
#include "ops/clock.h"

#include <gtest/gtest.h>

#include <chrono>

#include "ops/danish_time.h"
#include "tests/support/manual_clock.h"

namespace samtale::ops {
namespace {

std::int64_t wall_ms() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

TEST(SystemClock, StartsAtTheWallClock) {
  const auto before = wall_ms();
  const SystemClock clock;
  EXPECT_GE(clock.now_ms(), before);
}

TEST(SystemClock, NeverGoesBack) {
  const SystemClock clock;
  auto last = clock.now_ms();
  for (int i = 0; i < 10'000; ++i) {
    const auto now = clock.now_ms();
    ASSERT_GE(now, last);
    last = now;
  }
}

TEST(SystemClock, TodayIsADanishDay) {
  const SystemClock clock;
  const int before = danish_days(clock.now_ms());
  const int today = clock.today_days();
  const int after = danish_days(clock.now_ms());
  EXPECT_LE(before, today);
  EXPECT_LE(today, after);
}

TEST(ManualClock, StandsStillUntilMoved) {
  support::ManualClock clock;
  const auto begin = clock.now_ms();
  EXPECT_EQ(clock.now_ms(), begin);
  EXPECT_EQ(clock.today_days(), danish_days(begin));
  clock.advance_ms(24 * 3'600'000);
  EXPECT_EQ(clock.now_ms(), begin + 24 * 3'600'000);
  EXPECT_EQ(clock.today_days(), danish_days(begin) + 1);
}

}  // namespace
}  // namespace samtale::ops
