#pragma once
// The shard of one server process, in simulated time: tasks run in the order posted, a little later; alarms ring in
// time or a little late. All of it is gone when the process is.
#include "live/shard.h"
#include "ops/clock.h"
#include "simulation/dice.h"
#include "simulation/timeline.h"

namespace samtale::simulation {

class SimShard final : public live::Shard {
 public:
  SimShard(Timeline& timeline, Timeline::Owner process, Dice dice)
      : timeline_(timeline), process_(process), dice_(dice) {}
  void post(std::function<void()> task) override;
  std::unique_ptr<live::Alarm> make_alarm() override;

 private:
  Timeline& timeline_;
  Timeline::Owner process_;
  Dice dice_;
  Micros last_post_ = 0;
};

// Always the same morning; today is the day before the seminars, so that dates can lie in the past and the future.
class SimClock final : public ops::Clock {
 public:
  static constexpr std::int64_t kStartMs = 1'800'000'000'000;  // 2027-01-15
  explicit SimClock(const Timeline& timeline) : timeline_(timeline) {}
  std::int64_t now_ms() const override { return kStartMs + timeline_.now() / kMilli; }
  int today_days() const override { return static_cast<int>(kStartMs / 86'400'000); }

 private:
  const Timeline& timeline_;
};

}  // namespace samtale::simulation
