#include "wire/convert_state.h"

#include "domain/tally.h"
#include "domain/travel.h"
#include "wire/convert_agenda.h"
#include "wire/convert_group.h"
#include "wire/convert_plan.h"

namespace samtale::wire {
namespace {

using wire::to_wire;  // those of the enums and of the parts, which the ones below would hide

void to_wire(const Timer& timer, v1::TimerState& out) {
  out.set_revision(timer.revision);
  out.set_length_ms(timer.length_ms);
  out.set_running(timer.running);
  out.set_running_until_ms(timer.running_until_ms);
  out.set_paused_left_ms(timer.paused_left_ms);
  out.set_paused_overtime_ms(timer.paused_overtime_ms);
  out.set_overtime(timer.overtime);
}

Timer from_wire(const v1::TimerState& message) {
  return {message.revision(),       message.length_ms(),          message.running(), message.running_until_ms(),
          message.paused_left_ms(), message.paused_overtime_ms(), message.overtime()};
}

std::vector<GroupId> groups_from_bytes(std::string_view bytes) {
  std::vector<GroupId> groups;
  for (std::size_t at = 0; at + kIdBytes <= bytes.size(); at += kIdBytes)
    groups.push_back(id_from_bytes<GroupId>(bytes.substr(at, kIdBytes)));
  return groups;
}

void to_wire(const Note& note, v1::NoteState& out) {
  out.set_id(id_bytes(note.id));
  out.set_kind(to_wire(note.kind));
  out.set_device(id_bytes(note.device));
  out.set_text(note.text);
  out.set_written_at_ms(note.written_at_ms);
  out.set_shared(note.shared);
}

Note from_wire(Reading& reading, const v1::NoteState& message) {
  return {id_from_bytes<NoteId>(message.id()),
          reading.choice(message.kind(), "kind"),
          id_from_bytes<DeviceId>(message.device()),
          message.text(),
          message.written_at_ms(),
          message.shared()};
}

void to_wire(const ActionPoint& point, v1::ActionPointState& out) {
  out.set_id(id_bytes(point.id));
  out.set_revision(point.revision);
  to_wire(point.text, *out.mutable_text());
  out.set_shared(point.shared);
  out.set_agreed_at_ms(point.agreed_at_ms);
  out.set_confirmed(point.confirmed);
  out.set_reservation(point.reservation);
  out.set_theme(point.theme);
  out.set_shared_at_ms(point.shared_at_ms);
  if (!point.origin.action_point.empty()) to_wire(point.origin, *out.mutable_origin());
  for (const auto& [group, action_point] : point.lineage) {
    out.mutable_lineage()->append(id_bytes(group)).append(id_bytes(action_point));
  }
  for (const GroupId group : point.thanked_by) out.mutable_thanked_by()->append(id_bytes(group));
}

ActionPoint from_wire(Reading& reading, const v1::ActionPointState& message) {
  ActionPoint point{id_from_bytes<ActionPointId>(message.id()),
                    message.revision(),
                    wire::from_wire(reading, message.text()),
                    message.shared(),
                    message.agreed_at_ms(),
                    message.confirmed(),
                    message.reservation(),
                    message.theme(),
                    message.shared_at_ms()};
  point.origin = wire::from_wire(reading, message.origin());
  const std::string_view lineage = message.lineage();
  for (std::size_t at = 0; at + 2 * kIdBytes <= lineage.size(); at += 2 * kIdBytes) {
    point.lineage.push_back({id_from_bytes<GroupId>(lineage.substr(at, kIdBytes)),
                             id_from_bytes<ActionPointId>(lineage.substr(at + kIdBytes, kIdBytes))});
  }
  for (const GroupId group : groups_from_bytes(message.thanked_by())) point.thanked_by.insert(group);
  return point;
}

void to_wire(const Question& question, v1::AskedQuestion& out) {
  out.set_id(id_bytes(question.id));
  out.set_group(id_bytes(question.group));
  out.set_text(question.text);
  for (const GroupId group : question.backing) out.mutable_backing()->append(id_bytes(group));
  out.set_state(to_wire(question.state));
  out.set_asked_at_ms(question.asked_at_ms);
  out.set_wording(question.wording);
  out.set_into(id_bytes(question.into));
}

Question from_wire(Reading& reading, const v1::AskedQuestion& message) {
  Question question{id_from_bytes<QuestionId>(message.id()),
                    id_from_bytes<GroupId>(message.group()),
                    message.text(),
                    {},
                    reading.choice(message.state(), "state"),
                    message.asked_at_ms(),
                    message.wording(),
                    {},
                    {}};
  for (const GroupId group : groups_from_bytes(message.backing())) question.backing.insert(group);
  return question;
}

void to_wire(const Turn& turn, v1::TurnState& out) {
  out.set_person(id_bytes(turn.person));
  out.set_begun_at_ms(turn.begun_at_ms);
  out.set_length_ms(turn.length_ms);
}

Turn from_wire(const v1::TurnState& message) {
  return {id_from_bytes<PersonId>(message.person()), message.begun_at_ms(), message.length_ms()};
}

void to_wire(const Round& round, v1::RoundState& out) {
  out.set_revision(round.revision);
  out.set_ends_at_ms(round.ends_at_ms);
  for (const Seat& seat : round.seats) {
    auto& one = *out.add_seats();
    one.set_person(id_bytes(seat.person));
    one.set_state(wire::to_wire(seat.state));
  }
  to_wire(round.turn, *out.mutable_turn());
  for (const TurnBefore& before : round.before) {
    auto& one = *out.add_before();
    to_wire(before.turn, *one.mutable_turn());
    one.set_next(id_bytes(before.next));
    if (!before.next.empty()) one.set_next_was(wire::to_wire(before.next_was));
  }
}

Round from_wire(Reading& reading, const v1::RoundState& message) {
  Round round;
  round.revision = message.revision();
  round.ends_at_ms = message.ends_at_ms();
  for (const auto& seat : message.seats())
    round.seats.push_back({id_from_bytes<PersonId>(seat.person()), reading.choice(seat.state(), "state")});
  round.turn = from_wire(message.turn());
  for (const auto& one : message.before()) {
    TurnBefore before{from_wire(one.turn()), id_from_bytes<PersonId>(one.next()), {}};
    if (!before.next.empty()) before.next_was = reading.choice(one.next_was(), "next_was");
    round.before.push_back(before);
  }
  return round;
}

void to_wire(const Group& group, v1::GroupState& out) {
  out.set_id(id_bytes(group.id));
  to_wire(group.about, *out.mutable_about());
  out.set_number(group.number);
  out.set_expected(group.expected);
  for (const Person& person : group.roster) {
    auto& one = *out.add_roster();
    one.set_id(id_bytes(person.id));
    one.set_name(person.name);
    one.set_device(id_bytes(person.device));
  }
  out.set_step_phase_revision(group.step.phase_revision);
  out.set_step(group.step.step);
  out.set_step_begun_at_ms(group.step.begun_at_ms);
  to_wire(group.round, *out.mutable_round());
  out.set_rounds_begun(group.rounds_begun);
  out.set_extra_ms(group.extra_ms);
  out.set_lingering_phase_index(group.lingering.phase_index);
  out.set_lingering_until_ms(group.lingering.until_ms);
  out.set_ready_phase_revision(group.ready_phase_revision);
  out.set_help_called_at_ms(group.help_called_at_ms);
  out.set_arrived_at_ms(group.arrived_at_ms);
  out.set_late(group.late);
  for (const auto& [id, note] : group.notes) to_wire(note, *out.add_notes());
  for (const auto& [id, point] : group.action_points) to_wire(point, *out.add_action_points());
  out.set_questions_asked(group.questions_asked);
}

Group from_wire(Reading& reading, const v1::GroupState& message) {
  Group group;
  group.id = id_from_bytes<GroupId>(message.id());
  group.about = wire::from_wire(reading, message.about());
  group.number = message.number();
  group.expected = message.expected();
  for (const auto& person : message.roster())
    group.roster.push_back(
        {id_from_bytes<PersonId>(person.id()), person.name(), id_from_bytes<DeviceId>(person.device())});
  group.step = {message.step_phase_revision(), message.step(), message.step_begun_at_ms()};
  group.round = from_wire(reading, message.round());
  group.rounds_begun = message.rounds_begun();
  group.extra_ms = message.extra_ms();
  group.lingering = {message.lingering_phase_index(), message.lingering_until_ms()};
  group.ready_phase_revision = message.ready_phase_revision();
  group.help_called_at_ms = message.help_called_at_ms();
  group.arrived_at_ms = message.arrived_at_ms();
  group.late = message.late();
  for (const auto& one : message.notes()) {
    auto note = from_wire(reading, one);
    group.notes.emplace_hint(group.notes.end(), note.id, std::move(note));  // they come in order
  }
  for (const auto& one : message.action_points()) {
    auto point = from_wire(reading, one);
    group.action_points.emplace_hint(group.action_points.end(), point.id, std::move(point));
  }
  group.tally = tally_of(group);
  group.questions_asked = message.questions_asked();
  return group;
}

}  // namespace

void to_wire(const Seminar& seminar, v1::SeminarState& out) {
  out.set_id(id_bytes(seminar.id));
  plan_to_wire(seminar.plan, *out.mutable_plan());
  to_wire(seminar.agenda, *out.mutable_agenda());
  out.set_room_code(seminar.room_code);
  out.set_session(to_wire(seminar.session.state));
  out.set_phase_index(seminar.session.phase_index);
  out.set_phase_revision(seminar.session.phase_revision);
  to_wire(seminar.timer, *out.mutable_timer());
  auto& playback = *out.mutable_playback();
  playback.set_media(id_bytes(seminar.playback.media));
  playback.set_playing(seminar.playback.playing);
  playback.set_playing_since_ms(seminar.playback.playing_since_ms);
  playback.set_paused_at_ms(seminar.playback.paused_at_ms);
  playback.set_revision(seminar.playback.revision);
  out.set_stage_question(id_bytes(seminar.stage.question));
  out.set_stage_group(id_bytes(seminar.stage.group));
  out.set_stage_begun_at_ms(seminar.stage.begun_at_ms);
  out.set_stage_length_ms(seminar.stage.length_ms);
  out.set_stage_number(seminar.stage.number);
  out.set_stage_of(seminar.stage.of);
  for (const GroupId group : seminar.groups_been_on_stage)
    out.mutable_groups_been_on_stage()->append(id_bytes(group));
  auto& broadcast = *out.mutable_broadcast();
  broadcast.set_id(id_bytes(seminar.broadcast.id));
  broadcast.set_text(seminar.broadcast.text);
  broadcast.set_shown_at_ms(seminar.broadcast.shown_at_ms);
  for (const auto& [id, group] : seminar.groups) to_wire(group, *out.add_groups());
  out.set_last_group_number(seminar.last_group_number);
  for (const auto& [id, question] : seminar.questions) to_wire(question, *out.add_questions());
  out.set_questions_open(seminar.questions_open);
  out.set_gallery_open(seminar.gallery_open);
  for (const auto& [id, message] : seminar.messages) {
    auto& one = *out.add_messages();
    one.set_id(id_bytes(id));
    one.set_action_point(id_bytes(message.action_point));
    one.set_to(id_bytes(message.to));
    one.set_from(id_bytes(message.from));
    one.set_text(message.text);
    one.set_asked_at_ms(message.asked_at_ms);
    one.set_answer(message.answer);
    one.set_answered_at_ms(message.answered_at_ms);
  }
  for (const auto& [note, group] : seminar.wall) {
    auto& one = *out.add_wall();
    one.set_note(id_bytes(note));
    one.set_group(id_bytes(group));
  }
}

Seminar from_wire(Reading& reading, const v1::SeminarState& message) {
  Seminar seminar;
  seminar.id = id_from_bytes<SeminarId>(message.id());
  seminar.plan = plan_from_wire(reading, message.plan());
  seminar.agenda = wire::from_wire(reading, message.agenda());
  seminar.room_code = message.room_code();
  seminar.session = {reading.choice(message.session(), "session"), message.phase_index(), message.phase_revision()};
  seminar.timer = from_wire(message.timer());
  const auto& playback = message.playback();
  seminar.playback = {id_from_bytes<MediaId>(playback.media()), playback.playing(), playback.playing_since_ms(),
                      playback.paused_at_ms(), playback.revision()};
  seminar.stage = {id_from_bytes<QuestionId>(message.stage_question()),
                   id_from_bytes<GroupId>(message.stage_group()),
                   message.stage_begun_at_ms(),
                   message.stage_length_ms(),
                   message.stage_number(),
                   message.stage_of()};
  seminar.groups_been_on_stage = groups_from_bytes(message.groups_been_on_stage());
  const auto& broadcast = message.broadcast();
  seminar.broadcast = {id_from_bytes<BroadcastId>(broadcast.id()), broadcast.text(), broadcast.shown_at_ms()};
  for (const auto& one : message.groups()) {
    auto group = from_wire(reading, one);
    seminar.groups.emplace_hint(seminar.groups.end(), group.id, std::move(group));
  }
  seminar.last_group_number = message.last_group_number();
  for (const auto& one : message.questions()) {
    auto question = from_wire(reading, one);
    seminar.questions.emplace_hint(seminar.questions.end(), question.id, std::move(question));
  }
  // One by one, so that not even a state that was made up can have a ring.
  for (const auto& one : message.questions()) {
    put_into(seminar.questions, id_from_bytes<QuestionId>(one.id()), id_from_bytes<QuestionId>(one.into()));
  }
  seminar.questions_open = message.questions_open();
  seminar.gallery_open = message.gallery_open();
  trace_action_points(seminar);
  for (const auto& one : message.messages()) {
    const auto id = id_from_bytes<MessageId>(one.id());
    seminar.messages[id] = {id,
                            id_from_bytes<ActionPointId>(one.action_point()),
                            id_from_bytes<GroupId>(one.to()),
                            id_from_bytes<GroupId>(one.from()),
                            one.text(),
                            one.asked_at_ms(),
                            one.answer(),
                            one.answered_at_ms()};
  }
  for (const auto& one : message.wall()) {
    seminar.wall[id_from_bytes<NoteId>(one.note())] = id_from_bytes<GroupId>(one.group());
  }
  return seminar;
}

}  // namespace samtale::wire
