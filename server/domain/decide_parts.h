#pragma once
// Inside decide(): one rule per command, in the file of its concern, and the few words they share.
//
// Access has been checked before a rule is called. A rule with a Group is for a group's own device; the group is the
// sender's. Rules check in this order: the state of the session, what the command names, its revision, its texts,
// limits.
#include <algorithm>
#include <cstddef>
#include <optional>
#include <string_view>

#include "domain/decide.h"
#include "domain/extra_time.h"

namespace samtale::rules {

using Events = std::vector<event::Body>;

struct Request {
  const Seminar& seminar;
  const Context& context;
  CommandId id;
};

// What is asked for is already so.
inline Decision nothing_to_do() { return Events{}; }
inline Decision happened(event::Body body) {
  Events events;  // not from a list in braces, which would copy its texts
  events.push_back(std::move(body));
  return events;
}
inline Rejection reject(RejectionCode code, std::string_view field = {}, std::size_t limit = 0) {
  return {code, std::string{field}, static_cast<std::uint32_t>(limit)};
}

// A phone acts for the person it speaks for; the host device for everybody in the group.
inline bool may_act_for(const Viewer& viewer, const Person& person) {
  return viewer.role == Role::host || (!person.device.empty() && person.device == viewer.device);
}
inline const Person* find_person(const Group& group, PersonId id) {
  const auto found =
      std::find_if(group.roster.begin(), group.roster.end(), [id](const Person& person) { return person.id == id; });
  return found == group.roster.end() ? nullptr : &*found;
}
inline bool has_ended(const Seminar& seminar) { return seminar.session.state == SessionState::ended; }
// People are here: in the lobby or in a phase.
inline bool is_live(const Seminar& seminar) {
  return seminar.session.state == SessionState::lobby || seminar.session.state == SessionState::running;
}
inline bool is_before_the_first_phase(const Seminar& seminar) {
  return seminar.session.state == SessionState::planned || seminar.session.state == SessionState::lobby;
}
inline bool is_running(const Seminar& seminar) { return running_phase(seminar) != nullptr; }
inline bool runs_phase(const Seminar& seminar, PhaseKind kind) {
  const Phase* phase = running_phase(seminar);
  return phase != nullptr && phase->kind == kind;
}
// Also where the group stayed behind.
inline bool is_in_phase(const Request& request, const Group& group, PhaseKind kind) {
  const Phase* phase = phase_of(request.seminar, group, request.context.now_ms);
  return phase != nullptr && phase->kind == kind;
}
inline bool has_reached(const Seminar& seminar, PhaseKind kind) {
  const Phase* phase = running_phase(seminar);
  return phase != nullptr && phase->kind >= kind;
}
// Action points, also when the facilitator has gone back: no decisions in the learning conversation.
inline bool may_be_worked_on(const Request& request, const Group& group) {
  return is_running(request.seminar) && !is_in_phase(request, group, PhaseKind::learning_conversation);
}
inline bool is_taken(const Seminar& seminar, ActionPointId id) {
  return seminar.whose_action_point.count(id) > 0;
}

// decide_plan.cpp
Decision rule(const Request& request, const command::EditPlan& asked);
Decision rule(const Request& request, const command::EditAgenda& asked);
Decision rule(const Request& request, const command::AddGroups& asked);
Decision rule(const Request& request, const command::NameGroup& asked);
Decision rule(const Request& request, const command::EditGroup& asked);
Decision rule(const Request& request, const command::RemoveGroup& asked);

// decide_talks.cpp
Decision rule(const Request& request, const command::AttachTalk& asked);
Decision rule(const Request& request, const command::AttachCaptions& asked);
Decision rule(const Request& request, const command::SeekTalk& asked);

// decide_session.cpp
Decision rule(const Request& request, const command::OpenLobby& asked);
Decision rule(const Request& request, const command::GoToNextPhase& asked);
Decision rule(const Request& request, const command::GoToPreviousPhase& asked);
Decision rule(const Request& request, const command::PauseTimer& asked);
Decision rule(const Request& request, const command::ResumeTimer& asked);
Decision rule(const Request& request, const command::AdjustTimer& asked);
Decision rule(const Request& request, const command::ExpireTimer& asked);
Decision rule(const Request& request, const command::EndSeminar& asked);
Decision rule(const Request& request, const command::ShowBroadcast& asked);
Decision rule(const Request& request, const command::ClearBroadcast& asked);

// decide_questions.cpp
Decision rule(const Request& request, const Group& group, const command::AskQuestion& asked);
Decision rule(const Request& request, const Group& group, const command::BackQuestion& asked);
Decision rule(const Request& request, const Group& group, const command::WithdrawQuestion& asked);
Decision rule(const Request& request, const command::MarkQuestion& asked);

// decide_merged_questions.cpp
Decision rule(const Request& request, const command::MergeQuestion& asked);
Decision rule(const Request& request, const command::RewordQuestion& asked);
// So that it is alone before it is withdrawn.
Events taken_apart(const Question& question);

// decide_stage.cpp
Decision rule(const Request& request, const command::PutQuestionOnStage& asked);
Decision rule(const Request& request, const command::PutGroupOnStage& asked);
Decision rule(const Request& request, const command::ClearStage& asked);

// decide_group.cpp
Decision rule(const Request& request, const command::ArriveGroup& asked);
Decision rule(const Request& request, const command::AnswerHelp& asked);
Decision rule(const Request& request, const Group& group, const command::SetReady& asked);
Decision rule(const Request& request, const Group& group, const command::CallHelp& asked);
Decision rule(const Request& request, const Group& group, const command::CancelHelp& asked);
Decision rule(const Request& request, const Group& group, const command::AddPerson& asked);
Decision rule(const Request& request, const Group& group, const command::RenamePerson& asked);
Decision rule(const Request& request, const Group& group, const command::RemovePerson& asked);
Decision rule(const Request& request, const Group& group, const command::ClaimPerson& asked);
Decision rule(const Request& request, const Group& group, const command::GoToStep& asked);
Decision rule(const Request& request, const Group& group, const command::OrderRoster& asked);

// decide_extra_time.cpp
Decision rule(const Request& request, const command::GiveExtraTime& asked);
Decision rule(const Request& request, const Group& group, const command::EndExtraTime& asked);
// What is over when a phase ends: all that groups linger in, and what was given, unless the others go on to the next.
Events extra_times_that_end(const Seminar& seminar, bool others_go_on);

// decide_round.cpp
Decision rule(const Request& request, const Group& group, const command::StartRound& asked);
Decision rule(const Request& request, const Group& group, const command::GiveTurn& asked);
Decision rule(const Request& request, const Group& group, const command::EndTurn& asked);
Decision rule(const Request& request, const Group& group, const command::LengthenTurn& asked);
Decision rule(const Request& request, const Group& group, const command::UndoTurn& asked);
// The turn goes on from somebody who leaves; nothing when it is not theirs.
Events turn_goes_on_without(const Request& request, const Group& group, PersonId person);

// decide_notes.cpp
Decision rule(const Request& request, const Group& group, const command::AddNote& asked);
Decision rule(const Request& request, const Group& group, const command::EditNote& asked);
Decision rule(const Request& request, const Group& group, const command::RemoveNote& asked);
Decision rule(const Request& request, const Group& group, const command::HandInNote& asked);

// decide_insights.cpp
Decision rule(const Request& request, const Group& group, const command::ShareInsight& asked);
Decision rule(const Request& request, const command::ShowInsight& asked);
// The events that take a shared insight back from the others.
Events unshare_insight(const Seminar& seminar, const Group& group, const Note& insight);

// decide_action_points.cpp
Decision rule(const Request& request, const Group& group, const command::AddActionPoint& asked);
Decision rule(const Request& request, const Group& group, const command::EditActionPoint& asked);
Decision rule(const Request& request, const Group& group, const command::RemoveActionPoint& asked);
Decision rule(const Request& request, const Group& group, const command::ShareActionPoint& asked);
Decision rule(const Request& request, const Group& group, const command::ConfirmActionPoint& asked);
Decision rule(const Request& request, const Group& group, const command::RecordReservation& asked);

// decide_gallery.cpp
Decision rule(const Request& request, const Group& group, const command::TakeUpActionPoint& asked);
Decision rule(const Request& request, const Group& group, const command::ThankGroup& asked);
Decision rule(const Request& request, const Group& group, const command::AskGroup& asked);
Decision rule(const Request& request, const Group& group, const command::AnswerGroup& asked);

}  // namespace samtale::rules
