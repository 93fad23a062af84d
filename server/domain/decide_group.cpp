// The rules for a group's presence, readiness, calls for help, roster, steps and turns.
#include <algorithm>

#include "domain/decide_parts.h"
#include "domain/text.h"

namespace samtale::rules {
namespace {

const Person* find_person(const Group& group, PersonId id) {
  const auto found =
      std::find_if(group.roster.begin(), group.roster.end(), [id](const Person& person) { return person.id == id; });
  return found == group.roster.end() ? nullptr : &*found;
}

bool is_late_now(const Seminar& seminar) { return has_reached(seminar, PhaseKind::talk_1); }

// Whose turn it is at the step the group stands at now; see Group::turn.
PersonId turn_now(const Seminar& seminar, const Group& group) {
  return group.step.phase_revision == seminar.session.phase_revision ? group.turn : PersonId{};
}

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
  return happened(event::PersonAdded{group.id, id, std::move(name)});
}

Decision rule(const Request& request, const Group& group, const command::RenamePerson& asked) {
  if (has_ended(request.seminar)) return reject(RejectionCode::not_now);
  const Person* person = find_person(group, asked.person);
  if (person == nullptr) return reject(RejectionCode::not_found, "person_id");
  std::string name = asked.name;
  if (auto rejection = check_required_text(name, "name", limits::kPersonName)) return *rejection;
  if (name == person->name) return nothing_to_do();
  return happened(event::PersonRenamed{group.id, person->id, std::move(name)});
}

Decision rule(const Request& request, const Group& group, const command::RemovePerson& asked) {
  if (has_ended(request.seminar)) return reject(RejectionCode::not_now);
  const Person* person = find_person(group, asked.person);
  if (person == nullptr) return reject(RejectionCode::not_found, "person_id");
  return happened(event::PersonRemoved{group.id, person->id});
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

Decision rule(const Request& request, const Group& group, const command::GiveTurn& asked) {
  const Step* step = current_step(request.seminar, group);
  if (step == nullptr || step->kind != StepKind::round) return reject(RejectionCode::not_now);
  if (!asked.person.empty() && find_person(group, asked.person) == nullptr) {
    return reject(RejectionCode::not_found, "person_id");
  }
  if (asked.person == turn_now(request.seminar, group)) return nothing_to_do();
  return happened(event::TurnGiven{group.id, asked.person});
}

}  // namespace samtale::rules
