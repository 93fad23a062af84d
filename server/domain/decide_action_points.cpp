// The rules for action points. They are captured in the productive conversation only, and worked on from then to the
// end.
#include <algorithm>

#include "domain/decide_parts.h"
#include "domain/text.h"

namespace samtale::rules {
namespace {

// A day that has passed since it was written may stay.
std::optional<Rejection> check_day(std::string_view day, std::string_view before, std::string_view field,
                                   const Date& today) {
  if (day.empty() || day == before) return std::nullopt;
  const auto date = parse_date(day);
  if (!date) return reject(RejectionCode::date_invalid, field);
  if (*date < today) return reject(RejectionCode::date_in_past, field);
  return std::nullopt;
}

std::optional<Rejection> check_days(const ActionPointText& text, const ActionPointText& before, const Date& today) {
  if (auto rejection = check_day(text.by_when, before.by_when, "by_when", today)) return rejection;
  if (auto rejection = check_day(text.first_step_by, before.first_step_by, "first_step_by", today)) return rejection;
  if (text.by_when.empty() || text.first_step_by.empty()) return std::nullopt;
  if (text.first_step_by <= text.by_when) return std::nullopt;  // written like this, days sort as texts
  return reject(RejectionCode::date_invalid, "first_step_by");
}

std::optional<Rejection> check_insight(const Group& group, NoteId insight) {
  if (insight.empty()) return std::nullopt;
  const auto found = group.notes.find(insight);
  if (found != group.notes.end() && found->second.kind == NoteKind::insight) return std::nullopt;
  return reject(RejectionCode::not_found, "insight_id");
}

std::optional<Rejection> check_action_point(ActionPointText& text, const Group& group, const ActionPointText& before,
                                            const Date& today) {
  if (auto rejection = check_required_text(text.what, "what", limits::kActionPointWhat)) return rejection;
  if (auto rejection = check_text(text.who, "who", limits::kActionPointWho)) return rejection;
  if (auto rejection = check_days(text, before, today)) return rejection;
  if (auto rejection = check_text(text.first_step, "first_step", limits::kActionPointFirstStep)) return rejection;
  if (auto rejection =
          check_text(text.needed_from_leadership, "needed_from_leadership", limits::kActionPointLeadership)) {
    return rejection;
  }
  if (auto rejection = check_text(text.obstacles, "obstacles", limits::kActionPointObstacles)) return rejection;
  if (auto rejection = check_text(text.sign_of_success, "sign_of_success", limits::kActionPointSign)) return rejection;
  return check_insight(group, text.insight);
}

// Which insight it grew from is no part of what was read aloud.
bool same_wording(const ActionPointText& one, ActionPointText other) {
  other.insight = one.insight;
  return one == other;
}

// One of the plan's; or the one it has, which the plan may have lost since.
bool may_have_theme(const Seminar& seminar, const ActionPoint& action_point, const std::string& theme) {
  const auto& themes = seminar.plan.themes;
  return theme.empty() || theme == action_point.theme || std::find(themes.begin(), themes.end(), theme) != themes.end();
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
  if (id.empty() || is_taken(request.seminar, id)) return reject(RejectionCode::id_invalid, "command_id");
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
  if (auto rejection = check_action_point(text, group, action_point->text, request.context.today)) return *rejection;
  if (text == action_point->text) return nothing_to_do();
  const bool draft_again = action_point->confirmed && !same_wording(text, action_point->text);
  Events events{event::ActionPointEdited{group.id, action_point->id, std::move(text)}};
  if (draft_again) events.emplace_back(event::ActionPointConfirmed{group.id, action_point->id, false});
  return events;
}

Decision rule(const Request& request, const Group& group, const command::RemoveActionPoint& asked) {
  if (!may_be_worked_on(request, group)) return reject(RejectionCode::not_now);
  const ActionPoint* action_point = find_action_point(group, asked.action_point);
  if (action_point == nullptr) return reject(RejectionCode::not_found, "action_point_id");
  Events events;
  if (action_point->shared) events = unshare(request.seminar, group, *action_point);
  events.emplace_back(event::ActionPointRemoved{group.id, action_point->id, action_point->lineage});
  return events;
}

Decision rule(const Request& request, const Group& group, const command::ShareActionPoint& asked) {
  if (!may_be_worked_on(request, group)) return reject(RejectionCode::not_now);
  const ActionPoint* action_point = find_action_point(group, asked.action_point);
  if (action_point == nullptr) return reject(RejectionCode::not_found, "action_point_id");
  if (!asked.shared) return action_point->shared ? unshare(request.seminar, group, *action_point) : Events{};
  if (!may_have_theme(request.seminar, *action_point, asked.theme)) return reject(RejectionCode::not_found, "theme");
  if (action_point->shared && action_point->theme == asked.theme) return nothing_to_do();
  return happened(event::ActionPointShared{group.id, action_point->id, true, asked.theme});
}

Decision rule(const Request& request, const Group& group, const command::ConfirmActionPoint& asked) {
  if (!may_be_worked_on(request, group)) return reject(RejectionCode::not_now);
  const ActionPoint* action_point = find_action_point(group, asked.action_point);
  if (action_point == nullptr) return reject(RejectionCode::not_found, "action_point_id");
  if (asked.revision != action_point->revision) return reject(RejectionCode::stale_revision);
  if (asked.confirmed == action_point->confirmed) return nothing_to_do();
  return happened(event::ActionPointConfirmed{group.id, action_point->id, asked.confirmed});
}

// Who asks leaves no trace in what happens: the reservation is the group's, not a person's.
Decision rule(const Request& request, const Group& group, const command::RecordReservation& asked) {
  if (!may_be_worked_on(request, group)) return reject(RejectionCode::not_now);
  const ActionPoint* action_point = find_action_point(group, asked.action_point);
  if (action_point == nullptr) return reject(RejectionCode::not_found, "action_point_id");
  std::string text = asked.text;
  const auto rejection = check_text(text, "text", limits::kReservation);
  if (!rejection && text == action_point->reservation) return nothing_to_do();
  // Otherwise one reservation would silently take another's place.
  if (asked.seen != action_point->reservation) return reject(RejectionCode::stale_revision);
  if (rejection) return *rejection;
  return happened(event::ReservationRecorded{group.id, action_point->id, std::move(text)});
}

}  // namespace samtale::rules
