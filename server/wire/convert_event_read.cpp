// Events from the wire.
#include "wire/convert_agenda.h"
#include "wire/convert_event.h"
#include "wire/convert_group.h"
#include "wire/convert_plan.h"

namespace samtale::wire {
namespace {

event::SeminarCreated read(Reading& reading, const v1::SeminarCreated& message) {
  return {reading.id_or_none<SeminarId>(message.seminar_id(), "seminar_id"), plan_from_wire(reading, message.plan()),
          from_wire(reading, message.agenda()), message.room_code()};
}
event::GroupAdded read(Reading& reading, const v1::GroupAdded& message) {
  return {reading.id_or_none<GroupId>(message.group_id(), "group_id"), from_wire(reading, message.group()),
          message.number(), message.expected()};
}
event::PlanEdited read(Reading& reading, const v1::PlanEdited& message) {
  return {plan_from_wire(reading, message.plan())};
}
event::AgendaEdited read(Reading& reading, const v1::AgendaEdited& message) {
  return {from_wire(reading, message.agenda())};
}
event::GroupEdited read(Reading& reading, const v1::GroupEdited& message) {
  return {reading.id_or_none<GroupId>(message.group_id(), "group_id"), from_wire(reading, message.group())};
}
event::GroupRemoved read(Reading& reading, const v1::GroupRemoved& message) {
  return {reading.id_or_none<GroupId>(message.group_id(), "group_id")};
}
event::TalkAttached read(Reading& reading, const v1::TalkAttached& message) {
  return {reading.choice(message.phase(), "phase"),
          reading.id_or_none<MediaId>(message.media_id(), "media_id"),
          message.media_length_ms(),
          from_wire(reading, message.versions()),
          message.has_poster(),
          message.phase_length_ms()};
}
event::CaptionsAttached read(Reading& reading, const v1::CaptionsAttached& message) {
  return {reading.choice(message.phase(), "phase"), reading.choice(message.language(), "language"),
          reading.id_or_none<MediaId>(message.media_id(), "media_id")};
}
event::TalkSought read(Reading&, const v1::TalkSought& message) { return {message.position_ms()}; }
event::LobbyOpened read(Reading&, const v1::LobbyOpened&) { return {}; }
event::PhaseStarted read(Reading&, const v1::PhaseStarted& message) {
  return {message.phase_index(), message.length_ms()};
}
event::TimerPaused read(Reading&, const v1::TimerPaused&) { return {}; }
event::TimerResumed read(Reading&, const v1::TimerResumed&) { return {}; }
event::TimerAdjusted read(Reading&, const v1::TimerAdjusted& message) { return {message.delta_ms()}; }
event::TimerExpired read(Reading&, const v1::TimerExpired&) { return {}; }
event::SeminarEnded read(Reading&, const v1::SeminarEnded&) { return {}; }
event::BroadcastShown read(Reading& reading, const v1::BroadcastShown& message) {
  return {reading.id_or_none<BroadcastId>(message.broadcast_id(), "broadcast_id"), message.text()};
}
event::BroadcastCleared read(Reading&, const v1::BroadcastCleared&) { return {}; }
event::HelpAnswered read(Reading& reading, const v1::HelpAnswered& message) {
  return {reading.id_or_none<GroupId>(message.group_id(), "group_id")};
}
event::StageSet read(Reading& reading, const v1::StageSet& message) {
  return {reading.id_or_none<QuestionId>(message.question_id(), "question_id"),
          reading.id_or_none<GroupId>(message.group_id(), "group_id"), message.length_ms(), message.number(),
          message.of()};
}
event::QuestionMarked read(Reading& reading, const v1::QuestionMarked& message) {
  return {reading.id_or_none<QuestionId>(message.question_id(), "question_id"),
          reading.choice(message.state(), "state")};
}
event::GroupArrived read(Reading& reading, const v1::GroupArrived& message) {
  return {reading.id_or_none<GroupId>(message.group_id(), "group_id"), message.late()};
}
event::ReadySet read(Reading& reading, const v1::ReadySet& message) {
  return {reading.id_or_none<GroupId>(message.group_id(), "group_id"), message.ready()};
}
event::HelpCalled read(Reading& reading, const v1::HelpCalled& message) {
  return {reading.id_or_none<GroupId>(message.group_id(), "group_id")};
}
event::HelpCancelled read(Reading& reading, const v1::HelpCancelled& message) {
  return {reading.id_or_none<GroupId>(message.group_id(), "group_id")};
}
event::PersonAdded read(Reading& reading, const v1::PersonAdded& message) {
  return {reading.id_or_none<GroupId>(message.group_id(), "group_id"),
          reading.id_or_none<PersonId>(message.person_id(), "person_id"), message.name(),
          reading.id_or_none<DeviceId>(message.device_id(), "device_id")};
}
event::PersonRenamed read(Reading& reading, const v1::PersonRenamed& message) {
  return {reading.id_or_none<GroupId>(message.group_id(), "group_id"),
          reading.id_or_none<PersonId>(message.person_id(), "person_id"), message.name()};
}
event::PersonRemoved read(Reading& reading, const v1::PersonRemoved& message) {
  return {reading.id_or_none<GroupId>(message.group_id(), "group_id"),
          reading.id_or_none<PersonId>(message.person_id(), "person_id")};
}
event::PersonClaimed read(Reading& reading, const v1::PersonClaimed& message) {
  return {reading.id_or_none<GroupId>(message.group_id(), "group_id"),
          reading.id_or_none<PersonId>(message.person_id(), "person_id"),
          reading.id_or_none<DeviceId>(message.device_id(), "device_id")};
}
event::StepBegun read(Reading& reading, const v1::StepBegun& message) {
  return {reading.id_or_none<GroupId>(message.group_id(), "group_id"), message.step(), message.begun_at_ms()};
}
event::ExtraTimeGiven read(Reading& reading, const v1::ExtraTimeGiven& message) {
  return {reading.id_or_none<GroupId>(message.group_id(), "group_id"), message.extra_ms()};
}
event::ExtraTimeEnded read(Reading& reading, const v1::ExtraTimeEnded& message) {
  return {reading.id_or_none<GroupId>(message.group_id(), "group_id")};
}
event::RosterOrdered read(Reading& reading, const v1::RosterOrdered& message) {
  event::RosterOrdered happened{reading.id_or_none<GroupId>(message.group_id(), "group_id"), {}};
  for (const auto& id : message.person_ids()) happened.people.push_back(reading.id<PersonId>(id, "person_ids"));
  return happened;
}
event::TurnGiven read(Reading& reading, const v1::TurnGiven& message) {
  return {reading.id_or_none<GroupId>(message.group_id(), "group_id"),
          reading.id_or_none<PersonId>(message.person_id(), "person_id"),
          message.outcome() == v1::SEAT_STATE_UNSPECIFIED ? SeatState::spoken
                                                          : reading.choice(message.outcome(), "outcome"),
          message.begun_at_ms(),
          message.length_ms(),
          message.round_ends_at_ms()};
}
event::TurnLengthened read(Reading& reading, const v1::TurnLengthened& message) {
  return {reading.id_or_none<GroupId>(message.group_id(), "group_id"), message.by_ms()};
}
event::TurnUndone read(Reading& reading, const v1::TurnUndone& message) {
  return {reading.id_or_none<GroupId>(message.group_id(), "group_id")};
}
event::NoteAdded read(Reading& reading, const v1::NoteAdded& message) {
  return {reading.id_or_none<GroupId>(message.group_id(), "group_id"),
          reading.id_or_none<NoteId>(message.note_id(), "note_id"),
          reading.id_or_none<DeviceId>(message.device_id(), "device_id"), reading.choice(message.kind(), "kind"),
          message.text()};
}
event::NoteEdited read(Reading& reading, const v1::NoteEdited& message) {
  return {reading.id_or_none<GroupId>(message.group_id(), "group_id"),
          reading.id_or_none<NoteId>(message.note_id(), "note_id"), message.text()};
}
event::NoteRemoved read(Reading& reading, const v1::NoteRemoved& message) {
  return {reading.id_or_none<GroupId>(message.group_id(), "group_id"),
          reading.id_or_none<NoteId>(message.note_id(), "note_id"),
          reading.id_or_none<DeviceId>(message.device_id(), "device_id")};
}
event::QuestionAsked read(Reading& reading, const v1::QuestionAsked& message) {
  return {reading.id_or_none<GroupId>(message.group_id(), "group_id"),
          reading.id_or_none<QuestionId>(message.question_id(), "question_id"), message.text()};
}
event::QuestionBacked read(Reading& reading, const v1::QuestionBacked& message) {
  return {reading.id_or_none<QuestionId>(message.question_id(), "question_id"),
          reading.id_or_none<GroupId>(message.group_id(), "group_id"), message.backed()};
}
event::QuestionWithdrawn read(Reading& reading, const v1::QuestionWithdrawn& message) {
  return {reading.id_or_none<QuestionId>(message.question_id(), "question_id"),
          reading.id_or_none<GroupId>(message.group_id(), "group_id")};
}
event::QuestionMerged read(Reading& reading, const v1::QuestionMerged& message) {
  return {reading.id_or_none<QuestionId>(message.question_id(), "question_id"),
          reading.id_or_none<QuestionId>(message.into_question_id(), "into_question_id"),
          reading.id_or_none<QuestionId>(message.out_of_question_id(), "out_of_question_id")};
}
event::QuestionReworded read(Reading& reading, const v1::QuestionReworded& message) {
  return {reading.id_or_none<QuestionId>(message.question_id(), "question_id"), message.wording()};
}
event::ActionPointAdded read(Reading& reading, const v1::ActionPointAdded& message) {
  return {reading.id_or_none<GroupId>(message.group_id(), "group_id"),
          reading.id_or_none<ActionPointId>(message.action_point_id(), "action_point_id"),
          from_wire(reading, message.text())};
}
event::ActionPointEdited read(Reading& reading, const v1::ActionPointEdited& message) {
  return {reading.id_or_none<GroupId>(message.group_id(), "group_id"),
          reading.id_or_none<ActionPointId>(message.action_point_id(), "action_point_id"),
          from_wire(reading, message.text())};
}
event::ActionPointRemoved read(Reading& reading, const v1::ActionPointRemoved& message) {
  event::ActionPointRemoved happened{reading.id_or_none<GroupId>(message.group_id(), "group_id"),
                                     reading.id_or_none<ActionPointId>(message.action_point_id(), "action_point_id"),
                                     {}};
  for (const v1::Ancestor& ancestor : message.lineage()) {
    happened.lineage.push_back({reading.id<GroupId>(ancestor.group_id(), "group_id"),
                                reading.id<ActionPointId>(ancestor.action_point_id(), "action_point_id")});
  }
  return happened;
}
event::ActionPointTakenUp read(Reading& reading, const v1::ActionPointTakenUp& message) {
  return {reading.id_or_none<GroupId>(message.group_id(), "group_id"),
          reading.id_or_none<ActionPointId>(message.action_point_id(), "action_point_id"),
          from_wire(reading, message.text()), from_wire(reading, message.origin())};
}
event::GroupThanked read(Reading& reading, const v1::GroupThanked& message) {
  return {reading.id_or_none<GroupId>(message.group_id(), "group_id"),
          reading.id_or_none<ActionPointId>(message.action_point_id(), "action_point_id"),
          reading.id_or_none<GroupId>(message.by_group_id(), "by_group_id"), message.thanked()};
}
event::GroupAsked read(Reading& reading, const v1::GroupAsked& message) {
  return {reading.id_or_none<GroupId>(message.group_id(), "group_id"),
          reading.id_or_none<ActionPointId>(message.action_point_id(), "action_point_id"),
          reading.id_or_none<GroupId>(message.by_group_id(), "by_group_id"),
          reading.id_or_none<MessageId>(message.message_id(), "message_id"), message.text()};
}
event::GroupAnswered read(Reading& reading, const v1::GroupAnswered& message) {
  return {reading.id_or_none<MessageId>(message.message_id(), "message_id"), message.text()};
}
event::ActionPointShared read(Reading& reading, const v1::ActionPointShared& message) {
  return {reading.id_or_none<GroupId>(message.group_id(), "group_id"),
          reading.id_or_none<ActionPointId>(message.action_point_id(), "action_point_id"), message.shared(),
          message.theme()};
}
event::NoteHandedIn read(Reading& reading, const v1::NoteHandedIn& message) {
  return {reading.id_or_none<GroupId>(message.group_id(), "group_id"),
          reading.id_or_none<NoteId>(message.note_id(), "note_id"), reading.choice(message.kind(), "kind")};
}
event::InsightShared read(Reading& reading, const v1::InsightShared& message) {
  return {reading.id_or_none<GroupId>(message.group_id(), "group_id"),
          reading.id_or_none<NoteId>(message.note_id(), "note_id"), message.shared()};
}
event::InsightShown read(Reading& reading, const v1::InsightShown& message) {
  return {reading.id_or_none<GroupId>(message.group_id(), "group_id"),
          reading.id_or_none<NoteId>(message.note_id(), "note_id"), message.shown()};
}
event::ActionPointConfirmed read(Reading& reading, const v1::ActionPointConfirmed& message) {
  return {reading.id_or_none<GroupId>(message.group_id(), "group_id"),
          reading.id_or_none<ActionPointId>(message.action_point_id(), "action_point_id"), message.confirmed()};
}
event::ReservationRecorded read(Reading& reading, const v1::ReservationRecorded& message) {
  return {reading.id_or_none<GroupId>(message.group_id(), "group_id"),
          reading.id_or_none<ActionPointId>(message.action_point_id(), "action_point_id"), message.text()};
}

}  // namespace

std::optional<event::Body> body_from_wire(Reading& reading, const v1::Event& message) {
  switch (message.body_case()) {
    case v1::Event::kSeminarCreated: return read(reading, message.seminar_created());
    case v1::Event::kGroupAdded: return read(reading, message.group_added());
    case v1::Event::kPlanEdited: return read(reading, message.plan_edited());
    case v1::Event::kAgendaEdited: return read(reading, message.agenda_edited());
    case v1::Event::kGroupEdited: return read(reading, message.group_edited());
    case v1::Event::kGroupRemoved: return read(reading, message.group_removed());
    case v1::Event::kTalkAttached: return read(reading, message.talk_attached());
    case v1::Event::kCaptionsAttached: return read(reading, message.captions_attached());
    case v1::Event::kTalkSought: return read(reading, message.talk_sought());
    case v1::Event::kLobbyOpened: return read(reading, message.lobby_opened());
    case v1::Event::kPhaseStarted: return read(reading, message.phase_started());
    case v1::Event::kTimerPaused: return read(reading, message.timer_paused());
    case v1::Event::kTimerResumed: return read(reading, message.timer_resumed());
    case v1::Event::kTimerAdjusted: return read(reading, message.timer_adjusted());
    case v1::Event::kTimerExpired: return read(reading, message.timer_expired());
    case v1::Event::kSeminarEnded: return read(reading, message.seminar_ended());
    case v1::Event::kBroadcastShown: return read(reading, message.broadcast_shown());
    case v1::Event::kBroadcastCleared: return read(reading, message.broadcast_cleared());
    case v1::Event::kHelpAnswered: return read(reading, message.help_answered());
    case v1::Event::kStageSet: return read(reading, message.stage_set());
    case v1::Event::kQuestionMarked: return read(reading, message.question_marked());
    case v1::Event::kGroupArrived: return read(reading, message.group_arrived());
    case v1::Event::kReadySet: return read(reading, message.ready_set());
    case v1::Event::kHelpCalled: return read(reading, message.help_called());
    case v1::Event::kHelpCancelled: return read(reading, message.help_cancelled());
    case v1::Event::kPersonAdded: return read(reading, message.person_added());
    case v1::Event::kPersonRenamed: return read(reading, message.person_renamed());
    case v1::Event::kPersonRemoved: return read(reading, message.person_removed());
    case v1::Event::kPersonClaimed: return read(reading, message.person_claimed());
    case v1::Event::kStepBegun: return read(reading, message.step_begun());
    case v1::Event::kTurnGiven: return read(reading, message.turn_given());
    case v1::Event::kRosterOrdered: return read(reading, message.roster_ordered());
    case v1::Event::kTurnLengthened: return read(reading, message.turn_lengthened());
    case v1::Event::kTurnUndone: return read(reading, message.turn_undone());
    case v1::Event::kNoteAdded: return read(reading, message.note_added());
    case v1::Event::kNoteEdited: return read(reading, message.note_edited());
    case v1::Event::kNoteRemoved: return read(reading, message.note_removed());
    case v1::Event::kQuestionAsked: return read(reading, message.question_asked());
    case v1::Event::kQuestionBacked: return read(reading, message.question_backed());
    case v1::Event::kQuestionWithdrawn: return read(reading, message.question_withdrawn());
    case v1::Event::kQuestionMerged: return read(reading, message.question_merged());
    case v1::Event::kQuestionReworded: return read(reading, message.question_reworded());
    case v1::Event::kExtraTimeGiven: return read(reading, message.extra_time_given());
    case v1::Event::kExtraTimeEnded: return read(reading, message.extra_time_ended());
    case v1::Event::kActionPointAdded: return read(reading, message.action_point_added());
    case v1::Event::kActionPointEdited: return read(reading, message.action_point_edited());
    case v1::Event::kActionPointRemoved: return read(reading, message.action_point_removed());
    case v1::Event::kActionPointShared: return read(reading, message.action_point_shared());
    case v1::Event::kActionPointTakenUp: return read(reading, message.action_point_taken_up());
    case v1::Event::kGroupThanked: return read(reading, message.group_thanked());
    case v1::Event::kGroupAsked: return read(reading, message.group_asked());
    case v1::Event::kGroupAnswered: return read(reading, message.group_answered());
    case v1::Event::kNoteHandedIn: return read(reading, message.note_handed_in());
    case v1::Event::kInsightShared: return read(reading, message.insight_shared());
    case v1::Event::kInsightShown: return read(reading, message.insight_shown());
    case v1::Event::kActionPointConfirmed: return read(reading, message.action_point_confirmed());
    case v1::Event::kReservationRecorded: return read(reading, message.reservation_recorded());
    case v1::Event::BODY_NOT_SET: return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace samtale::wire
