#include "support/clock_estimate.h"

#include <algorithm>

namespace samtale::support {

std::uint32_t ClockEstimate::ping(std::int64_t local_ms) {
  sent_[++last_number_] = local_ms;
  return last_number_;
}

void ClockEstimate::pong(std::uint32_t number, std::int64_t server_ms, std::int64_t local_ms) {
  const auto found = sent_.find(number);
  if (found == sent_.end()) return;
  const auto sent_ms = found->second;
  sent_.erase(found);
  const auto round_trip_ms = std::max<std::int64_t>(0, local_ms - sent_ms);
  last_round_trip_ms_ = static_cast<std::uint32_t>(round_trip_ms);
  if (known_ && round_trip_ms > shortest_ms_) return;
  known_ = true;
  shortest_ms_ = round_trip_ms;
  offset_ms_ = server_ms - (sent_ms + local_ms) / 2;
}

void ClockEstimate::forget() {
  sent_.clear();
  known_ = false;
}

}  // namespace samtale::support
