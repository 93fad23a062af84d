// Events to the wire.
#include "wire/convert_agenda.h"
#include "wire/convert_event.h"
#include "wire/convert_group.h"
#include "wire/convert_millis.h"
#include "wire/convert_plan.h"

namespace samtale::wire {
namespace {

void write(const event::SeminarCreated& from, v1::Event& event) {
  auto& out = *event.mutable_seminar_created();
  out.set_seminar_id(from.seminar.text());
  plan_to_wire(from.plan, *out.mutable_plan());
  to_wire(from.agenda, *out.mutable_agenda());
  out.set_room_code(from.room_code);
}
void write(const event::GroupAdded& from, v1::Event& event) {
  auto& out = *event.mutable_group_added();
  out.set_group_id(from.group.text());
  to_wire(from.about, *out.mutable_group());
  out.set_number(from.number);
  out.set_expected(from.expected);
}
void write(const event::PlanEdited& from, v1::Event& event) {
  plan_to_wire(from.plan, *event.mutable_plan_edited()->mutable_plan());
}
void write(const event::AgendaEdited& from, v1::Event& event) {
  to_wire(from.agenda, *event.mutable_agenda_edited()->mutable_agenda());
}
void write(const event::GroupEdited& from, v1::Event& event) {
  auto& out = *event.mutable_group_edited();
  out.set_group_id(from.group.text());
  to_wire(from.about, *out.mutable_group());
}
void write(const event::GroupRemoved& from, v1::Event& event) {
  event.mutable_group_removed()->set_group_id(from.group.text());
}
void write(const event::TalkAttached& from, v1::Event& event) {
  auto& out = *event.mutable_talk_attached();
  out.set_phase(to_wire(from.phase));
  out.set_media_id(from.media.text());
  out.set_media_length_ms(length_to_wire(from.media_length_ms));
  to_wire(from.versions, *out.mutable_versions());
  out.set_has_poster(from.has_poster);
  out.set_phase_length_ms(length_to_wire(from.phase_length_ms));
}
void write(const event::CaptionsAttached& from, v1::Event& event) {
  auto& out = *event.mutable_captions_attached();
  out.set_phase(to_wire(from.phase));
  out.set_language(to_wire(from.language));
  out.set_media_id(from.media.text());
}
void write(const event::LobbyOpened&, v1::Event& event) { event.mutable_lobby_opened(); }
void write(const event::PhaseStarted& from, v1::Event& event) {
  auto& out = *event.mutable_phase_started();
  out.set_phase_index(from.phase_index);
  out.set_length_ms(length_to_wire(from.length_ms));
}
void write(const event::TimerPaused&, v1::Event& event) { event.mutable_timer_paused(); }
void write(const event::TimerResumed&, v1::Event& event) { event.mutable_timer_resumed(); }
void write(const event::TimerAdjusted& from, v1::Event& event) {
  event.mutable_timer_adjusted()->set_delta_ms(delta_to_wire(from.delta_ms));
}
void write(const event::TalkSought& from, v1::Event& event) {
  event.mutable_talk_sought()->set_position_ms(length_to_wire(from.position_ms));
}
void write(const event::TimerExpired&, v1::Event& event) { event.mutable_timer_expired(); }
void write(const event::SeminarEnded&, v1::Event& event) { event.mutable_seminar_ended(); }
void write(const event::BroadcastShown& from, v1::Event& event) {
  auto& out = *event.mutable_broadcast_shown();
  out.set_broadcast_id(from.broadcast.text());
  out.set_text(from.text);
}
void write(const event::BroadcastCleared&, v1::Event& event) { event.mutable_broadcast_cleared(); }
void write(const event::HelpAnswered& from, v1::Event& event) {
  event.mutable_help_answered()->set_group_id(from.group.text());
}
void write(const event::StageSet& from, v1::Event& event) {
  auto& out = *event.mutable_stage_set();
  out.set_question_id(from.question.text());
  out.set_group_id(from.group.text());
  out.set_length_ms(length_to_wire(from.length_ms));
  out.set_number(from.number);
  out.set_of(from.of);
}
void write(const event::QuestionMarked& from, v1::Event& event) {
  auto& out = *event.mutable_question_marked();
  out.set_question_id(from.question.text());
  out.set_state(to_wire(from.state));
}
void write(const event::GroupArrived& from, v1::Event& event) {
  auto& out = *event.mutable_group_arrived();
  out.set_group_id(from.group.text());
  out.set_late(from.late);
}
void write(const event::ReadySet& from, v1::Event& event) {
  auto& out = *event.mutable_ready_set();
  out.set_group_id(from.group.text());
  out.set_ready(from.ready);
}
void write(const event::HelpCalled& from, v1::Event& event) {
  event.mutable_help_called()->set_group_id(from.group.text());
}
void write(const event::HelpCancelled& from, v1::Event& event) {
  event.mutable_help_cancelled()->set_group_id(from.group.text());
}
void write(const event::PersonAdded& from, v1::Event& event) {
  auto& out = *event.mutable_person_added();
  out.set_group_id(from.group.text());
  out.set_person_id(from.person.text());
  out.set_name(from.name);
  out.set_device_id(from.device.text());
}
void write(const event::PersonRenamed& from, v1::Event& event) {
  auto& out = *event.mutable_person_renamed();
  out.set_group_id(from.group.text());
  out.set_person_id(from.person.text());
  out.set_name(from.name);
}
void write(const event::PersonRemoved& from, v1::Event& event) {
  auto& out = *event.mutable_person_removed();
  out.set_group_id(from.group.text());
  out.set_person_id(from.person.text());
}
void write(const event::PersonClaimed& from, v1::Event& event) {
  auto& out = *event.mutable_person_claimed();
  out.set_group_id(from.group.text());
  out.set_person_id(from.person.text());
  out.set_device_id(from.device.text());
}
void write(const event::StepBegun& from, v1::Event& event) {
  auto& out = *event.mutable_step_begun();
  out.set_group_id(from.group.text());
  out.set_step(from.step);
  out.set_begun_at_ms(length_to_wire(from.begun_at_ms));
}
void write(const event::ExtraTimeGiven& from, v1::Event& event) {
  auto& out = *event.mutable_extra_time_given();
  out.set_group_id(from.group.text());
  out.set_extra_ms(length_to_wire(from.extra_ms));
}
void write(const event::ExtraTimeEnded& from, v1::Event& event) {
  event.mutable_extra_time_ended()->set_group_id(from.group.text());
}
void write(const event::RosterOrdered& from, v1::Event& event) {
  auto& out = *event.mutable_roster_ordered();
  out.set_group_id(from.group.text());
  for (const PersonId& person : from.people) out.add_person_ids(person.text());
}
void write(const event::TurnGiven& from, v1::Event& event) {
  auto& out = *event.mutable_turn_given();
  out.set_group_id(from.group.text());
  out.set_person_id(from.person.text());
  out.set_outcome(to_wire(from.outcome));
  out.set_begun_at_ms(length_to_wire(from.begun_at_ms));
  out.set_length_ms(length_to_wire(from.length_ms));
  out.set_round_ends_at_ms(length_to_wire(from.round_ends_at_ms));
}
void write(const event::TurnLengthened& from, v1::Event& event) {
  auto& out = *event.mutable_turn_lengthened();
  out.set_group_id(from.group.text());
  out.set_by_ms(length_to_wire(from.by_ms));
}
void write(const event::TurnUndone& from, v1::Event& event) {
  event.mutable_turn_undone()->set_group_id(from.group.text());
}
void write(const event::NoteAdded& from, v1::Event& event) {
  auto& out = *event.mutable_note_added();
  out.set_group_id(from.group.text());
  out.set_note_id(from.note.text());
  out.set_device_id(from.device.text());
  out.set_kind(to_wire(from.kind));
  out.set_text(from.text);
}
void write(const event::NoteEdited& from, v1::Event& event) {
  auto& out = *event.mutable_note_edited();
  out.set_group_id(from.group.text());
  out.set_note_id(from.note.text());
  out.set_text(from.text);
}
void write(const event::NoteRemoved& from, v1::Event& event) {
  auto& out = *event.mutable_note_removed();
  out.set_group_id(from.group.text());
  out.set_note_id(from.note.text());
  out.set_device_id(from.device.text());
}
void write(const event::QuestionAsked& from, v1::Event& event) {
  auto& out = *event.mutable_question_asked();
  out.set_group_id(from.group.text());
  out.set_question_id(from.question.text());
  out.set_text(from.text);
}
void write(const event::QuestionBacked& from, v1::Event& event) {
  auto& out = *event.mutable_question_backed();
  out.set_question_id(from.question.text());
  out.set_group_id(from.group.text());
  out.set_backed(from.backed);
}
void write(const event::QuestionWithdrawn& from, v1::Event& event) {
  auto& out = *event.mutable_question_withdrawn();
  out.set_question_id(from.question.text());
  out.set_group_id(from.group.text());
}
void write(const event::QuestionMerged& from, v1::Event& event) {
  auto& out = *event.mutable_question_merged();
  out.set_question_id(from.question.text());
  out.set_into_question_id(from.into.text());
  out.set_out_of_question_id(from.out_of.text());
}
void write(const event::QuestionReworded& from, v1::Event& event) {
  auto& out = *event.mutable_question_reworded();
  out.set_question_id(from.question.text());
  out.set_wording(from.wording);
}
void write(const event::ActionPointAdded& from, v1::Event& event) {
  auto& out = *event.mutable_action_point_added();
  out.set_group_id(from.group.text());
  out.set_action_point_id(from.action_point.text());
  to_wire(from.text, *out.mutable_text());
}
void write(const event::ActionPointEdited& from, v1::Event& event) {
  auto& out = *event.mutable_action_point_edited();
  out.set_group_id(from.group.text());
  out.set_action_point_id(from.action_point.text());
  to_wire(from.text, *out.mutable_text());
}
void write(const event::ActionPointRemoved& from, v1::Event& event) {
  auto& out = *event.mutable_action_point_removed();
  out.set_group_id(from.group.text());
  out.set_action_point_id(from.action_point.text());
  for (const Ancestor& ancestor : from.lineage) {
    auto& one = *out.add_lineage();
    one.set_group_id(ancestor.group.text());
    one.set_action_point_id(ancestor.action_point.text());
  }
}
void write(const event::ActionPointTakenUp& from, v1::Event& event) {
  auto& out = *event.mutable_action_point_taken_up();
  out.set_group_id(from.group.text());
  out.set_action_point_id(from.action_point.text());
  to_wire(from.text, *out.mutable_text());
  to_wire(from.origin, *out.mutable_origin());
}
void write(const event::GroupThanked& from, v1::Event& event) {
  auto& out = *event.mutable_group_thanked();
  out.set_group_id(from.group.text());
  out.set_action_point_id(from.action_point.text());
  out.set_by_group_id(from.by.text());
  out.set_thanked(from.thanked);
}
void write(const event::GroupAsked& from, v1::Event& event) {
  auto& out = *event.mutable_group_asked();
  out.set_group_id(from.group.text());
  out.set_action_point_id(from.action_point.text());
  out.set_by_group_id(from.by.text());
  out.set_message_id(from.message.text());
  out.set_text(from.text);
}
void write(const event::GroupAnswered& from, v1::Event& event) {
  auto& out = *event.mutable_group_answered();
  out.set_message_id(from.message.text());
  out.set_text(from.text);
}
void write(const event::ActionPointShared& from, v1::Event& event) {
  auto& out = *event.mutable_action_point_shared();
  out.set_group_id(from.group.text());
  out.set_action_point_id(from.action_point.text());
  out.set_shared(from.shared);
  out.set_theme(from.theme);
}
void write(const event::NoteHandedIn& from, v1::Event& event) {
  auto& out = *event.mutable_note_handed_in();
  out.set_group_id(from.group.text());
  out.set_note_id(from.note.text());
  out.set_kind(to_wire(from.kind));
}
void write(const event::InsightShared& from, v1::Event& event) {
  auto& out = *event.mutable_insight_shared();
  out.set_group_id(from.group.text());
  out.set_note_id(from.note.text());
  out.set_shared(from.shared);
}
void write(const event::InsightShown& from, v1::Event& event) {
  auto& out = *event.mutable_insight_shown();
  out.set_group_id(from.group.text());
  out.set_note_id(from.note.text());
  out.set_shown(from.shown);
}
void write(const event::ActionPointConfirmed& from, v1::Event& event) {
  auto& out = *event.mutable_action_point_confirmed();
  out.set_group_id(from.group.text());
  out.set_action_point_id(from.action_point.text());
  out.set_confirmed(from.confirmed);
}
void write(const event::ReservationRecorded& from, v1::Event& event) {
  auto& out = *event.mutable_reservation_recorded();
  out.set_group_id(from.group.text());
  out.set_action_point_id(from.action_point.text());
  out.set_text(from.text);
}

}  // namespace

void to_wire(const event::Body& body, v1::Event& out) {
  std::visit([&](const auto& from) { write(from, out); }, body);
}

}  // namespace samtale::wire
