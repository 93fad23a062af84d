#include "simulation/sim_shard.h"

#include <algorithm>
#include <utility>

namespace samtale::simulation {
namespace {

constexpr Micros kLongestWay = 300;  // from post() to the task
constexpr Micros kLatestRing = 15 * kMilli;

class SimAlarm final : public live::Alarm {
 public:
  SimAlarm(Timeline& timeline, Timeline::Owner process, Dice dice)
      : timeline_(timeline), process_(process), dice_(dice) {}

  void set(std::chrono::milliseconds from_now, std::function<void()> ring) override {
    const Micros late = dice_.between(0, kLatestRing);
    timeline_.after(from_now.count() * kMilli + late, process_,
                    [ring = std::move(ring), setting = ++*setting_, current = std::weak_ptr(setting_)] {
                      const auto now = current.lock();
                      if (now && *now == setting) ring();
                    });
  }
  void cancel() override { ++*setting_; }

 private:
  Timeline& timeline_;
  Timeline::Owner process_;
  Dice dice_;
  std::shared_ptr<unsigned> setting_ = std::make_shared<unsigned>(0);
};

}  // namespace

void SimShard::post(std::function<void()> task) {
  last_post_ = std::max(last_post_, timeline_.now() + dice_.between(1, kLongestWay));
  timeline_.at(last_post_, process_, std::move(task));
}

std::unique_ptr<live::Alarm> SimShard::make_alarm() {
  return std::make_unique<SimAlarm>(timeline_, process_, dice_.split());
}

}  // namespace samtale::simulation
