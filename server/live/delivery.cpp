#include "live/delivery.h"

#include <algorithm>

#include "wire/server_frame.h"

namespace samtale::live {
namespace {

class Encoder {
 public:
  Encoder(Position position, CommandId command, const std::vector<AddressedChange>& changes)
      : position_(position), command_(command), changes_(changes) {}

  // Null when the viewer may see none of the changes.
  wire::PreparedFrame for_viewer(const Viewer& viewer) {
    seen_.clear();
    for (const auto& [audience, change] : changes_)
      if (belongs(viewer, audience)) seen_.push_back(&change);
    return seen_.empty() ? nullptr : wire::frame(position_, command_, seen_);
  }

 private:
  Position position_;
  CommandId command_;
  const std::vector<AddressedChange>& changes_;
  std::vector<const Change*> seen_;
};

bool has(const std::vector<AddressedChange>& changes, Audience::Kind kind) {
  return std::any_of(changes.begin(), changes.end(), [&](const auto& change) { return change.audience.kind == kind; });
}

}  // namespace

const wire::PreparedFrame& Delivery::frame_for(const Viewer& viewer) const {
  if (is_staff(viewer.role)) return staff;
  if (viewer.role == Role::speaker) return speakers;
  for (const auto& own : devices)
    if (own.device == viewer.device) return own.frame;
  for (const auto& [group, frame] : groups)
    if (group == viewer.group) return frame;
  return everyone_else;
}

std::size_t bytes_of(const Delivery& delivery) {
  const auto size = [](const wire::PreparedFrame& frame) { return frame ? frame->size() : 0; };
  std::size_t bytes = size(delivery.everyone_else);
  if (delivery.staff != delivery.everyone_else) bytes += size(delivery.staff);
  if (delivery.speakers != delivery.everyone_else) bytes += size(delivery.speakers);
  for (const auto& [group, frame] : delivery.groups) bytes += size(frame);
  for (const auto& own : delivery.devices) bytes += size(own.frame);
  return bytes;
}

Delivery prepare_delivery(Position position, CommandId command, const Viewer& author, const std::vector<AddressedChange>& changes) {
  Encoder encode(position, command, changes);
  Delivery delivery{position, command, {}, {}, {}, {}, {}};
  delivery.everyone_else = encode.for_viewer(Viewer{Role::screen, {}, {}});
  const bool for_both = has(changes, Audience::Kind::staff_and_speakers);
  delivery.speakers = for_both ? encode.for_viewer(Viewer{Role::speaker, {}, {}}) : delivery.everyone_else;
  delivery.staff = for_both || has(changes, Audience::Kind::staff) ? encode.for_viewer(Viewer{Role::facilitator, {}, {}})
                                                                   : delivery.everyone_else;
  for (const auto& [audience, change] : changes) {
    if (audience.kind == Audience::Kind::group && delivery.frame_for({Role::screen, audience.group, {}}) == delivery.everyone_else)
      delivery.groups.emplace_back(audience.group, encode.for_viewer(Viewer{Role::screen, audience.group, {}}));
    if (audience.kind == Audience::Kind::device && delivery.devices.empty())
      delivery.devices.push_back(
          {author.group, audience.device, encode.for_viewer(Viewer{Role::phone, author.group, audience.device})});
  }
  return delivery;
}

}  // namespace samtale::live
