#pragma once
// How a device that shows talks stands, as it says itself (proto/samtale/v1/seminar.proto). Never stored; strangers may
// say anything, so what is believed is held within bounds. Pure.
#include <cstdint>

#include "domain/agenda.h"

namespace samtale {

enum class PlayerState {
  nothing = 0,  // there is nothing to play now
  playing = 1,
  paused = 2,
  stalled = 3,  // waits for the network
  blocked = 4,  // the browser wants somebody to press first
  broken = 5,
};

struct TalkReport {
  std::uint32_t talk_1_percent = 0;  // of the recording that is on the device
  std::uint32_t talk_2_percent = 0;
  bool sound_unlocked = false;
  PlayerState player = PlayerState::nothing;
  Millis behind_ms = 0;  // below zero: ahead
  Millis buffered_ahead_ms = 0;
  MediaKind version{};  // 0: none
  bool local_file = false;
  bool stays_behind = false;
  bool operator==(const TalkReport&) const = default;
};

// Percent end at 100, lengths at that of the longest phase.
TalkReport within_bounds(TalkReport report);
// Whether `one` stands better than `other`: who plays before who is paused, stalled, blocked, and has nothing or is
// broken; then who is nearer to where everybody is; then whose sound is unlocked; then who has more of the talks.
bool stands_better(const TalkReport& one, const TalkReport& other);

}  // namespace samtale
