#include "domain/views.h"

#include <algorithm>

namespace samtale::views {
namespace {

std::string name_of(const Seminar& seminar, GroupId id) {
  const Group* group = find_group(seminar, id);
  return group == nullptr ? std::string{} : group->about.name;
}

std::vector<std::string> names_of(const Seminar& seminar, const std::set<GroupId>& groups) {
  std::vector<std::string> names;
  for (const GroupId id : groups) names.push_back(name_of(seminar, id));
  return names;
}

std::vector<change::Traveller> travellers(const Seminar& seminar, const ActionPoint& action_point) {
  std::vector<change::Traveller> all;
  for (const auto& [id, copy] : action_point.copies) {
    const Group* group = find_group(seminar, copy.group);
    if (group != nullptr) all.push_back({group->id, group->about.name, group->about.workplace, copy.distance});
  }
  std::stable_sort(all.begin(), all.end(),
                   [](const auto& one, const auto& other) { return one.distance < other.distance; });
  return all;
}

std::set<GroupId> groups_of(const std::map<ActionPointId, Copy>& copies) {
  std::set<GroupId> groups;
  for (const auto& [id, copy] : copies) groups.insert(copy.group);
  return groups;
}

}  // namespace

change::Plan plan_of(const Seminar& seminar) { return {seminar.id, seminar.plan, seminar.room_code, seminar.agenda}; }

change::StageView stage_of(const Seminar& seminar) {
  const Stage& stage = seminar.stage;
  GroupId group = stage.group;
  const auto question = seminar.questions.find(stage.question);
  if (question != seminar.questions.end()) group = question->second.group;
  return {stage, name_of(seminar, group)};
}

change::GroupView group_view(const Group& group) {
  change::GroupView view;
  view.id = group.id;
  view.about = group.about;
  view.about.coordinator_email.clear();  // the organiser's business
  view.number = group.number;
  for (const Person& person : group.roster) view.roster.push_back({person.id, person.name, !person.device.empty()});
  view.step = group.step;
  view.round = group.round;
  view.round.before.clear();
  view.next_speaker = next_speaker(group.round);
  if (!group.roster.empty()) view.first_speaker = group.roster[group.rounds_begun % group.roster.size()].id;
  view.can_undo_turn = !group.round.before.empty();
  view.ready_phase_revision = group.ready_phase_revision;
  view.help_called_at_ms = group.help_called_at_ms;
  view.arrived_at_ms = group.arrived_at_ms;
  view.late = group.late;
  view.extra_ms = group.extra_ms;
  view.lingering = group.lingering;
  return view;
}

change::GroupProgress progress_of(const Group& group) {
  change::GroupProgress progress;
  progress.id = group.id;
  progress.about = group.about;
  progress.number = group.number;
  progress.expected = group.expected;
  progress.arrived_at_ms = group.arrived_at_ms;
  progress.late = group.late;
  progress.people = static_cast<std::uint32_t>(group.roster.size());
  progress.notes = group.tally.notes;
  progress.questions = group.questions_asked;
  progress.action_points = static_cast<std::uint32_t>(group.action_points.size());
  progress.shared_action_points = group.tally.shared_action_points;
  progress.confirmed_action_points = group.tally.confirmed_action_points;
  progress.step = group.step;
  progress.ready_phase_revision = group.ready_phase_revision;
  progress.help_called_at_ms = group.help_called_at_ms;
  progress.extra_ms = group.extra_ms;
  progress.lingers_until_ms = group.lingering.until_ms;
  return progress;
}

change::QuestionView question_view(const Seminar& seminar, const Question& question) {
  Question shown = question;
  shown.merged.clear();
  if (question.into.empty()) {
    shown.backing = groups_behind(seminar.questions, question);
  } else {
    shown.into = stands_for(seminar.questions, question).id;
  }
  return {std::move(shown), name_of(seminar, question.group)};
}

change::QuestionView own_question_view(const Seminar& seminar, const Question& question) {
  Question shown = question;
  shown.merged.clear();
  shown.wording.clear();
  shown.into = {};
  return {std::move(shown), name_of(seminar, question.group)};
}

change::WallInsight wall_view(const Seminar& seminar, const Group& group, const Note& insight) {
  return {insight.id, group.id, group.about.name, insight.text, seminar.wall.count(insight.id) > 0};
}

change::GroupMessageView message_view(const Seminar& seminar, const GroupMessage& message) {
  return {message, name_of(seminar, message.from)};
}

change::ActionPointView action_point_view(const Seminar& seminar, const ActionPoint& action_point) {
  return {action_point.id,
          action_point.revision,
          action_point.text,
          action_point.shared,
          action_point.agreed_at_ms,
          action_point.confirmed,
          action_point.reservation,
          action_point.theme,
          action_point.origin,
          travellers(seminar, action_point),
          names_of(seminar, action_point.thanked_by)};
}

change::SharedActionPoint shared_view(const Group& group, const ActionPoint& action_point) {
  const ActionPointText& text = action_point.text;
  return {action_point.id,
          group.id,
          group.about.name,
          group.about.workplace,
          text.what,
          text.who,
          text.by_when,
          text.first_step,
          action_point.confirmed,
          action_point.theme,
          group.about.area,
          action_point.shared_at_ms,
          action_point.origin,
          groups_of(action_point.copies),
          action_point.thanked_by,
          text.sign_of_success};
}

}  // namespace samtale::views
