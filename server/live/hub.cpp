#include "live/hub.h"

#include <algorithm>
#include <utility>

namespace samtale::live {
namespace {

void send_to(const std::shared_ptr<Subscriber>& subscriber, const wire::PreparedFrame& frame) {
  if (frame) subscriber->send(frame);
}

bool is_same_for_all_devices(const Delivery* delivery) { return delivery->groups.empty() && delivery->devices.empty(); }

template <class Members>
void send_to_each(const Members& members, std::span<const Delivery* const> run, wire::PreparedFrame Delivery::*frame) {
  if (members.empty()) return;
  std::vector<wire::PreparedFrame> frames;
  for (const auto* delivery : run) {
    if (delivery->*frame) frames.push_back(delivery->*frame);
  }
  if (frames.size() > 1) {
    const auto together = wire::side_by_side(std::move(frames));
    for (const auto& member : members) member.subscriber->send_run(together);
  } else if (!frames.empty()) {
    for (const auto& member : members) member.subscriber->send(frames.front());
  }
}

}  // namespace

Hub::Members& Hub::members_like(Role role) {
  if (is_staff(role)) return staff_;
  return role == Role::speaker ? speakers_ : devices_;
}

void Hub::add(std::shared_ptr<Subscriber> subscriber, const Viewer& viewer) {
  auto& members = members_like(viewer.role);
  const auto place = static_cast<Place>(members.size());
  whereabouts_[subscriber.get()] = {&members, place};
  if (is_group_device(viewer.role)) groups_[viewer.group].push_back(place);
  members.push_back({std::move(subscriber), viewer});
}

// The last one takes its place.
void Hub::take_out(Whereabouts from) {
  auto& [members, place] = from;
  const auto last = static_cast<Place>(members->size() - 1);
  if (members == &devices_) {
    const auto group = groups_.find((*members)[place].viewer.group);
    std::erase(group->second, place);
    if (group->second.empty()) groups_.erase(group);
  }
  if (place != last) {
    if (members == &devices_) std::ranges::replace(groups_.at(members->back().viewer.group), last, place);
    whereabouts_.at(members->back().subscriber.get()).place = place;
    (*members)[place] = std::move(members->back());
  }
  members->pop_back();
}

Viewer Hub::remove(const Subscriber& subscriber) {
  const auto found = whereabouts_.find(&subscriber);
  if (found == whereabouts_.end()) return Viewer{Role::room, {}, {}};
  const auto from = found->second;
  const Viewer viewer = (*from.members)[from.place].viewer;
  whereabouts_.erase(found);
  take_out(from);
  return viewer;
}

const Viewer* Hub::viewer_of(const Subscriber& subscriber) const {
  const auto found = whereabouts_.find(&subscriber);
  return found == whereabouts_.end() ? nullptr : &(*found->second.members)[found->second.place].viewer;
}

bool Hub::holds(const Viewer& device) const {
  const auto group = groups_.find(device.group);
  return group != groups_.end() && std::any_of(group->second.begin(), group->second.end(),
                                               [&](Place place) { return devices_[place].viewer == device; });
}

void Hub::deliver(const Delivery& delivery) const {
  const Delivery* const run[] = {&delivery};
  deliver(run);
}

void Hub::deliver(std::span<const Delivery* const> run) const {
  send_to_each(staff_, run, &Delivery::staff);
  send_to_each(speakers_, run, &Delivery::speakers);
  while (!run.empty()) {
    const auto end = std::ranges::find_if_not(run, is_same_for_all_devices);
    if (const auto alike = static_cast<std::size_t>(end - run.begin()); alike != 0) {
      send_to_each(devices_, run.first(alike), &Delivery::everyone_else);
      run = run.subspan(alike);
    } else {
      deliver_to_devices(*run.front());
      run = run.subspan(1);
    }
  }
}

// Some get more than others.
void Hub::deliver_to_devices(const Delivery& delivery) const {
  if (delivery.everyone_else) {
    for (const auto& member : devices_) send_to(member.subscriber, delivery.frame_for(member.viewer));
    return;
  }
  for (const auto& [group, frame] : delivery.groups) deliver_to(group, delivery);
  for (const auto& own : delivery.devices) {
    const bool is_done =
        std::ranges::any_of(delivery.groups, [&](const auto& each) { return each.first == own.group; });
    if (!is_done) deliver_to(own.group, delivery);
  }
}

void Hub::deliver_to(GroupId id, const Delivery& delivery) const {
  const auto group = groups_.find(id);
  if (group == groups_.end()) return;
  for (const auto place : group->second) {
    send_to(devices_[place].subscriber, delivery.frame_for(devices_[place].viewer));
  }
}

void Hub::send_to_staff(const wire::PreparedFrame& frame) const {
  for (const auto& member : staff_) member.subscriber->send(frame);
}

void Hub::close_each(const Members& members, CloseCode code) {
  for (const auto& member : members) member.subscriber->close(code);
}

void Hub::close_all(CloseCode code) {
  // Moved out first: closing may lead back to remove().
  const auto staff = std::exchange(staff_, {});
  const auto speakers = std::exchange(speakers_, {});
  const auto devices = std::exchange(devices_, {});
  groups_.clear();
  whereabouts_.clear();
  close_each(staff, code);
  close_each(speakers, code);
  close_each(devices, code);
}

void Hub::close_group(GroupId id, CloseCode code) {
  const auto group = groups_.find(id);
  if (group == groups_.end()) return;
  std::vector<std::shared_ptr<Subscriber>> leaving;
  for (const auto place : group->second) leaving.push_back(devices_[place].subscriber);
  for (const auto& subscriber : leaving) remove(*subscriber);
  for (const auto& subscriber : leaving) subscriber->close(code);
}

}  // namespace samtale::live
