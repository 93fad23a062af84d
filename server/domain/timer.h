#pragma once
// The shared timer: running until T, or paused with R left, plus a revision. Overtime is a state, not a negative number.
// All moments are milliseconds of the server's clock, passed in.
#include <cstdint>

#include "domain/limits.h"

namespace samtale {

using Millis = limits::Millis;

struct Timer {
  std::uint32_t revision = 0;   // grows with every change
  Millis length_ms = 0;         // planned plus added
  bool running = false;
  Millis running_until_ms = 0;  // while running; may lie in the past: overtime
  Millis paused_left_ms = 0;    // while paused; never negative
  Millis paused_overtime_ms = 0;
  bool overtime = false;        // the end has been announced
  bool operator==(const Timer&) const = default;
};

Timer started(const Timer& before, Millis length_ms, Millis now_ms);
Timer paused(const Timer& timer, Millis now_ms);
Timer resumed(const Timer& timer, Millis now_ms);
// Adds (or takes, when negative) time. In overtime the added time counts from now. Never leaves less than nothing:
// taking more than is left ends the time now.
Timer adjusted(const Timer& timer, Millis delta_ms, Millis now_ms);
Timer expired(const Timer& timer);

// Time passed in the phase; grows in overtime, stands still in a pause.
Millis passed_ms(const Timer& timer, Millis now_ms);
bool has_run_out(const Timer& timer, Millis now_ms);

}  // namespace samtale
