#pragma once
// The server's clock. The only place that reads the system's clocks.
//
// now_ms() starts at the wall clock and then follows the clock that only counts (also through a machine's sleep), so
// that a wall clock that jumps moves no timer. Threads: any.
#include <cstdint>

namespace samtale::ops {

class Clock {
 public:
  virtual ~Clock() = default;
  virtual std::int64_t now_ms() const = 0;
  // Days since 1970-01-01 of the calendar day in Denmark (Europe/Copenhagen, CET/CEST), for rules about dates.
  virtual int today_days() const = 0;
};

class SystemClock final : public Clock {
 public:
  SystemClock();
  std::int64_t now_ms() const override;
  int today_days() const override;

 private:
  std::int64_t wall_at_start_ms_;
  std::int64_t monotonic_at_start_ms_;
};

}  // namespace samtale::ops
