#pragma once
// Who somebody is in a seminar.
#include "domain/ids.h"

namespace samtale {

enum class Role { organiser = 1, facilitator = 2, speaker = 3, host = 4, screen = 5, phone = 6, room = 7 };
// `room` is the server itself: expiry of a timer, a group arriving at the door. It never comes over the wire.

inline bool is_staff(Role role) { return role == Role::organiser || role == Role::facilitator; }
inline bool is_group_device(Role role) { return role == Role::host || role == Role::screen || role == Role::phone; }

// One who looks at a seminar. `group` and `device` are empty for staff and speakers.
struct Viewer {
  Role role{};
  GroupId group;
  DeviceId device;
  bool operator==(const Viewer&) const = default;
};

}  // namespace samtale
