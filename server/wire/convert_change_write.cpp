// Changes to the wire.
#include "wire/convert_agenda.h"
#include "wire/convert_change.h"
#include "wire/convert_group.h"
#include "wire/convert_millis.h"
#include "wire/convert_plan.h"
#include "wire/convert_talk_report.h"

namespace samtale::wire {
namespace {

void write(const change::Plan& from, v1::Change& change) {
  auto& out = *change.mutable_plan();
  out.set_seminar_id(from.seminar.text());
  plan_to_wire(from.plan, out);
  out.set_room_code(from.room_code);
  to_wire(from.agenda, *out.mutable_agenda());
}

void write(const Session& from, v1::Change& change) {
  auto& out = *change.mutable_session();
  out.set_state(to_wire(from.state));
  out.set_phase_index(from.phase_index);
  out.set_phase_revision(from.phase_revision);
}

void write(const Timer& from, v1::Change& change) {
  auto& out = *change.mutable_timer();
  out.set_revision(from.revision);
  out.set_length_ms(length_to_wire(from.length_ms));
  if (from.running) {
    out.set_running_until_ms(from.running_until_ms);
  } else {
    out.set_paused_left_ms(length_to_wire(from.paused_left_ms));
  }
  out.set_paused_overtime_ms(length_to_wire(from.paused_overtime_ms));
  out.set_overtime(from.overtime);
}

void write(const Playback& from, v1::Change& change) {
  auto& out = *change.mutable_playback();
  out.set_media_id(from.media.text());
  if (from.playing) {
    out.set_playing_since_ms(from.playing_since_ms);
  } else {
    out.set_paused_at_ms(length_to_wire(from.paused_at_ms));
  }
  out.set_revision(from.revision);
}

void write(const change::StageView& from, v1::Change& change) {
  auto& out = *change.mutable_stage();
  if (!from.stage.question.empty()) {
    out.set_question_id(from.stage.question.text());
  } else if (!from.stage.group.empty()) {
    out.set_group_id(from.stage.group.text());
  }
  out.set_group_name(from.group_name);
  out.set_begun_at_ms(from.stage.begun_at_ms);
  out.set_length_ms(length_to_wire(from.stage.length_ms));
  out.set_number(from.stage.number);
  out.set_of(from.stage.of);
}

void write(const Broadcast& from, v1::Change& change) {
  auto& out = *change.mutable_broadcast();
  out.set_broadcast_id(from.id.text());
  out.set_text(from.text);
  out.set_shown_at_ms(from.shown_at_ms);
}

void write_step(const StepPosition& from, v1::StepPosition& out) {
  out.set_phase_revision(from.phase_revision);
  out.set_step(from.step);
  out.set_begun_at_ms(length_to_wire(from.begun_at_ms));
}

void write_round(const change::GroupView& from, v1::Round& out) {
  const Round& round = from.round;
  out.set_revision(round.revision);
  out.set_ends_at_ms(length_to_wire(round.ends_at_ms));
  for (const Seat& seat : round.seats) {
    auto& one = *out.add_seats();
    one.set_person_id(seat.person.text());
    one.set_state(to_wire(seat.state));
  }
  out.set_turn_person_id(round.turn.person.text());
  out.set_turn_begun_at_ms(length_to_wire(round.turn.begun_at_ms));
  out.set_turn_length_ms(length_to_wire(round.turn.length_ms));
  out.set_can_undo(from.can_undo_turn);
  out.set_next_person_id(from.next_speaker.text());
  out.set_first_person_id(from.first_speaker.text());
}

void write(const change::GroupView& from, v1::Change& change) {
  auto& out = *change.mutable_group();
  out.set_group_id(from.id.text());
  out.set_name(from.about.name);
  out.set_workplace(from.about.workplace);
  out.set_municipality(from.about.municipality);
  out.set_area(to_wire(from.about.area));
  out.set_number(from.number);
  for (const change::PersonView& person : from.roster) {
    auto& member = *out.add_roster();
    member.set_person_id(person.id.text());
    member.set_name(person.name);
    member.set_has_phone(person.has_phone);
  }
  write_step(from.step, *out.mutable_step());
  write_round(from, *out.mutable_round());
  out.set_ready_phase_revision(from.ready_phase_revision);
  out.set_help_called_at_ms(from.help_called_at_ms);
  out.set_arrived_at_ms(from.arrived_at_ms);
  out.set_late(from.late);
  out.set_extra_ms(length_to_wire(from.extra_ms));
  if (from.lingering == Lingering{}) return;
  out.mutable_lingering()->set_phase_index(from.lingering.phase_index);
  out.mutable_lingering()->set_until_ms(from.lingering.until_ms);
}

void write(const Note& from, v1::Change& change) {
  auto& out = *change.mutable_note();
  out.set_note_id(from.id.text());
  out.set_kind(to_wire(from.kind));
  out.set_text(from.text);
  out.set_written_at_ms(from.written_at_ms);
  out.set_shared(from.shared);
}

void write(const change::QuestionView& from, v1::Change& change) {
  auto& out = *change.mutable_question();
  out.set_question_id(from.question.id.text());
  out.set_group_id(from.question.group.text());
  out.set_group_name(from.group_name);
  out.set_text(from.question.text);
  for (const GroupId& group : from.question.backing) out.add_backing_group_ids(group.text());
  out.set_state(to_wire(from.question.state));
  out.set_asked_at_ms(from.question.asked_at_ms);
  out.set_wording(from.question.wording);
  out.set_into_question_id(from.question.into.text());
}

void write(const change::ActionPointView& from, v1::Change& change) {
  auto& out = *change.mutable_action_point();
  out.set_action_point_id(from.id.text());
  out.set_revision(from.revision);
  to_wire(from.text, *out.mutable_text());
  out.set_shared(from.shared);
  out.set_agreed_at_ms(from.agreed_at_ms);
  out.set_confirmed(from.confirmed);
  out.set_reservation(from.reservation);
  out.set_theme(from.theme);
  if (!from.origin.action_point.empty()) to_wire(from.origin, *out.mutable_origin());
  for (const change::Traveller& traveller : from.taken_up_by) {
    auto& one = *out.add_taken_up_by();
    one.set_group_id(traveller.group.text());
    one.set_group_name(traveller.group_name);
    one.set_workplace(traveller.workplace);
    one.set_distance(traveller.distance);
  }
  for (const std::string& name : from.thanked_by) out.add_thanked_by(name);
}

void write(const change::SharedActionPoint& from, v1::Change& change) {
  auto& out = *change.mutable_shared_action_point();
  out.set_action_point_id(from.id.text());
  out.set_group_id(from.group.text());
  out.set_group_name(from.group_name);
  out.set_workplace(from.workplace);
  out.set_what(from.what);
  out.set_who(from.who);
  out.set_by_when(from.by_when);
  out.set_first_step(from.first_step);
  out.set_confirmed(from.confirmed);
  out.set_theme(from.theme);
  out.set_area(to_wire(from.area));
  out.set_shared_at_ms(from.shared_at_ms);
  if (!from.origin.action_point.empty()) to_wire(from.origin, *out.mutable_origin());
  for (const GroupId& group : from.taken_up_by) out.add_taken_up_by_group_ids(group.text());
  for (const GroupId& group : from.thanked_by) out.add_thanked_by_group_ids(group.text());
  out.set_sign_of_success(from.sign_of_success);
}

void write(const change::GroupMessageView& from, v1::Change& change) {
  auto& out = *change.mutable_group_message();
  out.set_message_id(from.message.id.text());
  out.set_action_point_id(from.message.action_point.text());
  out.set_to_group_id(from.message.to.text());
  out.set_from_group_id(from.message.from.text());
  out.set_from_group_name(from.from_group_name);
  out.set_text(from.message.text);
  out.set_asked_at_ms(from.message.asked_at_ms);
  out.set_answer(from.message.answer);
  out.set_answered_at_ms(from.message.answered_at_ms);
}

void write(const change::WallInsight& from, v1::Change& change) {
  auto& out = *change.mutable_wall_insight();
  out.set_note_id(from.id.text());
  out.set_group_id(from.group.text());
  out.set_group_name(from.group_name);
  out.set_text(from.text);
  out.set_shown(from.shown);
}

void write(const change::GroupProgress& from, v1::Change& change) {
  auto& out = *change.mutable_group_progress();
  out.set_group_id(from.id.text());
  out.set_name(from.about.name);
  out.set_workplace(from.about.workplace);
  out.set_municipality(from.about.municipality);
  out.set_coordinator_email(from.about.coordinator_email);
  out.set_number(from.number);
  out.set_expected(from.expected);
  out.set_arrived_at_ms(from.arrived_at_ms);
  out.set_late(from.late);
  out.set_people(from.people);
  out.set_notes(from.notes);
  out.set_questions(from.questions);
  out.set_action_points(from.action_points);
  out.set_shared_action_points(from.shared_action_points);
  out.set_confirmed_action_points(from.confirmed_action_points);
  out.set_area(to_wire(from.about.area));
  write_step(from.step, *out.mutable_step());
  out.set_ready_phase_revision(from.ready_phase_revision);
  out.set_help_called_at_ms(from.help_called_at_ms);
  out.set_extra_ms(length_to_wire(from.extra_ms));
  out.set_lingers_until_ms(from.lingers_until_ms);
}

void write(const change::GroupPresence& from, v1::Change& change) {
  auto& out = *change.mutable_group_presence();
  out.set_group_id(from.id.text());
  out.set_hosts(from.hosts);
  out.set_screens(from.screens);
  out.set_phones(from.phones);
  out.set_worst_round_trip_ms(from.worst_round_trip_ms);
  out.set_last_seen_at_ms(from.last_seen_at_ms);
}

void write(const change::GroupTalk& from, v1::Change& change) {
  auto& out = *change.mutable_group_talk();
  out.set_group_id(from.id.text());
  to_wire(from.report, *out.mutable_report());
  out.set_devices(from.devices);
}

void write(const change::Storage& from, v1::Change& change) {
  change.mutable_storage()->set_saving(from.saving);
}

void write(const change::Removed& from, v1::Change& change) {
  auto& out = *change.mutable_removed();
  out.set_kind(to_wire(from.kind));
  out.set_id(Id<change::Removed>{from.id}.text());
}

}  // namespace

void to_wire(const Change& change, v1::Change& out) {
  std::visit([&](const auto& entity) { write(entity, out); }, change);
}

}  // namespace samtale::wire
