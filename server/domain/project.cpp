#include "domain/project.h"

#include "domain/views.h"

namespace samtale {
namespace {

using change::EntityKind;

Audience audience_of(const Group& group, const Note& note) {
  return note.kind == NoteKind::private_note ? Audience::of(note.device) : Audience::of(group.id);
}

// The gallery is staff's until sharing begins.
Audience audience_of_shared(const Seminar& seminar) {
  return seminar.gallery_open ? Audience::everyone() : Audience::staff();
}

// Staff see what is shared; everybody sees what is shown, from the wrap-up on.
Audience audience_of_wall(const Seminar& seminar, NoteId insight) {
  return seminar.questions_open && seminar.wall.count(insight) > 0 ? Audience::everyone() : Audience::staff();
}

// An entity for its group, and the group's numbers for staff.
constexpr std::size_t kUsualChanges = 2;

// Collects what one event means. Entities are looked up in the state after the event.
class Projector {
 public:
  explicit Projector(const Seminar& seminar) : seminar_(seminar) { changes_.reserve(kUsualChanges); }
  std::vector<AddressedChange> take() { return std::move(changes_); }

  // ---- planning

  void operator()(const event::SeminarCreated&) {
    tell_plan();
    tell_session();
    tell_timer();
    tell_playback();
    tell_stage();
    tell_broadcast();
  }
  void operator()(const event::PlanEdited&) { tell_plan(); }
  void operator()(const event::AgendaEdited&) { tell_plan(); }
  void operator()(const event::TalkAttached&) { tell_plan(); }
  void operator()(const event::CaptionsAttached&) { tell_plan(); }
  void operator()(const event::GroupAdded& happened) { tell_group_and_progress(happened.group); }
  void operator()(const event::GroupEdited& happened) {
    tell_group_and_progress(happened.group);
    tell_names_of(happened.group);
  }
  void operator()(const event::GroupRemoved& happened) {
    tell_removed(Audience::of(happened.group), EntityKind::group, happened.group.bytes);
    tell_removed(Audience::staff(), EntityKind::group_progress, happened.group.bytes);
  }

  // ---- the session: never a change per group, however many there are, but for the few that stay behind

  void operator()(const event::LobbyOpened&) { tell_session(); }
  void operator()(const event::PhaseStarted&) {
    tell_session();
    tell_timer();
    tell_playback();
    tell_stage();
    for (const auto& [id, group] : seminar_.groups) {
      if (group.lingering != Lingering{}) tell_group_and_progress(id);
    }
    const Phase* phase = running_phase(seminar_);
    if (phase == nullptr) return;
    if (phase->kind == PhaseKind::wrap_up) {
      tell_all_questions();
      tell_whole_wall();
    }
    if (phase->kind == PhaseKind::sharing) tell_whole_gallery();
  }
  void operator()(const event::TimerPaused&) { tell_timer_and_recording(); }
  void operator()(const event::TimerResumed&) { tell_timer_and_recording(); }
  void operator()(const event::TimerAdjusted&) { tell_timer(); }
  void operator()(const event::TimerExpired&) { tell_timer(); }
  void operator()(const event::TalkSought&) { tell_playback(); }
  void operator()(const event::SeminarEnded&) {
    tell_session();
    tell_timer();
    tell_playback();
    tell_stage();
    tell_broadcast();
  }
  void operator()(const event::BroadcastShown&) { tell_broadcast(); }
  void operator()(const event::BroadcastCleared&) { tell_broadcast(); }
  void operator()(const event::StageSet&) { tell_stage(); }

  // ---- the group

