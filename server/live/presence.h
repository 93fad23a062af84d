#pragma once
// Which devices of each group are connected and how they are. For the board; never stored.
//
// Devices that are looked at ask every other second (P-51). That they are still there is no news each time: a group's
// signs of life are told again after ten seconds, or two thousand groups would keep the board's line busy.
//
// Pure: time is passed in. Threads: the shard's.
#include <cstdint>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "domain/change.h"
#include "domain/role.h"

namespace samtale::live {

class Presence {
 public:
  void came(const Viewer& viewer, Millis now_ms);
  void left(const Viewer& viewer, Millis now_ms);
  void seen(const Viewer& viewer, std::uint32_t round_trip_ms, Millis now_ms);

  bool has_news() const { return !news_.empty(); }
  // The groups that changed since the last call.
  std::vector<Change> take_news();
  std::vector<Change> all() const;

 private:
  struct RoundTrip {
    DeviceId device;
    std::uint32_t ms = 0;
  };
  struct Devices {
    change::GroupPresence counts;
    std::vector<RoundTrip> round_trips;  // of the devices that are here: a handful
    Millis told_seen_at_ms = 0;          // the last_seen_at_ms that was news last
  };

  static void note(std::vector<RoundTrip>& round_trips, DeviceId device, std::uint32_t ms);
  Change describe(const Devices& devices) const;
  Devices& devices_of(GroupId group);

  std::unordered_map<GroupId, Devices> groups_;
  std::unordered_set<GroupId> news_;
};

}  // namespace samtale::live
