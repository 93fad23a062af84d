#include "domain/travel.h"

namespace samtale {
namespace {

ActionPoint* find(Seminar& seminar, const Ancestor& ancestor) {
  const auto group = seminar.groups.find(ancestor.group);
  if (group == seminar.groups.end()) return nullptr;
  const auto found = group->second.action_points.find(ancestor.action_point);
  return found == group->second.action_points.end() ? nullptr : &found->second;
}

void count_in(Seminar& seminar, GroupId group, const ActionPoint& copy) {
  std::uint32_t distance = 0;
  for (const Ancestor& ancestor : copy.lineage) {
    ++distance;
    if (ActionPoint* original = find(seminar, ancestor)) original->copies[copy.id] = {group, distance};
  }
}

}  // namespace

FoundActionPoint find_shared(const Seminar& seminar, ActionPointId id) {
  const auto whose = seminar.whose_action_point.find(id);
  if (whose == seminar.whose_action_point.end()) return {};
  const Group* group = find_group(seminar, whose->second);
  const ActionPoint* found = group == nullptr ? nullptr : find_action_point(*group, id);
  if (found == nullptr || !found->shared) return {};
  return {group, found};
}

ActionPointId root_of(const ActionPoint& action_point) {
  return action_point.lineage.empty() ? action_point.id : action_point.lineage.back().action_point;
}

void join_chain(Seminar& seminar, GroupId group, ActionPoint& copy) {
  const Ancestor parent{copy.origin.group, copy.origin.action_point};
  copy.lineage = {parent};
  if (const ActionPoint* original = find(seminar, parent)) {
    copy.lineage.insert(copy.lineage.end(), original->lineage.begin(), original->lineage.end());
  }
  count_in(seminar, group, copy);
}

void leave_chain(Seminar& seminar, const ActionPoint& copy) {
  for (const Ancestor& ancestor : copy.lineage) {
    if (ActionPoint* original = find(seminar, ancestor)) original->copies.erase(copy.id);
  }
}

void trace_action_points(Seminar& seminar) {
  for (const auto& [group_id, group] : seminar.groups) {
    for (const auto& [id, action_point] : group.action_points) {
      seminar.whose_action_point[id] = group_id;
      count_in(seminar, group_id, action_point);
    }
  }
}

}  // namespace samtale
