// Commands from the wire.
#include "wire/convert_agenda.h"
#include "wire/convert_command.h"
#include "wire/convert_group.h"
#include "wire/convert_plan.h"

namespace samtale::wire {
namespace {

command::EditPlan read(Reading& reading, const v1::EditPlan& message) { return {plan_from_wire(reading, message)}; }
command::EditAgenda read(Reading& reading, const v1::EditAgenda& message) {
  return {from_wire(reading, message.agenda())};
}
command::AddGroups read(Reading& reading, const v1::AddGroups& message) {
  command::AddGroups added;
  added.groups.reserve(static_cast<std::size_t>(message.groups_size()));
  for (const v1::NewGroup& group : message.groups()) {
    added.groups.push_back({reading.id<GroupId>(group.group_id(), "group_id"), from_wire(reading, group.group())});
  }
  return added;
}
command::EditGroup read(Reading& reading, const v1::EditGroup& message) {
  return {reading.id<GroupId>(message.group_id(), "group_id"), from_wire(reading, message.group())};
}
command::RemoveGroup read(Reading& reading, const v1::RemoveGroup& message) {
  return {reading.id<GroupId>(message.group_id(), "group_id")};
}
command::OpenLobby read(Reading&, const v1::OpenLobby&) { return {}; }
command::GoToNextPhase read(Reading&, const v1::GoToNextPhase& message) { return {message.phase_revision()}; }
command::GoToPreviousPhase read(Reading&, const v1::GoToPreviousPhase& message) { return {message.phase_revision()}; }
command::PauseTimer read(Reading&, const v1::PauseTimer& message) { return {message.timer_revision()}; }
command::ResumeTimer read(Reading&, const v1::ResumeTimer& message) { return {message.timer_revision()}; }
command::AdjustTimer read(Reading&, const v1::AdjustTimer& message) {
  return {message.phase_revision(), message.delta_ms()};
}
command::EndSeminar read(Reading&, const v1::EndSeminar& message) { return {message.phase_revision()}; }
command::ShowBroadcast read(Reading&, const v1::ShowBroadcast& message) { return {message.text()}; }
command::ClearBroadcast read(Reading&, const v1::ClearBroadcast&) { return {}; }
command::AnswerHelp read(Reading& reading, const v1::AnswerHelp& message) {
  return {reading.id<GroupId>(message.group_id(), "group_id")};
}
command::PutQuestionOnStage read(Reading& reading, const v1::PutQuestionOnStage& message) {
  return {reading.id<QuestionId>(message.question_id(), "question_id")};
}
command::PutGroupOnStage read(Reading& reading, const v1::PutGroupOnStage& message) {
  return {reading.id<GroupId>(message.group_id(), "group_id")};
}
command::ClearStage read(Reading&, const v1::ClearStage&) { return {}; }
command::MarkQuestion read(Reading& reading, const v1::MarkQuestion& message) {
  return {reading.id<QuestionId>(message.question_id(), "question_id"), reading.choice(message.state(), "state")};
}
command::MergeQuestion read(Reading& reading, const v1::MergeQuestion& message) {
  return {reading.id<QuestionId>(message.question_id(), "question_id"),
          reading.id_or_none<QuestionId>(message.into_question_id(), "into_question_id")};
}
command::RewordQuestion read(Reading& reading, const v1::RewordQuestion& message) {
  return {reading.id<QuestionId>(message.question_id(), "question_id"), message.text()};
}
command::GiveExtraTime read(Reading& reading, const v1::GiveExtraTime& message) {
  return {reading.id<GroupId>(message.group_id(), "group_id"), message.phase_revision(), message.extra_ms()};
}
command::SeekTalk read(Reading&, const v1::SeekTalk& message) {
  return {message.phase_revision(), message.playback_revision(), message.position_ms()};
}
command::EndExtraTime read(Reading&, const v1::EndExtraTime&) { return {}; }
command::SetReady read(Reading&, const v1::SetReady& message) { return {message.phase_revision(), message.ready()}; }
command::CallHelp read(Reading&, const v1::CallHelp&) { return {}; }
command::CancelHelp read(Reading&, const v1::CancelHelp&) { return {}; }
command::AddPerson read(Reading&, const v1::AddPerson& message) { return {message.name()}; }
command::RenamePerson read(Reading& reading, const v1::RenamePerson& message) {
  return {reading.id<PersonId>(message.person_id(), "person_id"), message.name()};
}
command::RemovePerson read(Reading& reading, const v1::RemovePerson& message) {
  return {reading.id<PersonId>(message.person_id(), "person_id")};
}
command::ClaimPerson read(Reading& reading, const v1::ClaimPerson& message) {
  return {reading.id_or_none<PersonId>(message.person_id(), "person_id")};
}
command::GoToStep read(Reading&, const v1::GoToStep& message) {
  return {message.phase_revision(), message.from_step(), message.to_step()};
}
command::OrderRoster read(Reading& reading, const v1::OrderRoster& message) {
  command::OrderRoster asked;
  for (const auto& id : message.person_ids()) asked.people.push_back(reading.id<PersonId>(id, "person_ids"));
  return asked;
}
command::StartRound read(Reading&, const v1::StartRound& message) { return {message.phase_revision(), message.step()}; }
command::EndTurn read(Reading& reading, const v1::EndTurn& message) {
  return {message.turn_revision(), reading.choice(message.outcome(), "outcome")};
}
command::LengthenTurn read(Reading&, const v1::LengthenTurn& message) { return {message.turn_revision()}; }
command::UndoTurn read(Reading&, const v1::UndoTurn& message) { return {message.turn_revision()}; }
command::GiveTurn read(Reading& reading, const v1::GiveTurn& message) {
  return {reading.id_or_none<PersonId>(message.person_id(), "person_id")};
}
command::AddNote read(Reading& reading, const v1::AddNote& message) {
  return {reading.choice(message.kind(), "kind"), message.text()};
}
command::EditNote read(Reading& reading, const v1::EditNote& message) {
  return {reading.id<NoteId>(message.note_id(), "note_id"), message.text()};
}
command::RemoveNote read(Reading& reading, const v1::RemoveNote& message) {
  return {reading.id<NoteId>(message.note_id(), "note_id")};
}
command::AskQuestion read(Reading&, const v1::AskQuestion& message) { return {message.text()}; }
command::BackQuestion read(Reading& reading, const v1::BackQuestion& message) {
  return {reading.id<QuestionId>(message.question_id(), "question_id"), message.backed()};
}
command::WithdrawQuestion read(Reading& reading, const v1::WithdrawQuestion& message) {
  return {reading.id<QuestionId>(message.question_id(), "question_id")};
}
command::AddActionPoint read(Reading& reading, const v1::AddActionPoint& message) {
  return {from_wire(reading, message.text())};
}
command::EditActionPoint read(Reading& reading, const v1::EditActionPoint& message) {
  return {reading.id<ActionPointId>(message.action_point_id(), "action_point_id"), message.revision(),
          from_wire(reading, message.text())};
}
command::RemoveActionPoint read(Reading& reading, const v1::RemoveActionPoint& message) {
  return {reading.id<ActionPointId>(message.action_point_id(), "action_point_id")};
}
command::ShareActionPoint read(Reading& reading, const v1::ShareActionPoint& message) {
  return {reading.id<ActionPointId>(message.action_point_id(), "action_point_id"), message.shared(), message.theme()};
}
command::TakeUpActionPoint read(Reading& reading, const v1::TakeUpActionPoint& message) {
  return {reading.id<ActionPointId>(message.action_point_id(), "action_point_id")};
}
command::ThankGroup read(Reading& reading, const v1::ThankGroup& message) {
  return {reading.id<ActionPointId>(message.action_point_id(), "action_point_id"), message.thanked()};
}
command::AskGroup read(Reading& reading, const v1::AskGroup& message) {
  return {reading.id<ActionPointId>(message.action_point_id(), "action_point_id"), message.text()};
}
command::AnswerGroup read(Reading& reading, const v1::AnswerGroup& message) {
  return {reading.id<MessageId>(message.message_id(), "message_id"), message.text(), message.seen()};
}
command::HandInNote read(Reading& reading, const v1::HandInNote& message) {
  return {reading.id<NoteId>(message.note_id(), "note_id"), reading.choice(message.kind(), "kind")};
}
command::ShareInsight read(Reading& reading, const v1::ShareInsight& message) {
  return {reading.id<NoteId>(message.note_id(), "note_id"), message.shared()};
}
command::ShowInsight read(Reading& reading, const v1::ShowInsight& message) {
  return {reading.id<GroupId>(message.group_id(), "group_id"), reading.id<NoteId>(message.note_id(), "note_id"),
          message.shown()};
}
command::ConfirmActionPoint read(Reading& reading, const v1::ConfirmActionPoint& message) {
  return {reading.id<ActionPointId>(message.action_point_id(), "action_point_id"), message.revision(),
          message.confirmed()};
}
command::RecordReservation read(Reading& reading, const v1::RecordReservation& message) {
  return {reading.id<ActionPointId>(message.action_point_id(), "action_point_id"), message.text(), message.seen()};
}

}  // namespace

std::optional<command::Body> body_from_wire(Reading& reading, const v1::Command& message) {
  switch (message.body_case()) {
    case v1::Command::kEditPlan: return read(reading, message.edit_plan());
    case v1::Command::kEditAgenda: return read(reading, message.edit_agenda());
    case v1::Command::kAddGroups: return read(reading, message.add_groups());
    case v1::Command::kEditGroup: return read(reading, message.edit_group());
    case v1::Command::kRemoveGroup: return read(reading, message.remove_group());
    case v1::Command::kOpenLobby: return read(reading, message.open_lobby());
    case v1::Command::kGoToNextPhase: return read(reading, message.go_to_next_phase());
    case v1::Command::kGoToPreviousPhase: return read(reading, message.go_to_previous_phase());
    case v1::Command::kPauseTimer: return read(reading, message.pause_timer());
    case v1::Command::kResumeTimer: return read(reading, message.resume_timer());
    case v1::Command::kAdjustTimer: return read(reading, message.adjust_timer());
    case v1::Command::kEndSeminar: return read(reading, message.end_seminar());
    case v1::Command::kShowBroadcast: return read(reading, message.show_broadcast());
    case v1::Command::kClearBroadcast: return read(reading, message.clear_broadcast());
    case v1::Command::kAnswerHelp: return read(reading, message.answer_help());
    case v1::Command::kPutQuestionOnStage: return read(reading, message.put_question_on_stage());
    case v1::Command::kPutGroupOnStage: return read(reading, message.put_group_on_stage());
    case v1::Command::kClearStage: return read(reading, message.clear_stage());
    case v1::Command::kMarkQuestion: return read(reading, message.mark_question());
    case v1::Command::kMergeQuestion: return read(reading, message.merge_question());
    case v1::Command::kRewordQuestion: return read(reading, message.reword_question());
    case v1::Command::kGiveExtraTime: return read(reading, message.give_extra_time());
    case v1::Command::kSeekTalk: return read(reading, message.seek_talk());
    case v1::Command::kSetReady: return read(reading, message.set_ready());
    case v1::Command::kCallHelp: return read(reading, message.call_help());
    case v1::Command::kCancelHelp: return read(reading, message.cancel_help());
    case v1::Command::kAddPerson: return read(reading, message.add_person());
    case v1::Command::kRenamePerson: return read(reading, message.rename_person());
    case v1::Command::kRemovePerson: return read(reading, message.remove_person());
    case v1::Command::kClaimPerson: return read(reading, message.claim_person());
    case v1::Command::kGoToStep: return read(reading, message.go_to_step());
    case v1::Command::kEndExtraTime: return read(reading, message.end_extra_time());
    case v1::Command::kGiveTurn: return read(reading, message.give_turn());
    case v1::Command::kOrderRoster: return read(reading, message.order_roster());
    case v1::Command::kStartRound: return read(reading, message.start_round());
    case v1::Command::kEndTurn: return read(reading, message.end_turn());
    case v1::Command::kLengthenTurn: return read(reading, message.lengthen_turn());
    case v1::Command::kUndoTurn: return read(reading, message.undo_turn());
    case v1::Command::kAddNote: return read(reading, message.add_note());
    case v1::Command::kEditNote: return read(reading, message.edit_note());
    case v1::Command::kRemoveNote: return read(reading, message.remove_note());
    case v1::Command::kAskQuestion: return read(reading, message.ask_question());
    case v1::Command::kBackQuestion: return read(reading, message.back_question());
    case v1::Command::kWithdrawQuestion: return read(reading, message.withdraw_question());
    case v1::Command::kAddActionPoint: return read(reading, message.add_action_point());
    case v1::Command::kEditActionPoint: return read(reading, message.edit_action_point());
    case v1::Command::kRemoveActionPoint: return read(reading, message.remove_action_point());
    case v1::Command::kShareActionPoint: return read(reading, message.share_action_point());
    case v1::Command::kTakeUpActionPoint: return read(reading, message.take_up_action_point());
    case v1::Command::kThankGroup: return read(reading, message.thank_group());
    case v1::Command::kAskGroup: return read(reading, message.ask_group());
    case v1::Command::kAnswerGroup: return read(reading, message.answer_group());
    case v1::Command::kHandInNote: return read(reading, message.hand_in_note());
    case v1::Command::kShareInsight: return read(reading, message.share_insight());
    case v1::Command::kShowInsight: return read(reading, message.show_insight());
    case v1::Command::kConfirmActionPoint: return read(reading, message.confirm_action_point());
    case v1::Command::kRecordReservation: return read(reading, message.record_reservation());
    case v1::Command::BODY_NOT_SET: return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace samtale::wire