  void operator()(const event::GroupArrived& happened) { tell_group_and_progress(happened.group); }
  void operator()(const event::ReadySet& happened) { tell_group_and_progress(happened.group); }
  void operator()(const event::HelpCalled& happened) { tell_group_and_progress(happened.group); }
  void operator()(const event::HelpCancelled& happened) { tell_group_and_progress(happened.group); }
  void operator()(const event::HelpAnswered& happened) { tell_group_and_progress(happened.group); }
  void operator()(const event::PersonAdded& happened) { tell_group_and_progress(happened.group); }
  void operator()(const event::PersonRemoved& happened) { tell_group_and_progress(happened.group); }
  void operator()(const event::PersonRenamed& happened) { tell_group(happened.group); }
  void operator()(const event::PersonClaimed& happened) { tell_group(happened.group); }
  void operator()(const event::StepBegun& happened) { tell_group_and_progress(happened.group); }
  void operator()(const event::ExtraTimeGiven& happened) { tell_group_and_progress(happened.group); }
  void operator()(const event::ExtraTimeEnded& happened) { tell_group_and_progress(happened.group); }
  void operator()(const event::RosterOrdered& happened) { tell_group(happened.group); }
  void operator()(const event::TurnLengthened& happened) { tell_group(happened.group); }
  void operator()(const event::TurnUndone& happened) { tell_group(happened.group); }
  void operator()(const event::TurnGiven& happened) {
    tell_group(happened.group);
    // The first turn of a phase may also have fixed the step; staff need not hear of the later ones.
    const Group* group = find_group(seminar_, happened.group);
    if (group != nullptr && group->step.step == 0 && group->step.begun_at_ms == 0) tell_progress(happened.group);
  }

  // ---- what people write

  void operator()(const event::NoteAdded& happened) {
    tell_note(happened.group, happened.note);
    if (happened.kind != NoteKind::private_note) tell_progress(happened.group);
  }
  void operator()(const event::NoteEdited& happened) {
    tell_note(happened.group, happened.note);
    tell_wall(happened.group, happened.note);
  }
  // It was its device's already; the same id takes its place there.
  void operator()(const event::NoteHandedIn& happened) {
    tell_note(happened.group, happened.note);
    tell_progress(happened.group);
  }
  void operator()(const event::InsightShared& happened) {
    tell_note(happened.group, happened.note);
    tell_wall(happened.group, happened.note);
    if (!happened.shared) tell_removed(Audience::staff(), EntityKind::wall_insight, happened.note.bytes);
  }
  // Who may no longer see it loses it first; then staff are told how it is now.
  void operator()(const event::InsightShown& happened) {
    if (!happened.shown && seminar_.questions_open) {
      tell_removed(Audience::everyone(), EntityKind::wall_insight, happened.note.bytes);
    }
    tell_wall(happened.group, happened.note);
  }
  void operator()(const event::NoteRemoved& happened) {
    const bool is_private = !happened.device.empty();
    tell_removed(is_private ? Audience::of(happened.device) : Audience::of(happened.group), EntityKind::note,
                 happened.note.bytes);
    if (!is_private) tell_progress(happened.group);
  }
  void operator()(const event::QuestionAsked& happened) {
    tell_question(happened.question);
    tell_progress(happened.group);
  }
  void operator()(const event::QuestionBacked& happened) {
    tell_question(happened.question);
    tell_what_stands_for(happened.question, happened.question);
  }
  void operator()(const event::QuestionReworded& happened) { tell_question(happened.question); }
  void operator()(const event::QuestionMerged& happened) {
    const Question* question = find_question(seminar_.questions, happened.question);
    if (question == nullptr) return;
    for (const Question* one : with_merged(seminar_.questions, *question)) tell_question(*one);
    tell_what_stands_for(happened.question, happened.question);
    tell_what_stands_for(happened.out_of, {});
  }
  void operator()(const event::QuestionMarked& happened) { tell_question(happened.question); }
  void operator()(const event::QuestionWithdrawn& happened) {
    for (const Audience& audience : audiences_of_question(happened.group)) {
      tell_removed(audience, EntityKind::question, happened.question.bytes);
    }
    tell_progress(happened.group);
  }
  void operator()(const event::ActionPointAdded& happened) {
    tell_action_point(happened.group, happened.action_point);
    tell_progress(happened.group);
  }
  void operator()(const event::ActionPointEdited& happened) {
    tell_action_point(happened.group, happened.action_point);
  }
  void operator()(const event::ActionPointConfirmed& happened) {
    tell_action_point(happened.group, happened.action_point);
    tell_progress(happened.group);
  }
  void operator()(const event::ReservationRecorded& happened) {
    const Group* group = find_group(seminar_, happened.group);
    const ActionPoint* action_point = group == nullptr ? nullptr : find_action_point(*group, happened.action_point);
    if (action_point != nullptr) tell(Audience::of(group->id), views::action_point_view(seminar_, *action_point));
  }
  void operator()(const event::ActionPointRemoved& happened) {
    tell_removed(Audience::of(happened.group), EntityKind::action_point, happened.action_point.bytes);
    tell_progress(happened.group);
    tell_all_of(happened.lineage);
  }
  void operator()(const event::ActionPointTakenUp& happened) {
    tell_action_point(happened.group, happened.action_point);
    tell_progress(happened.group);
    tell_those_it_came_from(happened.group, happened.action_point);
  }
  void operator()(const event::GroupThanked& happened) { tell_action_point(happened.group, happened.action_point); }
  void operator()(const event::GroupAsked& happened) {
    const auto message = seminar_.messages.find(happened.message);
    if (message != seminar_.messages.end()) tell_message(message->second);
  }
  void operator()(const event::GroupAnswered& happened) {
    const auto message = seminar_.messages.find(happened.message);
    if (message != seminar_.messages.end()) tell_message(message->second);
  }
  void operator()(const event::ActionPointShared& happened) {
    tell_action_point(happened.group, happened.action_point);
    if (!happened.shared) {
      tell_removed(audience_of_shared(seminar_), EntityKind::shared_action_point, happened.action_point.bytes);
    }
    tell_progress(happened.group);
  }

