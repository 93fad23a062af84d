// Changes from the wire. An id that is absent reads as "none": an empty stage, a broadcast taken away, nobody's turn.
#include "wire/convert_agenda.h"
#include "wire/convert_change.h"
#include "wire/convert_group.h"
#include "wire/convert_plan.h"
#include "wire/convert_talk_report.h"

namespace samtale::wire {
namespace {

change::Plan read(Reading& reading, const v1::Plan& message) {
  return {reading.id_or_none<SeminarId>(message.seminar_id(), "seminar_id"), plan_from_wire(reading, message),
          message.room_code(), from_wire(reading, message.agenda())};
}

Session read(Reading& reading, const v1::Session& message) {
  return {reading.choice(message.state(), "state"), message.phase_index(), message.phase_revision()};
}

Timer read(Reading&, const v1::Timer& message) {
  Timer timer;
  timer.revision = message.revision();
  timer.length_ms = message.length_ms();
  timer.running = message.state_case() == v1::Timer::kRunningUntilMs;
  timer.running_until_ms = message.running_until_ms();
  timer.paused_left_ms = message.paused_left_ms();
  timer.paused_overtime_ms = message.paused_overtime_ms();
  timer.overtime = message.overtime();
  return timer;
}

Playback read(Reading& reading, const v1::Playback& message) {
  return {reading.id_or_none<MediaId>(message.media_id(), "media_id"),
          message.state_case() == v1::Playback::kPlayingSinceMs, message.playing_since_ms(), message.paused_at_ms(),
          message.revision()};
}

change::StageView read(Reading& reading, const v1::Stage& message) {
  return {{reading.id_or_none<QuestionId>(message.question_id(), "question_id"),
           reading.id_or_none<GroupId>(message.group_id(), "group_id"), message.begun_at_ms(), message.length_ms(),
           message.number(), message.of()},
          message.group_name()};
}

Broadcast read(Reading& reading, const v1::Broadcast& message) {
  return {reading.id_or_none<BroadcastId>(message.broadcast_id(), "broadcast_id"), message.text(),
          message.shown_at_ms()};
}

StepPosition read_step(const v1::StepPosition& message) {
  return {message.phase_revision(), message.step(), message.begun_at_ms()};
}

Round read_round(Reading& reading, const v1::Round& message) {
  Round round;
  round.revision = message.revision();
  round.ends_at_ms = message.ends_at_ms();
  for (const v1::Seat& seat : message.seats()) {
    round.seats.push_back({reading.id<PersonId>(seat.person_id(), "person_id"), reading.choice(seat.state(), "state")});
  }
  round.turn = {reading.id_or_none<PersonId>(message.turn_person_id(), "turn_person_id"), message.turn_begun_at_ms(),
                message.turn_length_ms()};
  return round;
}

change::GroupView read(Reading& reading, const v1::Group& message) {
  change::GroupView group;
  group.id = reading.id_or_none<GroupId>(message.group_id(), "group_id");
  group.about = {message.name(), message.workplace(), message.municipality(), "",
                 reading.choice_or_none(message.area(), "area")};
  group.number = message.number();
  for (const v1::Person& person : message.roster()) {
    group.roster.push_back({reading.id_or_none<PersonId>(person.person_id(), "person_id"), person.name(),
                            person.has_phone()});
  }
  group.step = read_step(message.step());
  group.round = read_round(reading, message.round());
  group.can_undo_turn = message.round().can_undo();
  group.next_speaker = reading.id_or_none<PersonId>(message.round().next_person_id(), "next_person_id");
  group.first_speaker = reading.id_or_none<PersonId>(message.round().first_person_id(), "first_person_id");
  group.ready_phase_revision = message.ready_phase_revision();
  group.help_called_at_ms = message.help_called_at_ms();
  group.arrived_at_ms = message.arrived_at_ms();
  group.late = message.late();
  group.extra_ms = message.extra_ms();
  group.lingering = {message.lingering().phase_index(), message.lingering().until_ms()};
  return group;
}

Note read(Reading& reading, const v1::Note& message) {
  return {reading.id_or_none<NoteId>(message.note_id(), "note_id"),
          reading.choice(message.kind(), "kind"),
          DeviceId{},
          message.text(),
          message.written_at_ms(),
          message.shared()};
}

change::QuestionView read(Reading& reading, const v1::Question& message) {
  change::QuestionView view;
  view.question.id = reading.id_or_none<QuestionId>(message.question_id(), "question_id");
  view.question.group = reading.id_or_none<GroupId>(message.group_id(), "group_id");
  view.question.text = message.text();
  for (const auto& group : message.backing_group_ids()) {
    view.question.backing.insert(reading.id_or_none<GroupId>(group, "backing_group_ids"));
  }
  view.question.state = reading.choice(message.state(), "state");
  view.question.asked_at_ms = message.asked_at_ms();
  view.question.wording = message.wording();
  view.question.into = reading.id_or_none<QuestionId>(message.into_question_id(), "into_question_id");
  view.group_name = message.group_name();
  return view;
}

change::ActionPointView read(Reading& reading, const v1::ActionPoint& message) {
  change::ActionPointView view;
  view.id = reading.id_or_none<ActionPointId>(message.action_point_id(), "action_point_id");
  view.revision = message.revision();
  view.text = from_wire(reading, message.text());
  view.shared = message.shared();
  view.agreed_at_ms = message.agreed_at_ms();
  view.confirmed = message.confirmed();
  view.reservation = message.reservation();
  view.theme = message.theme();
  view.origin = from_wire(reading, message.origin());
  for (const v1::Traveller& traveller : message.taken_up_by()) {
    view.taken_up_by.push_back({reading.id<GroupId>(traveller.group_id(), "group_id"), traveller.group_name(),
                                traveller.workplace(), traveller.distance()});
  }
  view.thanked_by = {message.thanked_by().begin(), message.thanked_by().end()};
  return view;
}

template <class Texts>
std::set<GroupId> groups(Reading& reading, const Texts& texts, const char* field) {
  std::set<GroupId> ids;
  for (const auto& text : texts) ids.insert(reading.id<GroupId>(text, field));
  return ids;
}

change::SharedActionPoint read(Reading& reading, const v1::SharedActionPoint& message) {
  return {reading.id_or_none<ActionPointId>(message.action_point_id(), "action_point_id"),
          reading.id_or_none<GroupId>(message.group_id(), "group_id"),
          message.group_name(),
          message.workplace(),
          message.what(),
          message.who(),
          message.by_when(),
          message.first_step(),
          message.confirmed(),
          message.theme(),
          reading.choice_or_none(message.area(), "area"),
          message.shared_at_ms(),
          from_wire(reading, message.origin()),
          groups(reading, message.taken_up_by_group_ids(), "taken_up_by_group_ids"),
          groups(reading, message.thanked_by_group_ids(), "thanked_by_group_ids"),
          message.sign_of_success()};
}

change::GroupMessageView read(Reading& reading, const v1::GroupMessage& message) {
  return {
      {reading.id_or_none<MessageId>(message.message_id(), "message_id"),
       reading.id_or_none<ActionPointId>(message.action_point_id(), "action_point_id"),
       reading.id_or_none<GroupId>(message.to_group_id(), "to_group_id"),
       reading.id_or_none<GroupId>(message.from_group_id(), "from_group_id"), message.text(), message.asked_at_ms(),
       message.answer(), message.answered_at_ms()},
      message.from_group_name()};
}

change::WallInsight read(Reading& reading, const v1::WallInsight& message) {
  return {reading.id_or_none<NoteId>(message.note_id(), "note_id"),
          reading.id_or_none<GroupId>(message.group_id(), "group_id"), message.group_name(), message.text(),
          message.shown()};
}

change::GroupProgress read(Reading& reading, const v1::GroupProgress& message) {
  change::GroupProgress progress;
  progress.id = reading.id_or_none<GroupId>(message.group_id(), "group_id");
  progress.about = {message.name(), message.workplace(), message.municipality(), message.coordinator_email(),
                    reading.choice_or_none(message.area(), "area")};
  progress.number = message.number();
  progress.expected = message.expected();
  progress.arrived_at_ms = message.arrived_at_ms();
  progress.late = message.late();
  progress.people = message.people();
  progress.notes = message.notes();
  progress.questions = message.questions();
  progress.action_points = message.action_points();
  progress.shared_action_points = message.shared_action_points();
  progress.confirmed_action_points = message.confirmed_action_points();
  progress.step = read_step(message.step());
  progress.ready_phase_revision = message.ready_phase_revision();
  progress.help_called_at_ms = message.help_called_at_ms();
  progress.extra_ms = message.extra_ms();
  progress.lingers_until_ms = message.lingers_until_ms();
  return progress;
}

change::GroupPresence read(Reading& reading, const v1::GroupPresence& message) {
  return {reading.id_or_none<GroupId>(message.group_id(), "group_id"),
          message.hosts(),
          message.screens(),
          message.phones(),
          message.worst_round_trip_ms(),
          message.last_seen_at_ms()};
}

change::GroupTalk read(Reading& reading, const v1::GroupTalk& message) {
  return {reading.id_or_none<GroupId>(message.group_id(), "group_id"), from_wire(message.report()), message.devices()};
}

change::Storage read(Reading&, const v1::Storage& message) { return {message.saving()}; }

change::Removed read(Reading& reading, const v1::Removed& message) {
  return {reading.choice(message.kind(), "kind"), reading.id_or_none<Id<change::Removed>>(message.id(), "id").bytes};
}

}  // namespace

std::optional<Change> change_from_wire(Reading& reading, const v1::Change& message) {
  switch (message.entity_case()) {
    case v1::Change::kPlan: return read(reading, message.plan());
    case v1::Change::kSession: return read(reading, message.session());
    case v1::Change::kTimer: return read(reading, message.timer());
    case v1::Change::kPlayback: return read(reading, message.playback());
    case v1::Change::kStage: return read(reading, message.stage());
    case v1::Change::kBroadcast: return read(reading, message.broadcast());
    case v1::Change::kGroup: return read(reading, message.group());
    case v1::Change::kNote: return read(reading, message.note());
    case v1::Change::kQuestion: return read(reading, message.question());
    case v1::Change::kActionPoint: return read(reading, message.action_point());
    case v1::Change::kSharedActionPoint: return read(reading, message.shared_action_point());
    case v1::Change::kGroupProgress: return read(reading, message.group_progress());
    case v1::Change::kGroupPresence: return read(reading, message.group_presence());
    case v1::Change::kGroupTalk: return read(reading, message.group_talk());
    case v1::Change::kStorage: return read(reading, message.storage());
    case v1::Change::kGroupMessage: return read(reading, message.group_message());
    case v1::Change::kWallInsight: return read(reading, message.wall_insight());
    case v1::Change::kRemoved: return read(reading, message.removed());
    case v1::Change::ENTITY_NOT_SET: return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace samtale::wire
