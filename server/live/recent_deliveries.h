#pragma once
// What a room sent lately, so that a client that was away for a moment gets only what it missed (P-13). Bounded in frames
// and in bytes.
#include <cstddef>
#include <deque>
#include <optional>
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
  // What came behind `position` and this viewer may see, in order. Nullopt: not everything is remembered, or it is more
  // than is good to send, so that a snapshot is better. `now` is where the room stands.
  std::optional<std::vector<wire::PreparedFrame>> missed(Position position, Position now, const Viewer& viewer) const;
  // What is remembered takes so many bytes.
  std::size_t bytes() const { return bytes_; }

 private:
  bool reaches_back_to(Position position, Position now) const;

  Position start_;  // the first remembered delivery comes after this
  std::deque<Delivery> deliveries_;
  std::size_t bytes_ = 0;  // of all of them
};

}  // namespace samtale::live
