#include "domain/talk_report.h"

#include <algorithm>
#include <cstdlib>
#include <tuple>

namespace samtale {
namespace {

constexpr std::uint32_t kWholePercent = 100;

int place_of(PlayerState player) {
  switch (player) {
    case PlayerState::playing: return 4;
    case PlayerState::paused: return 3;
    case PlayerState::stalled: return 2;
    case PlayerState::blocked: return 1;
    case PlayerState::nothing:
    case PlayerState::broken: break;
  }
  return 0;
}

auto standing_of(const TalkReport& report) {
  return std::tuple(place_of(report.player), -std::abs(report.behind_ms), report.sound_unlocked,
                    report.talk_1_percent + report.talk_2_percent);
}

}  // namespace

TalkReport within_bounds(TalkReport report) {
  report.talk_1_percent = std::min(report.talk_1_percent, kWholePercent);
  report.talk_2_percent = std::min(report.talk_2_percent, kWholePercent);
  report.behind_ms = std::clamp(report.behind_ms, -limits::kLongestPhaseMs, limits::kLongestPhaseMs);
  report.buffered_ahead_ms = std::clamp<Millis>(report.buffered_ahead_ms, 0, limits::kLongestPhaseMs);
  return report;
}

bool stands_better(const TalkReport& one, const TalkReport& other) { return standing_of(one) > standing_of(other); }

}  // namespace samtale