 private:
  template <class Entity>
  void tell(const Audience& audience, Entity what) {
    changes_.push_back({audience, std::move(what)});
  }
  void tell_removed(Audience audience, EntityKind kind, const std::array<std::uint8_t, kIdBytes>& id) {
    tell(audience, change::Removed{kind, id});
  }

  void tell_plan() { tell(Audience::everyone(), views::plan_of(seminar_)); }
  void tell_session() { tell(Audience::everyone(), seminar_.session); }
  void tell_timer() { tell(Audience::everyone(), seminar_.timer); }
  void tell_playback() { tell(Audience::everyone(), seminar_.playback); }
  void tell_stage() { tell(Audience::everyone(), views::stage_of(seminar_)); }
  void tell_broadcast() { tell(Audience::everyone(), seminar_.broadcast); }
  void tell_timer_and_recording() {
    tell_timer();
    if (!seminar_.playback.media.empty()) tell_playback();
  }

  void tell_group(GroupId id) {
    if (const Group* group = find_group(seminar_, id)) tell(Audience::of(id), views::group_view(*group));
  }
  void tell_progress(GroupId id) {
    if (const Group* group = find_group(seminar_, id)) tell(Audience::staff(), views::progress_of(*group));
  }
  void tell_group_and_progress(GroupId id) {
    tell_group(id);
    tell_progress(id);
  }

  void tell_note(GroupId group_id, NoteId id) {
    const Group* group = find_group(seminar_, group_id);
    const Note* note = group == nullptr ? nullptr : find_note(*group, id);
    if (note != nullptr) tell(audience_of(*group, *note), *note);
  }
  void tell_wall(const Group& group, const Note& note) {
    if (note.shared) tell(audience_of_wall(seminar_, note.id), views::wall_view(seminar_, group, note));
  }
  void tell_wall(GroupId group_id, NoteId id) {
    const Group* group = find_group(seminar_, group_id);
    const Note* note = group == nullptr ? nullptr : find_note(*group, id);
    if (note != nullptr) tell_wall(*group, *note);
  }
  void tell_whole_wall() {
    for (const auto& [note, group] : seminar_.wall) tell_wall(group, note);
  }

