#include "ops/clock.h"

#include <time.h>

#include "ops/danish_time.h"

namespace samtale::ops {
namespace {

std::int64_t read_ms(clockid_t clock) {
  timespec now{};
  clock_gettime(clock, &now);  // cannot fail for these two clocks on Linux
  return std::int64_t{now.tv_sec} * 1'000 + now.tv_nsec / 1'000'000;
}

}  // namespace

std::int64_t wall_clock_ms() { return read_ms(CLOCK_REALTIME); }

// CLOCK_BOOTTIME and not CLOCK_MONOTONIC: a laptop that slept through the break must not think the break has just
// begun.
std::int64_t counted_ms() { return read_ms(CLOCK_BOOTTIME); }

int SystemClock::today_days() const { return danish_days(now_ms()); }

}  // namespace samtale::ops
