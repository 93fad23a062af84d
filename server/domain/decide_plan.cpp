// The rules for planning: plan, agenda, and which groups there are.
#include <algorithm>
#include <set>

#include "domain/decide_parts.h"
#include "domain/plan.h"
#include "domain/text.h"

namespace samtale::rules {
namespace {

std::set<std::string> folded_names(const Seminar& seminar, GroupId except = {}) {
  std::set<std::string> names;
  for (const auto& [id, group] : seminar.groups) {
    if (id != except) names.insert(folded(group.about.name));
  }
  return names;
}

bool looks_like_an_address(std::string_view email) {
  if (email.find_first_of(" \t\n") != std::string_view::npos) return false;
  const auto at = email.find('@');
  if (at == std::string_view::npos || at == 0 || email.find('@', at + 1) != std::string_view::npos) return false;
  const auto domain = email.substr(at + 1);
  return domain.find('.') != std::string_view::npos && domain.front() != '.' && domain.back() != '.';
}

std::optional<Rejection> check_about(ExpectedGroup& about) {
  if (auto rejection = check_required_text(about.name, "name", limits::kGroupName)) return rejection;
  if (auto rejection = check_text(about.workplace, "workplace", limits::kWorkplace)) return rejection;
  if (auto rejection = check_text(about.municipality, "municipality", limits::kMunicipality)) return rejection;
  if (auto rejection = check_text(about.coordinator_email, "coordinator_email", limits::kEmail)) return rejection;
  if (!about.coordinator_email.empty() && !looks_like_an_address(about.coordinator_email)) {
    return reject(RejectionCode::email_invalid, "coordinator_email");
  }
  if (about.area < WorkArea::unknown || about.area > WorkArea::other) return reject(RejectionCode::malformed, "area");
  return std::nullopt;
}

std::optional<Rejection> check_room_for(const Seminar& seminar, std::size_t more) {
  if (seminar.groups.size() + more <= limits::kGroupsPerSeminar) return std::nullopt;
  return reject(RejectionCode::limit_reached, "groups", limits::kGroupsPerSeminar);
}

bool has_thanked(const Seminar& seminar, const Group& group) {
  return std::any_of(seminar.groups.begin(), seminar.groups.end(), [&group](const auto& entry) {
    const auto& points = entry.second.action_points;
    return std::any_of(points.begin(), points.end(),
                       [&group](const auto& point) { return point.second.thanked_by.count(group.id) > 0; });
  });
}

// Something that would be lost with the group.
bool has_left_traces(const Seminar& seminar, const Group& group) {
  if (!group.notes.empty() || !group.action_points.empty() || group.questions_asked > 0) return true;
  const bool has_backed = std::any_of(seminar.questions.begin(), seminar.questions.end(),
                                      [&group](const auto& entry) { return entry.second.backing.count(group.id) > 0; });
  const bool has_asked = std::any_of(seminar.messages.begin(), seminar.messages.end(),
                                     [&group](const auto& entry) { return entry.second.from == group.id; });
  return has_backed || has_asked || has_thanked(seminar, group);
}

}  // namespace

Decision rule(const Request& request, const command::EditPlan& asked) {
  if (has_ended(request.seminar)) return reject(RejectionCode::not_now);
  PlanText plan = asked.plan;
  if (auto rejection = check_plan(plan, request.seminar.plan.date, request.context.today)) return *rejection;
  if (plan == request.seminar.plan) return nothing_to_do();
  return happened(event::PlanEdited{std::move(plan)});
}

Decision rule(const Request& request, const command::EditAgenda& asked) {
  if (!is_before_the_first_phase(request.seminar)) return reject(RejectionCode::not_now);
  Agenda agenda = asked.agenda;
  if (auto rejection = check_agenda(agenda)) return *rejection;
  // Recordings and captions come and go with AttachTalk and AttachCaptions only; a planner's copy of the agenda may be older than the upload.
  for (Phase& phase : agenda.phases) {
    if (!is_talk(phase.kind)) continue;
    const Phase* stored = find_phase(request.seminar.agenda, phase.kind);
    const Talk talk = stored == nullptr ? Talk{} : stored->talk;
    phase.talk.media = talk.media;
    phase.talk.media_length_ms = talk.media_length_ms;
    phase.talk.versions = talk.versions;
    phase.talk.has_poster = talk.has_poster;
    phase.talk.captions = talk.captions;
  }
  if (agenda == request.seminar.agenda) return nothing_to_do();
  return happened(event::AgendaEdited{std::move(agenda)});
}

Decision rule(const Request& request, const command::AddGroups& asked) {
  const Seminar& seminar = request.seminar;
  if (has_ended(seminar)) return reject(RejectionCode::not_now);
  if (asked.groups.size() > limits::kGroupsPerCommand) {
    return reject(RejectionCode::limit_reached, "groups", limits::kGroupsPerCommand);
  }
  if (auto rejection = check_room_for(seminar, asked.groups.size())) return *rejection;
  std::set<std::string> names = folded_names(seminar);
  std::set<GroupId> ids;
  std::uint32_t number = seminar.last_group_number;
  Events events;
  for (const auto& [id, asked_about] : asked.groups) {
    ExpectedGroup about = asked_about;
    if (id.empty() || find_group(seminar, id) != nullptr || !ids.insert(id).second) {
      return reject(RejectionCode::id_invalid, "group_id");
    }
    if (auto rejection = check_about(about)) return *rejection;
    if (!names.insert(folded(about.name)).second) return reject(RejectionCode::name_taken, "name");
    events.emplace_back(event::GroupAdded{id, std::move(about), ++number, true});
  }
  return events;
}

Decision rule(const Request& request, const command::NameGroup& asked) {
  const Seminar& seminar = request.seminar;
  if (has_ended(seminar)) return reject(RejectionCode::not_now);
  if (asked.id.empty() || find_group(seminar, asked.id) != nullptr)
    return reject(RejectionCode::id_invalid, "group_id");
  if (auto rejection = check_room_for(seminar, 1)) return *rejection;
  ExpectedGroup about = asked.about;
  if (auto rejection = check_about(about)) return *rejection;
  if (folded_names(seminar).count(folded(about.name)) > 0) return reject(RejectionCode::name_taken, "name");
  return happened(event::GroupAdded{asked.id, std::move(about), seminar.last_group_number + 1, false});
}

Decision rule(const Request& request, const command::EditGroup& asked) {
  const Seminar& seminar = request.seminar;
  if (has_ended(seminar)) return reject(RejectionCode::not_now);
  const Group* group = find_group(seminar, asked.group);
  if (group == nullptr) return reject(RejectionCode::not_found, "group_id");
  ExpectedGroup about = asked.about;
  if (auto rejection = check_about(about)) return *rejection;
  if (about == group->about) return nothing_to_do();
  if (folded_names(seminar, group->id).count(folded(about.name)) > 0) return reject(RejectionCode::name_taken, "name");
  return happened(event::GroupEdited{group->id, std::move(about)});
}

Decision rule(const Request& request, const command::RemoveGroup& asked) {
  const Seminar& seminar = request.seminar;
  if (has_ended(seminar)) return reject(RejectionCode::not_now);
  const Group* group = find_group(seminar, asked.group);
  if (group == nullptr) return reject(RejectionCode::not_found, "group_id");
  if (group->arrived_at_ms != 0 || has_left_traces(seminar, *group)) return reject(RejectionCode::not_now, "group_id");
  return happened(event::GroupRemoved{group->id});
}

}  // namespace samtale::rules
