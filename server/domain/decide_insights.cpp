// The rules for insights that others may see: the group shares them, one by one, and the facilitator puts them on the
// wall.
#include <algorithm>

#include "domain/decide_parts.h"

namespace samtale::rules {
namespace {

const Note* find_insight(const Group& group, NoteId id) {
  const Note* note = find_note(group, id);
  return note != nullptr && note->kind == NoteKind::insight ? note : nullptr;
}

}  // namespace

Events unshare_insight(const Seminar& seminar, const Group& group, const Note& insight) {
  Events events;
  if (seminar.wall.count(insight.id) > 0) events.emplace_back(event::InsightShown{group.id, insight.id, false});
  events.emplace_back(event::InsightShared{group.id, insight.id, false});
  return events;
}

Decision rule(const Request& request, const Group& group, const command::ShareInsight& asked) {
  if (!has_reached(request.seminar, PhaseKind::learning_conversation)) return reject(RejectionCode::not_now);
  const Note* insight = find_insight(group, asked.note);
  if (insight == nullptr) return reject(RejectionCode::not_found, "note_id");
  if (insight->shared == asked.shared) return nothing_to_do();
  if (!asked.shared) return unshare_insight(request.seminar, group, *insight);
  const auto shared =
      std::count_if(group.notes.begin(), group.notes.end(), [](const auto& entry) { return entry.second.shared; });
  if (static_cast<std::size_t>(shared) >= limits::kSharedInsightsPerGroup) {
    return reject(RejectionCode::limit_reached, "insights", limits::kSharedInsightsPerGroup);
  }
  return happened(event::InsightShared{group.id, insight->id, true});
}

Decision rule(const Request& request, const command::ShowInsight& asked) {
  const Seminar& seminar = request.seminar;
  if (!is_running(seminar)) return reject(RejectionCode::not_now);
  const Group* group = find_group(seminar, asked.group);
  if (group == nullptr) return reject(RejectionCode::not_found, "group_id");
  const Note* insight = find_insight(*group, asked.note);
  if (insight == nullptr || !insight->shared) return reject(RejectionCode::not_found, "note_id");
  if ((seminar.wall.count(insight->id) > 0) == asked.shown) return nothing_to_do();
  return happened(event::InsightShown{group->id, insight->id, asked.shown});
}

}  // namespace samtale::rules
