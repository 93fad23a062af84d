#include "domain/timer.h"

#include <gtest/gtest.h>

namespace samtale {
namespace {

constexpr Millis kNow = 1'000'000;

Timer ten_seconds() { return started(Timer{}, 10'000, kNow); }

TEST(Timer, runs_until_a_moment) {
  const Timer timer = ten_seconds();
  EXPECT_TRUE(timer.running);
  EXPECT_EQ(timer.running_until_ms, kNow + 10'000);
  EXPECT_EQ(timer.length_ms, 10'000);
  EXPECT_EQ(passed_ms(timer, kNow + 3'000), 3'000);
}

TEST(Timer, runs_out_at_its_end_and_not_before) {
  EXPECT_FALSE(has_run_out(ten_seconds(), kNow + 9'999));
  EXPECT_TRUE(has_run_out(ten_seconds(), kNow + 10'000));
}

TEST(Timer, every_change_has_a_new_revision) {
  const Timer timer = ten_seconds();
  EXPECT_EQ(timer.revision, 1u);
  EXPECT_EQ(paused(timer, kNow).revision, 2u);
  EXPECT_EQ(resumed(paused(timer, kNow), kNow).revision, 3u);
  EXPECT_EQ(adjusted(timer, 1, kNow).revision, 2u);
  EXPECT_EQ(expired(timer).revision, 2u);
  EXPECT_EQ(started(expired(timer), 5, kNow).revision, 3u);
}

TEST(Timer, stands_still_while_paused) {
  const Timer timer = paused(ten_seconds(), kNow + 4'000);
  EXPECT_FALSE(timer.running);
  EXPECT_EQ(timer.paused_left_ms, 6'000);
  EXPECT_EQ(timer.running_until_ms, 0);
  EXPECT_EQ(passed_ms(timer, kNow + 4'000), 4'000);
  EXPECT_EQ(passed_ms(timer, kNow + 9'999'999), 4'000);
  EXPECT_FALSE(has_run_out(timer, kNow + 9'999'999));
}

TEST(Timer, goes_on_where_it_was_paused) {
  const Timer timer = resumed(paused(ten_seconds(), kNow + 4'000), kNow + 60'000);
  EXPECT_EQ(timer.running_until_ms, kNow + 66'000);
  EXPECT_EQ(timer.length_ms, 10'000);
  EXPECT_EQ(passed_ms(timer, kNow + 61'000), 5'000);
}

TEST(Timer, added_time_lengthens_it_and_what_has_passed_stays) {
  const Timer timer = adjusted(ten_seconds(), 5'000, kNow + 4'000);
  EXPECT_EQ(timer.length_ms, 15'000);
  EXPECT_EQ(timer.running_until_ms, kNow + 15'000);
  EXPECT_EQ(passed_ms(timer, kNow + 4'000), 4'000);
}

TEST(Timer, taken_time_shortens_it) {
  const Timer timer = adjusted(ten_seconds(), -2'000, kNow + 4'000);
  EXPECT_EQ(timer.length_ms, 8'000);
  EXPECT_EQ(timer.running_until_ms, kNow + 8'000);
}

TEST(Timer, taking_more_than_is_left_ends_it_now) {
  const Timer timer = adjusted(ten_seconds(), -60'000, kNow + 4'000);
  EXPECT_EQ(timer.running_until_ms, kNow + 4'000);
  EXPECT_EQ(timer.length_ms, 4'000);
  EXPECT_TRUE(has_run_out(timer, kNow + 4'000));
  EXPECT_FALSE(timer.overtime);
  EXPECT_EQ(passed_ms(timer, kNow + 4'000), 4'000);
}

TEST(Timer, in_overtime_added_time_counts_from_now_and_ends_the_overtime) {
  const Timer over = expired(ten_seconds());
  EXPECT_TRUE(over.overtime);
  EXPECT_EQ(passed_ms(over, kNow + 13'000), 13'000);
  const Timer timer = adjusted(over, 5'000, kNow + 13'000);
  EXPECT_FALSE(timer.overtime);
  EXPECT_EQ(timer.running_until_ms, kNow + 18'000);
  EXPECT_EQ(passed_ms(timer, kNow + 13'000), 13'000);
  EXPECT_EQ(timer.length_ms, 18'000);
}

TEST(Timer, in_overtime_there_is_nothing_to_take) {
  const Timer over = expired(ten_seconds());
  const Timer timer = adjusted(over, -5'000, kNow + 13'000);
  EXPECT_TRUE(timer.overtime);
  EXPECT_EQ(timer.length_ms, over.length_ms);
  EXPECT_EQ(timer.running_until_ms, over.running_until_ms);
}

TEST(Timer, overtime_can_be_paused_and_goes_on) {
  const Timer still = paused(expired(ten_seconds()), kNow + 13'000);
  EXPECT_EQ(still.paused_left_ms, 0);
  EXPECT_EQ(still.paused_overtime_ms, 3'000);
  EXPECT_TRUE(still.overtime);
  EXPECT_EQ(passed_ms(still, kNow + 50'000), 13'000);
  const Timer timer = resumed(still, kNow + 60'000);
  EXPECT_EQ(timer.running_until_ms, kNow + 57'000);
  EXPECT_EQ(timer.paused_overtime_ms, 0);
  EXPECT_TRUE(timer.overtime);
}

TEST(Timer, is_adjusted_while_paused_too) {
  const Timer still = paused(ten_seconds(), kNow + 4'000);
  const Timer longer = adjusted(still, 5'000, kNow + 90'000);
  EXPECT_FALSE(longer.running);
  EXPECT_EQ(longer.paused_left_ms, 11'000);
  EXPECT_EQ(passed_ms(longer, kNow + 90'000), 4'000);
  const Timer none_left = adjusted(still, -60'000, kNow + 90'000);
  EXPECT_EQ(none_left.paused_left_ms, 0);
  EXPECT_EQ(none_left.paused_overtime_ms, 0);
  const Timer from_overtime = adjusted(paused(expired(ten_seconds()), kNow + 13'000), 5'000, kNow + 90'000);
  EXPECT_EQ(from_overtime.paused_left_ms, 5'000);
  EXPECT_EQ(from_overtime.paused_overtime_ms, 0);
  EXPECT_FALSE(from_overtime.overtime);
  EXPECT_EQ(passed_ms(from_overtime, kNow), 13'000);
}

TEST(Timer, a_clock_set_back_never_makes_passed_time_negative) {
  EXPECT_EQ(passed_ms(ten_seconds(), kNow - 3'600'000), 0);
}

}  // namespace
}  // namespace samtale
