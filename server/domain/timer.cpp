#include "domain/timer.h"

#include <algorithm>

namespace samtale {
namespace {

// Negative: past the end.
Millis left_ms(const Timer& timer, Millis now_ms) {
  return timer.running ? timer.running_until_ms - now_ms : timer.paused_left_ms - timer.paused_overtime_ms;
}

void set_left(Timer& timer, Millis left, Millis now_ms) {
  timer.running_until_ms = timer.running ? now_ms + left : 0;
  timer.paused_left_ms = timer.running ? 0 : std::max<Millis>(left, 0);
  timer.paused_overtime_ms = timer.running ? 0 : std::max<Millis>(-left, 0);
}

}  // namespace

Timer started(const Timer& before, Millis length_ms, Millis now_ms) {
  Timer timer;
  timer.revision = before.revision + 1;
  timer.length_ms = length_ms;
  timer.running = true;
  timer.running_until_ms = now_ms + length_ms;
  return timer;
}

Timer paused(const Timer& timer, Millis now_ms) {
  const Millis left = left_ms(timer, now_ms);
  Timer after = timer;
  ++after.revision;
  after.running = false;
  set_left(after, left, now_ms);
  return after;
}

Timer resumed(const Timer& timer, Millis now_ms) {
  const Millis left = left_ms(timer, now_ms);
  Timer after = timer;
  ++after.revision;
  after.running = true;
  set_left(after, left, now_ms);
  return after;
}

Timer adjusted(const Timer& timer, Millis delta_ms, Millis now_ms) {
  const Millis left = left_ms(timer, now_ms);
  Timer after = timer;
  ++after.revision;
  if (left <= 0 && delta_ms <= 0) return after;  // nothing is left to take
  const Millis left_after = std::max<Millis>(std::max<Millis>(left, 0) + delta_ms, 0);
  after.length_ms += left_after - left;  // keeps the time passed as it was
  after.overtime = false;
  set_left(after, left_after, now_ms);
  return after;
}

Timer expired(const Timer& timer) {
  Timer after = timer;
  ++after.revision;
  after.overtime = true;
  return after;
}

Millis passed_ms(const Timer& timer, Millis now_ms) {
  return std::max<Millis>(timer.length_ms - left_ms(timer, now_ms), 0);
}

bool has_run_out(const Timer& timer, Millis now_ms) { return timer.running && now_ms >= timer.running_until_ms; }

}  // namespace samtale
