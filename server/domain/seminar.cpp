#include "domain/seminar.h"

namespace samtale {

const Phase* running_phase(const Seminar& seminar) {
  const Session& session = seminar.session;
  if (session.state != SessionState::running || session.phase_index >= seminar.agenda.phases.size()) return nullptr;
  return &seminar.agenda.phases[session.phase_index];
}

const Group* find_group(const Seminar& seminar, GroupId id) {
  const auto found = seminar.groups.find(id);
  return found == seminar.groups.end() ? nullptr : &found->second;
}

const Note* find_note(const Group& group, NoteId id) {
  const auto found = group.notes.find(id);
  return found == group.notes.end() ? nullptr : &found->second;
}

const ActionPoint* find_action_point(const Group& group, ActionPointId id) {
  const auto found = group.action_points.find(id);
  return found == group.action_points.end() ? nullptr : &found->second;
}

const Step* current_step(const Seminar& seminar, const Group& group) {
  const Phase* phase = running_phase(seminar);
  if (phase == nullptr) return nullptr;
  const std::uint32_t step = step_position(seminar, group).step;
  return step < phase->steps.size() ? &phase->steps[step] : nullptr;
}

StepPosition step_position(const Seminar& seminar, const Group& group) {
  if (group.step.phase_revision == seminar.session.phase_revision) return group.step;
  return {seminar.session.phase_revision, 0, 0};
}

}  // namespace samtale
