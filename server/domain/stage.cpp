#include "domain/stage.h"

#include <algorithm>

#include "domain/seminar.h"

namespace samtale {

bool has_shared_something(const Group& group) {
  return std::any_of(group.action_points.begin(), group.action_points.end(),
                     [](const auto& entry) { return entry.second.shared; });
}

Stage called_up(const Seminar& seminar, GroupId group, Millis now_ms, int speed) {
  const auto& been = seminar.groups_been_on_stage;
  const auto has_been = [&](GroupId id) { return std::find(been.begin(), been.end(), id) != been.end(); };
  std::size_t to_come = 0;  // without this one
  for (const auto& [id, other] : seminar.groups) {
    if (id != group && !has_been(id) && has_shared_something(other)) ++to_come;
  }
  const auto place = static_cast<std::size_t>(std::find(been.begin(), been.end(), group) - been.begin());
  const std::size_t been_with_this = been.size() + (place == been.size() ? 1 : 0);

  const Millis left_ms = std::max<Millis>(seminar.timer.length_ms - passed_ms(seminar.timer, now_ms), 0);
  const Millis unit_ms = std::max<Millis>(limits::kStageUnitMs / speed, 1);
  const Millis part_ms = left_ms / static_cast<Millis>(to_come + 1) / unit_ms * unit_ms;
  Stage stage;
  stage.group = group;
  stage.begun_at_ms = now_ms;
  stage.length_ms = std::clamp(part_ms, limits::kShortestStageMs / speed, limits::kLongestStageMs / speed);
  stage.number = static_cast<std::uint32_t>(place + 1);
  stage.of = static_cast<std::uint32_t>(been_with_this + to_come);
  return stage;
}

}  // namespace samtale
