#include "simulation/timeline.h"

#include <algorithm>
#include <vector>

namespace samtale::simulation {

void Timeline::at(Micros when, Owner owner, std::function<void()> task) {
  plans_.emplace(std::pair{std::max(when, now_), ++last_order_}, Plan{owner, std::move(task)});
}

void Timeline::forget(Owner owner) {
  std::vector<Plan> forgotten;  // destroyed last: that may lead back here
  for (auto plan = plans_.begin(); plan != plans_.end();) {
    if (plan->second.owner != owner) {
      ++plan;
      continue;
    }
    forgotten.push_back(std::move(plan->second));
    plan = plans_.erase(plan);
  }
}

void Timeline::run_until(Micros end) {
  while (!plans_.empty() && plans_.begin()->first.first <= end) {
    auto next = plans_.extract(plans_.begin());
    now_ = next.key().first;
    next.mapped().task();
  }
  now_ = end;
}

}  // namespace samtale::simulation
