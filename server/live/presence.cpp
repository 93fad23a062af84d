#include "live/presence.h"

#include <algorithm>

namespace samtale::live {
namespace {

constexpr Millis kTellSignsOfLifeEveryMs = 10'000;

std::uint32_t& count_of(change::GroupPresence& counts, Role role) {
  if (role == Role::host) return counts.hosts;
  return role == Role::screen ? counts.screens : counts.phones;
}

}  // namespace

Presence::Devices& Presence::devices_of(GroupId group) {
  auto& devices = groups_[group];
  devices.counts.id = group;
  return devices;
}

void Presence::came(const Viewer& viewer, Millis now_ms) {
  if (!is_group_device(viewer.role)) return;
  auto& devices = devices_of(viewer.group);
  ++count_of(devices.counts, viewer.role);
  devices.counts.last_seen_at_ms = now_ms;
  news_.insert(viewer.group);
}

void Presence::left(const Viewer& viewer, Millis now_ms) {
  if (!is_group_device(viewer.role)) return;
  auto& devices = devices_of(viewer.group);
  auto& count = count_of(devices.counts, viewer.role);
  if (count > 0) --count;
  std::erase_if(devices.round_trips, [&](const RoundTrip& each) { return each.device == viewer.device; });
  devices.counts.last_seen_at_ms = now_ms;
  news_.insert(viewer.group);
}

void Presence::note(std::vector<RoundTrip>& round_trips, DeviceId device, std::uint32_t ms) {
  const auto known = std::ranges::find(round_trips, device, &RoundTrip::device);
  if (known != round_trips.end()) {
    known->ms = ms;
  } else {
    round_trips.push_back({device, ms});
  }
}

void Presence::seen(const Viewer& viewer, std::uint32_t round_trip_ms, Millis now_ms) {
  if (!is_group_device(viewer.role)) return;
  auto& devices = devices_of(viewer.group);
  if (round_trip_ms != 0) note(devices.round_trips, viewer.device, round_trip_ms);
  devices.counts.last_seen_at_ms = now_ms;
  if (now_ms - devices.told_seen_at_ms >= kTellSignsOfLifeEveryMs) news_.insert(viewer.group);
}

Change Presence::describe(const Devices& devices) const {
  auto counts = devices.counts;
  for (const auto& each : devices.round_trips)
    counts.worst_round_trip_ms = std::max(counts.worst_round_trip_ms, each.ms);
  return counts;
}

std::vector<Change> Presence::take_news() {
  std::vector<Change> changes;
  for (const auto& group : news_) {
    auto& devices = groups_.at(group);
    devices.told_seen_at_ms = devices.counts.last_seen_at_ms;
    changes.push_back(describe(devices));
  }
  news_.clear();
  return changes;
}

std::vector<Change> Presence::all() const {
  std::vector<Change> changes;
  for (const auto& [id, devices] : groups_) changes.push_back(describe(devices));
  return changes;
}

}  // namespace samtale::live
