// The rules for a group's presence, readiness, calls for help, roster and steps.
#include <algorithm>
#include <set>

#include "domain/decide_parts.h"
#include "domain/text.h"

namespace samtale::rules {
namespace {

bool is_late_now(const Seminar& seminar) { return has_reached(seminar, PhaseKind::talk_1); }

}  // namespace

Decision rule(const Request& request, const command::ArriveGroup& asked) {
  if (has_ended(request.seminar)) return reject(RejectionCode::not_now);
  const Group* group = find_group(request.seminar, asked.group);
  if (group == nullptr) return reject(RejectionCode::not_found, "group_id");
  if (group->arrived_at_ms != 0) return nothing_to_do();
  return happened(event::GroupArrived{group->id, is_late_now(request.seminar)});
}

Decision rule(const Request& request, const command::AnswerHelp& asked) {
  const Group* group = find_group(request.seminar, asked.group);
  if (group == nullptr) return reject(RejectionCode::not_found, "group_id");
  if (group->help_called_at_ms == 0) return nothing_to_do();
  return happened(event::HelpAnswered{group->id});
}

Decision rule(const Request& request, const Group& group, const command::SetReady& asked) {
  const Seminar& seminar = request.seminar;
  if (!is_live(seminar)) return reject(RejectionCode::not_now);
  if (asked.phase_revision != seminar.session.phase_revision) return reject(RejectionCode::stale_revision);
  if (is_lingering(group, request.context.now_ms)) return reject(RejectionCode::not_now);
  const bool is_ready = group.ready_phase_revision == seminar.session.phase_revision;
  if (is_ready == asked.ready) return nothing_to_do();
  return happened(event::ReadySet{group.id, asked.ready});
}

Decision rule(const Request& request, const Group& group, const command::CallHelp&) {
  if (!is_live(request.seminar)) return reject(RejectionCode::not_now);
  if (group.help_called_at_ms != 0) return nothing_to_do();
  return happened(event::HelpCalled{group.id});
}

Decision rule(const Request&, const Group& group, const command::CancelHelp&) {
  if (group.help_called_at_ms == 0) return nothing_to_do();
  return happened(event::HelpCancelled{group.id});
}

Decision rule(const Request& request, const Group& group, const command::AddPerson& asked) {
  if (has_ended(request.seminar)) return reject(RejectionCode::not_now);
  const auto id = request.id.as<PersonTag>();
  if (id.empty() || find_person(group, id) != nullptr) return reject(RejectionCode::id_invalid, "command_id");
  std::string name = asked.name;
  if (auto rejection = check_required_text(name, "name", limits::kPersonName)) return *rejection;
  if (group.roster.size() >= limits::kRoster) return reject(RejectionCode::limit_reached, "roster", limits::kRoster);
  const Viewer& viewer = request.context.viewer;
  if (viewer.role == Role::host) return happened(event::PersonAdded{group.id, id, std::move(name), {}});
  const bool has_name = std::any_of(group.roster.begin(), group.roster.end(),
                                    [&](const Person& person) { return may_act_for(viewer, person); });
  if (has_name) return reject(RejectionCode::limit_reached, "roster", 1);
  return happened(event::PersonAdded{group.id, id, std::move(name), viewer.device});
}

Decision rule(const Request& request, const Group& group, const command::RenamePerson& asked) {
  if (has_ended(request.seminar)) return reject(RejectionCode::not_now);
  const Person* person = find_person(group, asked.person);
  if (person == nullptr) return reject(RejectionCode::not_found, "person_id");
  if (!may_act_for(request.context.viewer, *person)) return reject(RejectionCode::not_allowed);
  std::string name = asked.name;
  if (auto rejection = check_required_text(name, "name", limits::kPersonName)) return *rejection;
  if (name == person->name) return nothing_to_do();
  return happened(event::PersonRenamed{group.id, person->id, std::move(name)});
}

Decision rule(const Request& request, const Group& group, const command::RemovePerson& asked) {
  if (has_ended(request.seminar)) return reject(RejectionCode::not_now);
  const Person* person = find_person(group, asked.person);
  if (person == nullptr) return reject(RejectionCode::not_found, "person_id");
  if (!may_act_for(request.context.viewer, *person)) return reject(RejectionCode::not_allowed);
  Events events = turn_goes_on_without(request, group, person->id);
  events.emplace_back(event::PersonRemoved{group.id, person->id});
  return events;
}

// Nobody speaks for somebody whom another phone speaks for already.
Decision rule(const Request& request, const Group& group, const command::ClaimPerson& asked) {
  if (has_ended(request.seminar)) return reject(RejectionCode::not_now);
  const DeviceId phone = request.context.viewer.device;
  if (asked.person.empty()) {
    const bool speaks_for_somebody = std::any_of(group.roster.begin(), group.roster.end(),
                                                 [&](const Person& person) { return person.device == phone; });
    if (!speaks_for_somebody) return nothing_to_do();
    return happened(event::PersonClaimed{group.id, {}, phone});
  }
  const Person* person = find_person(group, asked.person);
  if (person == nullptr) return reject(RejectionCode::not_found, "person_id");
  if (person->device == phone) return nothing_to_do();
  if (!person->device.empty()) return reject(RejectionCode::name_taken, "person_id");
  return happened(event::PersonClaimed{group.id, person->id, phone});
}

Decision rule(const Request& request, const Group& group, const command::GoToStep& asked) {
  const Seminar& seminar = request.seminar;
  const Phase* phase = running_phase(seminar);
  if (phase == nullptr || !is_conversation(phase->kind)) return reject(RejectionCode::not_now);
  const bool seen =
      asked.phase_revision == seminar.session.phase_revision && asked.from_step == step_position(seminar, group).step;
  if (!seen) return reject(RejectionCode::stale_revision);
  if (asked.to_step >= phase->steps.size()) return reject(RejectionCode::not_found, "to_step");
  if (asked.to_step == asked.from_step) return nothing_to_do();
  return happened(event::StepBegun{group.id, asked.to_step, passed_ms(seminar.timer, request.context.now_ms)});
}

Decision rule(const Request& request, const Group& group, const command::OrderRoster& asked) {
  if (has_ended(request.seminar)) return reject(RejectionCode::not_now);
  const auto is_on_roster = [&](PersonId person) { return find_person(group, person) != nullptr; };
  const std::set<PersonId> people(asked.people.begin(), asked.people.end());
  const bool same_people = people.size() == group.roster.size() && asked.people.size() == group.roster.size() &&
                           std::all_of(people.begin(), people.end(), is_on_roster);
  if (!same_people) return reject(RejectionCode::stale_revision);
  const bool same_order = std::equal(asked.people.begin(), asked.people.end(), group.roster.begin(),
                                     [](PersonId id, const Person& person) { return id == person.id; });
  if (same_order) return nothing_to_do();
  return happened(event::RosterOrdered{group.id, asked.people});
}

}  // namespace samtale::rules
