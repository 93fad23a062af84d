// The rules for action points. They are captured in the productive conversation only, and worked on from then to the
// end.
#include <algorithm>

#include "domain/decide_parts.h"
#include "domain/text.h"

namespace samtale::rules {
namespace {

const ActionPoint* find_action_point(const Group& group, ActionPointId id) {
  const auto found = group.action_points.find(id);
  return found == group.action_points.end() ? nullptr : &found->second;
}

bool id_is_taken(const Seminar& seminar, ActionPointId id) {
  return std::any_of(seminar.groups.begin(), seminar.groups.end(),
                     [id](const auto& entry) { return entry.second.action_points.count(id) > 0; });
}

// Also when the facilitator has gone back: no decisions in the learning conversation.
bool may_be_worked_on(const Request& request, const Group& group) {
  return is_running(request.seminar) && !is_in_phase(request, group, PhaseKind::learning_conversation);
}

std::optional<Rejection> check_by_when(std::string_view by_when, std::string_view before, const Date& today) {
  if (by_when.empty() || by_when == before) return std::nullopt;
  const auto date = parse_date(by_when);
  if (!date) return reject(RejectionCode::date_invalid, "by_when");
  if (*date < today) return reject(RejectionCode::date_in_past, "by_when");
  return std::nullopt;
}

std::optional<Rejection> check_insight(const Group& group, NoteId insight) {
  if (insight.empty()) return std::nullopt;
  const auto found = group.notes.find(insight);
  if (found != group.notes.end() && found->second.kind == NoteKind::insight) return std::nullopt;
  return reject(RejectionCode::not_found, "insight_id");
}

std::optional<Rejection> check_action_point(ActionPointText& text, const Group& group, std::string_view by_when_before,
                                            const Date& today) {
  if (auto rejection = check_required_text(text.what, "what", limits::kActionPointWhat)) return rejection;
  if (auto rejection = check_text(text.who, "who", limits::kActionPointWho)) return rejection;
  if (auto rejection = check_by_when(text.by_when, by_when_before, today)) return rejection;
  if (auto rejection = check_text(text.first_step, "first_step", limits::kActionPointFirstStep)) return rejection;
  return check_insight(group, text.insight);
}

// The events that take it back from the others. A group with nothing shared has no place on the stage.
Events unshare(const Seminar& seminar, const Group& group, const ActionPoint& action_point) {
  Events events{event::ActionPointShared{group.id, action_point.id, false}};
  const auto shared = std::count_if(group.action_points.begin(), group.action_points.end(),
                                    [](const auto& entry) { return entry.second.shared; });
  if (seminar.stage.group == group.id && shared == 1) events.emplace_back(event::StageSet{});
  return events;
}

}  // namespace

Decision rule(const Request& request, const Group& group, const command::AddActionPoint& asked) {
  if (!is_in_phase(request, group, PhaseKind::productive_conversation)) return reject(RejectionCode::not_now);
  const auto id = request.id.as<ActionPointTag>();
  if (id.empty() || id_is_taken(request.seminar, id)) return reject(RejectionCode::id_invalid, "command_id");
  ActionPointText text = asked.text;
  if (auto rejection = check_action_point(text, group, {}, request.context.today)) return *rejection;
  if (group.action_points.size() >= limits::kActionPointsPerGroup) {
    return reject(RejectionCode::limit_reached, "action_points", limits::kActionPointsPerGroup);
  }
  return happened(event::ActionPointAdded{group.id, id, std::move(text)});
}

Decision rule(const Request& request, const Group& group, const command::EditActionPoint& asked) {
  if (!may_be_worked_on(request, group)) return reject(RejectionCode::not_now);
  const ActionPoint* action_point = find_action_point(group, asked.action_point);
  if (action_point == nullptr) return reject(RejectionCode::not_found, "action_point_id");
  if (asked.revision != action_point->revision) return reject(RejectionCode::stale_revision);
  ActionPointText text = asked.text;
  if (auto rejection = check_action_point(text, group, action_point->text.by_when, request.context.today)) {
    return *rejection;
  }
  if (text == action_point->text) return nothing_to_do();
  return happened(event::ActionPointEdited{group.id, action_point->id, std::move(text)});
}

Decision rule(const Request& request, const Group& group, const command::RemoveActionPoint& asked) {
  if (!may_be_worked_on(request, group)) return reject(RejectionCode::not_now);
  const ActionPoint* action_point = find_action_point(group, asked.action_point);
  if (action_point == nullptr) return reject(RejectionCode::not_found, "action_point_id");
  Events events;
  if (action_point->shared) events = unshare(request.seminar, group, *action_point);
  events.emplace_back(event::ActionPointRemoved{group.id, action_point->id});
  return events;
}

Decision rule(const Request& request, const Group& group, const command::ShareActionPoint& asked) {
  if (!may_be_worked_on(request, group)) return reject(RejectionCode::not_now);
  const ActionPoint* action_point = find_action_point(group, asked.action_point);
  if (action_point == nullptr) return reject(RejectionCode::not_found, "action_point_id");
  if (action_point->shared == asked.shared) return nothing_to_do();
  if (!asked.shared) return unshare(request.seminar, group, *action_point);
  return happened(event::ActionPointShared{group.id, action_point->id, true});
}

}  // namespace samtale::rules
