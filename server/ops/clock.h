#pragma once
// The server's clock. The only place that reads the system's clocks.
//
// now_ms() begins where it is told to, and then follows the clock that only counts (also through a machine's sleep), so
// that a wall clock that jumps moves no timer. Where to begin after a restart is decided in clock_memory.h. Threads:
// any.
#include <cstdint>

namespace samtale::ops {

class Clock {
 public:
  virtual ~Clock() = default;
  virtual std::int64_t now_ms() const = 0;
  // Days since 1970-01-01 of the calendar day in Denmark (Europe/Copenhagen, CET/CEST), for rules about dates.
  virtual int today_days() const = 0;
};

// Milliseconds since 1970, as somebody has set them.
std::int64_t wall_clock_ms();
// Milliseconds that have passed since the machine started, asleep or not. Nobody can set them.
std::int64_t counted_ms();

class SystemClock final : public Clock {
 public:
  // Begins at the wall clock.
  SystemClock() : SystemClock(wall_clock_ms()) {}
  explicit SystemClock(std::int64_t begins_at_ms) : ahead_of_counted_ms_(begins_at_ms - counted_ms()) {}
  std::int64_t now_ms() const override { return ahead_of_counted_ms_ + counted_ms(); }
  int today_days() const override;

 private:
  std::int64_t ahead_of_counted_ms_;
};

}  // namespace samtale::ops
