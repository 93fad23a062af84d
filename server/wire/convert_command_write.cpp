// Commands to the wire.
#include "wire/convert_agenda.h"
#include "wire/convert_command.h"
#include "wire/convert_group.h"
#include "wire/convert_millis.h"
#include "wire/convert_plan.h"

namespace samtale::wire {
namespace {

void write(const command::EditPlan& from, v1::Command& command) {
  plan_to_wire(from.plan, *command.mutable_edit_plan());
}
void write(const command::EditAgenda& from, v1::Command& command) {
  to_wire(from.agenda, *command.mutable_edit_agenda()->mutable_agenda());
}
void write(const command::AddGroups& from, v1::Command& command) {
  auto& out = *command.mutable_add_groups();
  for (const command::NewGroup& group : from.groups) {
    auto& added = *out.add_groups();
    added.set_group_id(group.id.text());
    to_wire(group.about, *added.mutable_group());
  }
}
void write(const command::EditGroup& from, v1::Command& command) {
  auto& out = *command.mutable_edit_group();
  out.set_group_id(from.group.text());
  to_wire(from.about, *out.mutable_group());
}
void write(const command::RemoveGroup& from, v1::Command& command) {
  command.mutable_remove_group()->set_group_id(from.group.text());
}
void write(const command::OpenLobby&, v1::Command& command) { command.mutable_open_lobby(); }
void write(const command::GoToNextPhase& from, v1::Command& command) {
  command.mutable_go_to_next_phase()->set_phase_revision(from.phase_revision);
}
void write(const command::GoToPreviousPhase& from, v1::Command& command) {
  command.mutable_go_to_previous_phase()->set_phase_revision(from.phase_revision);
}
void write(const command::PauseTimer& from, v1::Command& command) {
  command.mutable_pause_timer()->set_timer_revision(from.timer_revision);
}
void write(const command::ResumeTimer& from, v1::Command& command) {
  command.mutable_resume_timer()->set_timer_revision(from.timer_revision);
}
void write(const command::AdjustTimer& from, v1::Command& command) {
  auto& out = *command.mutable_adjust_timer();
  out.set_phase_revision(from.phase_revision);
  out.set_delta_ms(delta_to_wire(from.delta_ms));
}
void write(const command::EndSeminar& from, v1::Command& command) {
  command.mutable_end_seminar()->set_phase_revision(from.phase_revision);
}
void write(const command::ShowBroadcast& from, v1::Command& command) {
  command.mutable_show_broadcast()->set_text(from.text);
}
void write(const command::ClearBroadcast&, v1::Command& command) { command.mutable_clear_broadcast(); }
void write(const command::AnswerHelp& from, v1::Command& command) {
  command.mutable_answer_help()->set_group_id(from.group.text());
}
void write(const command::PutQuestionOnStage& from, v1::Command& command) {
  command.mutable_put_question_on_stage()->set_question_id(from.question.text());
}
void write(const command::PutGroupOnStage& from, v1::Command& command) {
  command.mutable_put_group_on_stage()->set_group_id(from.group.text());
}
void write(const command::ClearStage&, v1::Command& command) { command.mutable_clear_stage(); }
void write(const command::MarkQuestion& from, v1::Command& command) {
  auto& out = *command.mutable_mark_question();
  out.set_question_id(from.question.text());
  out.set_state(to_wire(from.state));
}
void write(const command::MergeQuestion& from, v1::Command& command) {
  auto& out = *command.mutable_merge_question();
  out.set_question_id(from.question.text());
  out.set_into_question_id(from.into.text());
}
void write(const command::RewordQuestion& from, v1::Command& command) {
  auto& out = *command.mutable_reword_question();
  out.set_question_id(from.question.text());
  out.set_text(from.text);
}
void write(const command::GiveExtraTime& from, v1::Command& command) {
  auto& out = *command.mutable_give_extra_time();
  out.set_group_id(from.group.text());
  out.set_phase_revision(from.phase_revision);
  out.set_extra_ms(length_to_wire(from.extra_ms));
}
void write(const command::EndExtraTime&, v1::Command& command) { command.mutable_end_extra_time(); }
void write(const command::SeekTalk& from, v1::Command& command) {
  auto& out = *command.mutable_seek_talk();
  out.set_phase_revision(from.phase_revision);
  out.set_playback_revision(from.playback_revision);
  out.set_position_ms(length_to_wire(from.position_ms));
}
void write(const command::SetReady& from, v1::Command& command) {
  auto& out = *command.mutable_set_ready();
  out.set_phase_revision(from.phase_revision);
  out.set_ready(from.ready);
}
void write(const command::CallHelp&, v1::Command& command) { command.mutable_call_help(); }
void write(const command::CancelHelp&, v1::Command& command) { command.mutable_cancel_help(); }
void write(const command::AddPerson& from, v1::Command& command) { command.mutable_add_person()->set_name(from.name); }
void write(const command::RenamePerson& from, v1::Command& command) {
  auto& out = *command.mutable_rename_person();
  out.set_person_id(from.person.text());
  out.set_name(from.name);
}
void write(const command::ClaimPerson& from, v1::Command& command) {
  command.mutable_claim_person()->set_person_id(from.person.text());
}
void write(const command::RemovePerson& from, v1::Command& command) {
  command.mutable_remove_person()->set_person_id(from.person.text());
}
void write(const command::GoToStep& from, v1::Command& command) {
  auto& out = *command.mutable_go_to_step();
  out.set_phase_revision(from.phase_revision);
  out.set_from_step(from.from_step);
  out.set_to_step(from.to_step);
}
void write(const command::OrderRoster& from, v1::Command& command) {
  auto& out = *command.mutable_order_roster();
  for (const PersonId& person : from.people) out.add_person_ids(person.text());
}
void write(const command::StartRound& from, v1::Command& command) {
  auto& out = *command.mutable_start_round();
  out.set_phase_revision(from.phase_revision);
  out.set_step(from.step);
}
void write(const command::EndTurn& from, v1::Command& command) {
  auto& out = *command.mutable_end_turn();
  out.set_turn_revision(from.turn_revision);
  out.set_outcome(to_wire(from.outcome));
}
void write(const command::LengthenTurn& from, v1::Command& command) {
  command.mutable_lengthen_turn()->set_turn_revision(from.turn_revision);
}
void write(const command::UndoTurn& from, v1::Command& command) {
  command.mutable_undo_turn()->set_turn_revision(from.turn_revision);
}
void write(const command::GiveTurn& from, v1::Command& command) {
  command.mutable_give_turn()->set_person_id(from.person.text());
}
void write(const command::AddNote& from, v1::Command& command) {
  auto& out = *command.mutable_add_note();
  out.set_kind(to_wire(from.kind));
  out.set_text(from.text);
}
void write(const command::EditNote& from, v1::Command& command) {
  auto& out = *command.mutable_edit_note();
  out.set_note_id(from.note.text());
  out.set_text(from.text);
}
void write(const command::RemoveNote& from, v1::Command& command) {
  command.mutable_remove_note()->set_note_id(from.note.text());
}
void write(const command::AskQuestion& from, v1::Command& command) {
  command.mutable_ask_question()->set_text(from.text);
}
void write(const command::BackQuestion& from, v1::Command& command) {
  auto& out = *command.mutable_back_question();
  out.set_question_id(from.question.text());
  out.set_backed(from.backed);
}
void write(const command::WithdrawQuestion& from, v1::Command& command) {
  command.mutable_withdraw_question()->set_question_id(from.question.text());
}
void write(const command::AddActionPoint& from, v1::Command& command) {
  to_wire(from.text, *command.mutable_add_action_point()->mutable_text());
}
void write(const command::EditActionPoint& from, v1::Command& command) {
  auto& out = *command.mutable_edit_action_point();
  out.set_action_point_id(from.action_point.text());
  out.set_revision(from.revision);
  to_wire(from.text, *out.mutable_text());
}
void write(const command::RemoveActionPoint& from, v1::Command& command) {
  command.mutable_remove_action_point()->set_action_point_id(from.action_point.text());
}
void write(const command::ShareActionPoint& from, v1::Command& command) {
  auto& out = *command.mutable_share_action_point();
  out.set_action_point_id(from.action_point.text());
  out.set_shared(from.shared);
  out.set_theme(from.theme);
}
void write(const command::TakeUpActionPoint& from, v1::Command& command) {
  command.mutable_take_up_action_point()->set_action_point_id(from.action_point.text());
}
void write(const command::ThankGroup& from, v1::Command& command) {
  auto& out = *command.mutable_thank_group();
  out.set_action_point_id(from.action_point.text());
  out.set_thanked(from.thanked);
}
void write(const command::AskGroup& from, v1::Command& command) {
  auto& out = *command.mutable_ask_group();
  out.set_action_point_id(from.action_point.text());
  out.set_text(from.text);
}
void write(const command::AnswerGroup& from, v1::Command& command) {
  auto& out = *command.mutable_answer_group();
  out.set_message_id(from.message.text());
  out.set_text(from.text);
  out.set_seen(from.seen);
}
void write(const command::HandInNote& from, v1::Command& command) {
  auto& out = *command.mutable_hand_in_note();
  out.set_note_id(from.note.text());
  out.set_kind(to_wire(from.kind));
}
void write(const command::ShareInsight& from, v1::Command& command) {
  auto& out = *command.mutable_share_insight();
  out.set_note_id(from.note.text());
  out.set_shared(from.shared);
}
void write(const command::ShowInsight& from, v1::Command& command) {
  auto& out = *command.mutable_show_insight();
  out.set_group_id(from.group.text());
  out.set_note_id(from.note.text());
  out.set_shown(from.shown);
}
void write(const command::ConfirmActionPoint& from, v1::Command& command) {
  auto& out = *command.mutable_confirm_action_point();
  out.set_action_point_id(from.action_point.text());
  out.set_revision(from.revision);
  out.set_confirmed(from.confirmed);
}
void write(const command::RecordReservation& from, v1::Command& command) {
  auto& out = *command.mutable_record_reservation();
  out.set_action_point_id(from.action_point.text());
  out.set_text(from.text);
  out.set_seen(from.seen);
}

// The room's own: they never travel.
void write(const command::ExpireTimer&, v1::Command&) {}
void write(const command::ArriveGroup&, v1::Command&) {}
void write(const command::NameGroup&, v1::Command&) {}
void write(const command::AttachTalk&, v1::Command&) {}
void write(const command::AttachCaptions&, v1::Command&) {}

}  // namespace

void to_wire(const Command& command, v1::Command& out) {
  out.set_command_id(command.id.text());
  std::visit([&](const auto& body) { write(body, out); }, command.body);
}

}  // namespace samtale::wire
