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

Hub::Among Hub::list_for(Role role) {
  if (is_staff(role)) return Among::staff;
  return role == Role::speaker ? Among::speakers : Among::devices;
}

Hub::Members& Hub::members(Among among) {
  if (among == Among::staff) return staff_;
  return among == Among::speakers ? speakers_ : devices_;
}

const Hub::Member* Hub::find(const Subscriber& subscriber) const {
  if (subscriber.among_ == Among::nobody) return nullptr;
  const auto& here = members(subscriber.among_);
  if (subscriber.place_ >= here.size()) return nullptr;
  const auto& member = here[subscriber.place_];
  return member.subscriber.get() == &subscriber ? &member : nullptr;
}

void Hub::add(std::shared_ptr<Subscriber> subscriber, const Viewer& viewer) {
  auto& here = members(list_for(viewer.role));
  subscriber->among_ = list_for(viewer.role);
  subscriber->place_ = static_cast<Place>(here.size());
  if (is_group_device(viewer.role)) groups_[viewer.group].push_back(subscriber->place_);
  here.push_back({std::move(subscriber), viewer});
}

// The last one takes its place.
void Hub::take_out(Among among, Place place) {
  auto& here = members(among);
  const auto last = static_cast<Place>(here.size() - 1);
  if (among == Among::devices) {
    const auto group = groups_.find(here[place].viewer.group);
    std::erase(group->second, place);
    if (group->second.empty()) groups_.erase(group);
  }
  here[place].subscriber->among_ = Among::nobody;
  if (place != last) {
    if (among == Among::devices) std::ranges::replace(groups_.at(here.back().viewer.group), last, place);
    here.back().subscriber->place_ = place;
    here[place] = std::move(here.back());
  }
  here.pop_back();
}

Viewer Hub::remove(const Subscriber& subscriber) {
  const auto* member = find(subscriber);
  if (!member) return Viewer{Role::room, {}, {}};
  const Viewer viewer = member->viewer;
  take_out(subscriber.among_, subscriber.place_);
  return viewer;
}

const Viewer* Hub::viewer_of(const Subscriber& subscriber) const {
  const auto* member = find(subscriber);
  return member ? &member->viewer : nullptr;
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
