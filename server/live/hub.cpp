#include "live/hub.h"

#include <algorithm>
#include <utility>

namespace samtale::live {
namespace {

template <class Members>
void send_each(const Members& members, const Delivery& delivery) {
  for (const auto& member : members)
    if (const auto& frame = delivery.frame_for(member.viewer)) member.subscriber->send(frame);
}

}  // namespace

Hub::Members& Hub::members_like(const Viewer& viewer) {
  if (is_staff(viewer.role)) return staff_;
  if (viewer.role == Role::speaker) return speakers_;
  return groups_[viewer.group];
}

void Hub::add(std::shared_ptr<Subscriber> subscriber, const Viewer& viewer) {
  viewers_[subscriber.get()] = viewer;
  members_like(viewer).push_back({std::move(subscriber), viewer});
}

Viewer Hub::remove(const Subscriber& subscriber) {
  const auto found = viewers_.find(&subscriber);
  if (found == viewers_.end()) return Viewer{Role::room, {}, {}};
  const Viewer viewer = found->second;
  viewers_.erase(found);
  auto& members = members_like(viewer);
  const auto member =
      std::find_if(members.begin(), members.end(), [&](const Member& each) { return each.subscriber.get() == &subscriber; });
  *member = std::move(members.back());
  members.pop_back();
  if (is_group_device(viewer.role) && members.empty()) groups_.erase(viewer.group);
  return viewer;
}

const Viewer* Hub::viewer_of(const Subscriber& subscriber) const {
  const auto found = viewers_.find(&subscriber);
  return found == viewers_.end() ? nullptr : &found->second;
}

bool Hub::holds(const Viewer& device) const {
  const auto group = groups_.find(device.group);
  return group != groups_.end() && std::any_of(group->second.begin(), group->second.end(),
                                               [&](const Member& member) { return member.viewer == device; });
}

void Hub::deliver(const Delivery& delivery) const {
  send_each(staff_, delivery);
  send_each(speakers_, delivery);
  if (delivery.everyone_else || !delivery.devices.empty()) {
    for (const auto& [id, members] : groups_) send_each(members, delivery);
    return;
  }
  for (const auto& [group, frame] : delivery.groups)
    if (const auto found = groups_.find(group); found != groups_.end()) send_each(found->second, delivery);
}

void Hub::send_to_staff(const wire::PreparedFrame& frame) const {
  for (const auto& member : staff_) member.subscriber->send(frame);
}

void Hub::close_members(const Members& members, CloseCode code) {
  for (const auto& member : members) member.subscriber->close(code);
}

void Hub::close_all(CloseCode code) {
  // Moved out first: closing may lead back to remove().
  const auto staff = std::exchange(staff_, {});
  const auto speakers = std::exchange(speakers_, {});
  const auto groups = std::exchange(groups_, {});
  viewers_.clear();
  close_members(staff, code);
  close_members(speakers, code);
  for (const auto& [id, members] : groups) close_members(members, code);
}

void Hub::close_group(GroupId group, CloseCode code) {
  const auto found = groups_.find(group);
  if (found == groups_.end()) return;
  const auto members = std::move(found->second);
  groups_.erase(found);
  for (const auto& member : members) viewers_.erase(member.subscriber.get());
  close_members(members, code);
}

}  // namespace samtale::live
