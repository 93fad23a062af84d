#pragma once
// What a room sent lately, so that a client that was away for a moment gets only what it missed (P-13).
#include <cstddef>
#include <deque>
#include <vector>

#include "domain/limits.h"
#include "domain/position.h"
#include "live/delivery.h"

namespace samtale::live {

class RecentDeliveries {
 public:
  // Remembers nothing before `start`.
  explicit RecentDeliveries(Position start) : start_(start) {}

  void add(const Delivery& delivery);
  // Whether everything behind `position` is remembered. `now` is where the room stands.
  bool reaches_back_to(Position position, Position now) const;
  // In order; only what this viewer may see.
  std::vector<wire::PreparedFrame> after(Position position, const Viewer& viewer) const;

 private:
  Position start_;  // the first remembered delivery comes after this
  std::deque<Delivery> deliveries_;
};

}  // namespace samtale::live
