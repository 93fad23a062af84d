// A host device and the other groups: what it shares with them, and what it takes from them.
#include <algorithm>

#include "crowd/host_mind.h"

namespace samtale::crowd {

// Every group shares one; of the others about half.
HostMind::Act HostMind::share_one(const support::Mirror& mirror, const WhereTheyAre& where) {
  const auto& points = mirror.entities().action_points;
  const auto shared = std::count_if(points.begin(), points.end(), [](const auto& e) { return e.second.shared; });
  const auto wanted = static_cast<std::ptrdiff_t>((points.size() + 1 + where.phase_revision % 2) / 2);
  if (shared >= wanted) return std::nullopt;
  for (const auto& [id, point] : points) {
    if (point.shared) continue;
    be_busy(10, 40);
    std::vector<std::string> themes;
    if (mirror.entities().plan) themes = mirror.entities().plan->plan.themes;
    return command::ShareActionPoint{id, true, themes.empty() ? "" : dice_.one_of<std::string>(themes)};
  }
  return std::nullopt;
}

HostMind::Act HostMind::share_insight(const support::Mirror& mirror) {
  if (!intention_.shares_an_insight) return std::nullopt;
  intention_.shares_an_insight = false;
  for (const auto& [id, note] : mirror.entities().notes) {
    if (note.kind != NoteKind::insight || note.shared) continue;
    be_busy(5, 20);
    return command::ShareInsight{id, true};
  }
  return std::nullopt;
}

// Nothing that is or was its own: of those that have come round already it lets be.
HostMind::Act HostMind::take_up(const support::Mirror& mirror, const WhereTheyAre& where) {
  if (intention_.taken_up == 0) return std::nullopt;
  std::vector<ActionPointId> first_hand;
  for (const auto& [id, shared] : mirror.entities().gallery) {
    const bool theirs = shared.group != where.group->id && shared.origin.action_point.empty();
    if (theirs && shared.taken_up_by.count(where.group->id) == 0) first_hand.push_back(id);
  }
  if (first_hand.empty()) return std::nullopt;
  --intention_.taken_up;
  be_busy(30, 120);
  return command::TakeUpActionPoint{dice_.one_of<ActionPointId>(first_hand)};
}

HostMind::Act HostMind::thank(const support::Mirror& mirror, const WhereTheyAre& where) {
  if (intention_.thanks == 0) return std::nullopt;
  std::vector<ActionPointId> theirs;
  for (const auto& [id, shared] : mirror.entities().gallery) {
    if (shared.group != where.group->id && shared.thanked_by.count(where.group->id) == 0) theirs.push_back(id);
  }
  if (theirs.empty()) return std::nullopt;
  --intention_.thanks;
  be_busy(10, 60);
  return command::ThankGroup{dice_.one_of<ActionPointId>(theirs), true};
}

}  // namespace samtale::crowd
