#include "live/recent_deliveries.h"

#include <algorithm>

namespace samtale::live {

void RecentDeliveries::add(const Delivery& delivery) {
  deliveries_.push_back(delivery);
  bytes_ += bytes_of(delivery);
  while (deliveries_.size() > limits::kResumableFrames || bytes_ > limits::kResumableBytesInAll) {
    start_ = deliveries_.front().position;
    bytes_ -= bytes_of(deliveries_.front());
    deliveries_.pop_front();
  }
}

bool RecentDeliveries::reaches_back_to(Position position, Position now) const {
  return position.epoch == now.epoch && position.sequence >= start_.sequence && position.sequence <= now.sequence;
}

std::optional<std::vector<wire::PreparedFrame>> RecentDeliveries::missed(Position position, Position now,
                                                                         const Viewer& viewer) const {
  if (!reaches_back_to(position, now)) return std::nullopt;
  std::vector<wire::PreparedFrame> frames;
  std::size_t bytes = 0;
  // Thousands who come back at once have missed little or nothing.
  auto next = std::ranges::upper_bound(deliveries_, position.sequence, {},
                                       [](const Delivery& delivery) { return delivery.position.sequence; });
  for (; next != deliveries_.end(); ++next) {
    const auto& frame = next->frame_for(viewer);
    if (!frame) continue;
    bytes += frame->size();
    if (bytes > limits::kResumableBytes) return std::nullopt;
    frames.push_back(frame);
  }
  return frames;
}

}  // namespace samtale::live
