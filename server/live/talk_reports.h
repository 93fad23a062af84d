#pragma once
// How each group's devices that show talks stand, for the board; never stored, never told to groups. The newest report
// of each device is kept for as long as the device is connected.
//
// A report costs a look into two maps and no more; which device stands best is worked out when news are told.
//
// Pure. Threads: the shard's.
#include <map>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "domain/change.h"
#include "domain/role.h"
#include "domain/talk_report.h"

namespace samtale::live {

class TalkReports {
 public:
  // From anybody; only host devices and screens show talks.
  void told(const Viewer& viewer, const TalkReport& report);
  // The last connection of this device has gone.
  void gone(const Viewer& viewer);
  // The group is no more, and nobody of it is connected.
  void gone(GroupId group);

  bool has_news() const { return !news_.empty(); }
  // The groups that changed since the last call: their GroupTalk, or its removal.
  std::vector<Change> take_news();
  std::vector<Change> all() const;
  bool has(GroupId group) const { return groups_.count(group) > 0; }

 private:
  using Devices = std::map<DeviceId, TalkReport>;  // never empty

  std::unordered_map<GroupId, Devices> groups_;
  std::unordered_set<GroupId> news_;
};

}  // namespace samtale::live