  void tell_what_stands_for(QuestionId id, QuestionId told_already) {
    const Question* question = find_question(seminar_.questions, id);
    if (question == nullptr) return;
    const Question& shown = stands_for(seminar_.questions, *question);
    if (shown.id != told_already) tell_question(shown);
  }

  std::vector<Audience> audiences_of_question(GroupId asking) const {
    if (seminar_.questions_open) return {Audience::everyone()};
    return {Audience::staff_and_speakers(), Audience::of(asking)};
  }
  void tell_question(const Question& question) {
    for (const Audience& audience : audiences_of_question(question.group)) {
      const bool own = audience.kind == Audience::Kind::group;
      tell(audience, own ? views::own_question_view(seminar_, question) : views::question_view(seminar_, question));
    }
  }
  void tell_question(QuestionId id) {
    if (const Question* question = find_question(seminar_.questions, id)) tell_question(*question);
  }
  void tell_all_questions() {
    for (const auto& [id, question] : seminar_.questions) tell_question(question);
  }

  void tell_shared(const Group& group, const ActionPoint& action_point) {
    if (action_point.shared) tell(audience_of_shared(seminar_), views::shared_view(group, action_point));
  }
  void tell_action_point(GroupId group_id, ActionPointId id) {
    const Group* group = find_group(seminar_, group_id);
    if (group == nullptr) return;
    const ActionPoint* action_point = find_action_point(*group, id);
    if (action_point == nullptr) return;
    tell(Audience::of(group_id), views::action_point_view(seminar_, *action_point));
    tell_shared(*group, *action_point);
  }
  void tell_all_of(const std::vector<Ancestor>& lineage) {
    for (const Ancestor& ancestor : lineage) tell_action_point(ancestor.group, ancestor.action_point);
  }
  void tell_those_it_came_from(GroupId group_id, ActionPointId id) {
    const Group* group = find_group(seminar_, group_id);
    const ActionPoint* action_point = group == nullptr ? nullptr : find_action_point(*group, id);
    if (action_point != nullptr) tell_all_of(action_point->lineage);
  }
  void tell_message(const GroupMessage& message) {
    for (const GroupId group : {message.to, message.from}) {
      tell(Audience::of(group), views::message_view(seminar_, message));
    }
  }
  void tell_whole_gallery() {
    for (const auto& [group_id, group] : seminar_.groups) {
      for (const auto& [id, action_point] : group.action_points) tell_shared(group, action_point);
    }
  }

  // Wherever the group's name or workplace is shown to others.
  void tell_names_of(GroupId id) {
    const Group* group = find_group(seminar_, id);
    if (group == nullptr) return;
    if (group->questions_asked > 0) {
      for (const auto& [question_id, question] : seminar_.questions) {
        if (question.group == id) tell_question(question);
      }
    }
    for (const auto& [action_point_id, action_point] : group->action_points) tell_shared(*group, action_point);
    for (const auto& [note_id, note] : group->notes) tell_wall(*group, note);
    tell_names_in_others_groups(*group);
    const auto on_stage = seminar_.questions.find(seminar_.stage.question);
    const bool question_on_stage = on_stage != seminar_.questions.end() && on_stage->second.group == id;
    if (question_on_stage || seminar_.stage.group == id) tell_stage();
  }

  // Where it has taken something up, thanked or asked.
  void tell_names_in_others_groups(const Group& group) {
    for (const auto& [id, action_point] : group.action_points) tell_all_of(action_point.lineage);
    for (const auto& [other_id, other] : seminar_.groups) {
      for (const auto& [id, action_point] : other.action_points) {
        if (action_point.thanked_by.count(group.id) > 0) tell_action_point(other_id, id);
      }
    }
    for (const auto& [id, message] : seminar_.messages) {
      if (message.from == group.id) tell_message(message);
    }
  }

