#include "live/recent_deliveries.h"

namespace samtale::live {

void RecentDeliveries::add(const Delivery& delivery) {
  deliveries_.push_back(delivery);
  if (deliveries_.size() <= limits::kResumableFrames) return;
  start_ = deliveries_.front().position;
  deliveries_.pop_front();
}

bool RecentDeliveries::reaches_back_to(Position position, Position now) const {
  return position.epoch == now.epoch && position.sequence >= start_.sequence && position.sequence <= now.sequence;
}

std::vector<wire::PreparedFrame> RecentDeliveries::after(Position position, const Viewer& viewer) const {
  std::vector<wire::PreparedFrame> frames;
  for (const auto& delivery : deliveries_)
    if (delivery.position.sequence > position.sequence)
      if (const auto& frame = delivery.frame_for(viewer)) frames.push_back(frame);
  return frames;
}

}  // namespace samtale::live
