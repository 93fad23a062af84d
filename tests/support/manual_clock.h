#pragma once
// A clock that stands still until a test moves it. Threads: any.
#include <atomic>
#include <cstdint>

#include "ops/clock.h"
#include "ops/danish_time.h"

namespace samtale::support {

class ManualClock final : public ops::Clock {
 public:
  // 2026-11-21T09:00Z: any morning will do, as long as it is always the same.
  explicit ManualClock(std::int64_t now_ms = 1'795'251'600'000) : now_ms_(now_ms) {}

  std::int64_t now_ms() const override { return now_ms_; }
  int today_days() const override { return ops::danish_days(now_ms_); }
  void advance_ms(std::int64_t by) { now_ms_ += by; }
  void set_ms(std::int64_t now_ms) { now_ms_ = now_ms; }

 private:
  std::atomic<std::int64_t> now_ms_;
};

}  // namespace samtale::support
