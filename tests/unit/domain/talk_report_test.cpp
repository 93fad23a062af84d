#include "domain/talk_report.h"

#include <gtest/gtest.h>

#include <limits>
#include <vector>

namespace samtale {
namespace {

TalkReport playing(Millis behind_ms) {
  TalkReport report;
  report.player = PlayerState::playing;
  report.behind_ms = behind_ms;
  return report;
}
TalkReport with(PlayerState player, Millis behind_ms = 0) {
  TalkReport report = playing(behind_ms);
  report.player = player;
  return report;
}
TalkReport in_the_lobby(bool sound_unlocked, std::uint32_t talk_1_percent, std::uint32_t talk_2_percent) {
  TalkReport report;
  report.sound_unlocked = sound_unlocked;
  report.talk_1_percent = talk_1_percent;
  report.talk_2_percent = talk_2_percent;
  return report;
}

// Each before the next, and never the other way round.
void expect_in_this_order(const std::vector<TalkReport>& reports) {
  for (std::size_t i = 0; i < reports.size(); ++i) {
    for (std::size_t j = 0; j < reports.size(); ++j) {
      EXPECT_EQ(stands_better(reports[i], reports[j]), i < j) << i << " and " << j;
    }
  }
}

TEST(TalkReport, who_plays_stands_better_than_who_does_not_however_far_behind) {
  expect_in_this_order({with(PlayerState::playing, 60'000), with(PlayerState::paused), with(PlayerState::stalled),
                        with(PlayerState::blocked), with(PlayerState::broken)});
}

TEST(TalkReport, of_those_who_play_the_nearest_stands_best_on_either_side) {
  expect_in_this_order({playing(0), playing(-40), playing(200), playing(-201), playing(90'000)});
  EXPECT_FALSE(stands_better(playing(40), playing(-40)));
  EXPECT_FALSE(stands_better(playing(-40), playing(40)));
}

TEST(TalkReport, nothing_to_play_is_no_better_than_a_player_that_is_broken) {
  EXPECT_FALSE(stands_better(with(PlayerState::nothing), with(PlayerState::broken)));
  EXPECT_FALSE(stands_better(with(PlayerState::broken), with(PlayerState::nothing)));
}

TEST(TalkReport, in_the_lobby_sound_comes_before_what_is_on_the_device) {
  expect_in_this_order({in_the_lobby(true, 100, 100), in_the_lobby(true, 100, 0), in_the_lobby(true, 0, 0),
                        in_the_lobby(false, 100, 100), in_the_lobby(false, 20, 81), in_the_lobby(false, 100, 0)});
}

TEST(TalkReport, is_believed_within_bounds) {
  TalkReport report = in_the_lobby(false, 100, 101);
  report.behind_ms = limits::kLongestPhaseMs;
  report.buffered_ahead_ms = limits::kLongestPhaseMs;
  TalkReport believed = within_bounds(report);
  EXPECT_EQ(believed.talk_1_percent, 100u);
  EXPECT_EQ(believed.talk_2_percent, 100u);
  EXPECT_EQ(believed.behind_ms, limits::kLongestPhaseMs);
  EXPECT_EQ(believed.buffered_ahead_ms, limits::kLongestPhaseMs);
  ++report.behind_ms;
  ++report.buffered_ahead_ms;
  EXPECT_EQ(within_bounds(report), believed);
  report.talk_1_percent = std::numeric_limits<std::uint32_t>::max();
  report.behind_ms = -limits::kLongestPhaseMs;
  believed = within_bounds(report);
  EXPECT_EQ(believed.behind_ms, -limits::kLongestPhaseMs);
  --report.behind_ms;
  EXPECT_EQ(within_bounds(report), believed);
}

}  // namespace
}  // namespace samtale