  const Seminar& seminar_;
  std::vector<AddressedChange> changes_;
};

void put_own_group(std::vector<Change>& seen, const Seminar& seminar, const Group& group, const Viewer& viewer) {
  seen.emplace_back(views::group_view(group));
  for (const auto& [id, note] : group.notes) {
    if (belongs(viewer, audience_of(group, note))) seen.emplace_back(note);
  }
  for (const auto& [id, action_point] : group.action_points) {
    seen.emplace_back(views::action_point_view(seminar, action_point));
  }
  for (const auto& [id, message] : seminar.messages) {
    if (message.to == group.id || message.from == group.id) seen.emplace_back(views::message_view(seminar, message));
  }
}

void put_questions(std::vector<Change>& seen, const Seminar& seminar, const Viewer& viewer) {
  const bool sees_all = belongs(viewer, Audience::staff_and_speakers());
  for (const auto& [id, question] : seminar.questions) {
    if (sees_all) {
      seen.emplace_back(views::question_view(seminar, question));
    } else if (belongs(viewer, Audience::of(question.group))) {
      seen.emplace_back(views::own_question_view(seminar, question));
    }
  }
}

// What is on the wall and not shown to everybody.
void put_rest_of_wall(std::vector<Change>& seen, const Seminar& seminar) {
  for (const auto& [group_id, group] : seminar.groups) {
    for (const auto& [id, note] : group.notes) {
      const bool everybody_sees = audience_of_wall(seminar, id).kind == Audience::Kind::everyone;
      if (note.shared && !everybody_sees) seen.emplace_back(views::wall_view(seminar, group, note));
    }
  }
}

void put_gallery(std::vector<Change>& seen, const Seminar& seminar) {
  for (const auto& [group_id, group] : seminar.groups) {
    for (const auto& [id, action_point] : group.action_points) {
      if (action_point.shared) seen.emplace_back(views::shared_view(group, action_point));
    }
  }
}

}  // namespace

std::vector<AddressedChange> project(const Event& event, const Seminar& seminar) {
  Projector projector{seminar};
  std::visit(projector, event.body);
  return projector.take();
}

std::vector<Change> snapshot_for_everyone(const Seminar& seminar) {
  std::vector<Change> seen{views::plan_of(seminar), seminar.session,          seminar.timer,
                           seminar.playback,        views::stage_of(seminar), seminar.broadcast};
  if (seminar.questions_open) {
    for (const auto& [id, question] : seminar.questions) seen.emplace_back(views::question_view(seminar, question));
    for (const auto& [id, group_id] : seminar.wall) {
      const Group* group = find_group(seminar, group_id);
      const Note* note = group == nullptr ? nullptr : find_note(*group, id);
      if (note != nullptr) seen.emplace_back(views::wall_view(seminar, *group, *note));
    }
  }
  if (seminar.gallery_open) put_gallery(seen, seminar);
  return seen;
}

std::vector<Change> snapshot_beside(const Seminar& seminar, const Viewer& viewer) {
  std::vector<Change> seen;
  const Group* own = find_group(seminar, viewer.group);
  if (own != nullptr && belongs(viewer, Audience::of(own->id))) put_own_group(seen, seminar, *own, viewer);
  if (!seminar.questions_open) put_questions(seen, seminar, viewer);
  if (!belongs(viewer, Audience::staff())) return seen;
  put_rest_of_wall(seen, seminar);
  for (const auto& [group_id, group] : seminar.groups) seen.emplace_back(views::progress_of(group));
  if (!seminar.gallery_open) put_gallery(seen, seminar);
  return seen;
}

std::vector<Change> snapshot(const Seminar& seminar, const Viewer& viewer) {
  auto seen = snapshot_for_everyone(seminar);
  for (auto& change : snapshot_beside(seminar, viewer)) seen.push_back(std::move(change));
  return seen;
}

}  // namespace samtale
