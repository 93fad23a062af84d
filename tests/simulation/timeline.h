#pragma once
// Simulated time, and everything that is going to happen in it. What happens at the same moment happens in the order it
// was put there. Threads: one.
#include <cstdint>
#include <functional>
#include <map>
#include <utility>

#include "domain/limits.h"

namespace samtale::simulation {

using Micros = std::int64_t;
using Millis = limits::Millis;
inline constexpr Micros kMilli = 1'000;
inline constexpr Micros kSecond = 1'000'000;

class Timeline {
 public:
  // Whose plans these are, so that they can be forgotten with it. 0: the world's.
  using Owner = std::uint32_t;
  static constexpr Owner kWorld = 0;

  Micros now() const { return now_; }
  void at(Micros when, Owner owner, std::function<void()> task);
  void after(Micros delay, Owner owner, std::function<void()> task) { at(now_ + delay, owner, std::move(task)); }
  // It will not happen.
  void forget(Owner owner);
  // Lets everything happen that is due until then.
  void run_until(Micros end);

 private:
  struct Plan {
    Owner owner;
    std::function<void()> task;
  };
  Micros now_ = 0;
  std::uint64_t last_order_ = 0;
  std::map<std::pair<Micros, std::uint64_t>, Plan> plans_;
};

}  // namespace samtale::simulation
