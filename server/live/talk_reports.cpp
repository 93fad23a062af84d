#include "live/talk_reports.h"

#include <algorithm>

namespace samtale::live {
namespace {

Change best_of(GroupId group, const std::map<DeviceId, TalkReport>& devices) {
  const auto best = std::max_element(devices.begin(), devices.end(), [](const auto& one, const auto& other) {
    return stands_better(other.second, one.second);
  });
  return change::GroupTalk{group, best->second, static_cast<std::uint32_t>(devices.size())};
}

}  // namespace

void TalkReports::told(const Viewer& viewer, const TalkReport& report) {
  if (viewer.role != Role::host && viewer.role != Role::screen) return;
  const TalkReport believed = within_bounds(report);
  const auto [known, is_new] = groups_[viewer.group].try_emplace(viewer.device, believed);
  if (!is_new && known->second == believed) return;
  known->second = believed;
  news_.insert(viewer.group);
}

void TalkReports::gone(const Viewer& viewer) {
  const auto group = groups_.find(viewer.group);
  if (group == groups_.end() || group->second.erase(viewer.device) == 0) return;
  if (group->second.empty()) groups_.erase(group);
  news_.insert(viewer.group);
}

void TalkReports::gone(GroupId group) {
  if (groups_.erase(group) > 0) news_.insert(group);
}

std::vector<Change> TalkReports::take_news() {
  std::vector<Change> changes;
  for (const auto& id : news_) {
    const auto group = groups_.find(id);
    if (group != groups_.end()) {
      changes.push_back(best_of(id, group->second));
    } else {
      changes.emplace_back(change::Removed{change::EntityKind::group_talk, id.bytes});
    }
  }
  news_.clear();
  return changes;
}

std::vector<Change> TalkReports::all() const {
  std::vector<Change> changes;
  for (const auto& [id, devices] : groups_) changes.push_back(best_of(id, devices));
  return changes;
}

}  // namespace samtale::live
