#include "simulation/random_command.h"

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <string_view>
#include <utility>

#include "domain/access.h"
#include "simulation/staging.h"

namespace samtale::simulation {
namespace {

// Commands of Role::room stand last and do not come over the wire.
constexpr std::size_t kKindsOfPeople = kCommandKinds - 5;

class Thinker {
 public:
  Thinker(Dice& dice, Observer& observer, const Asker& asker)
      : dice_(dice), observer_(observer), asker_(asker), seen_(asker.mirror.entities()) {}

  command::Body think() {
    return of_anybody(next_kind());
  }

 private:
  // What moves the whole session is rarer, so that there is time for something in between.
  std::size_t next_kind() {
    const bool anything = dice_.one_in(25);
    while (true) {
      const auto kind = dice_.below(kKindsOfPeople);
      const auto name = command_name(kind);
      // What one group asks another is seldom told to a wrong one, so it has to be asked often.
      if (!seen_.gallery.empty() && name != "AskGroup" && dice_.one_in(3)) continue;
      if (!anything && asker_.viewer.role != Role::speaker && asker_.viewer.role != Role::screen &&
          !may_by_index(asker_.viewer.role, kind)) {
        continue;
      }
      if (!fits_the_phase(name) && !dice_.one_in(5)) continue;
      if (name == "EndSeminar" && !dice_.one_in(60)) continue;
      if (name == "RemoveGroup" && !dice_.one_in(4)) continue;
      if (name == "EditAgenda" && !dice_.one_in(4)) continue;
      if (name == "GoToPreviousPhase" && !dice_.one_in(3)) continue;
      return kind;
    }
  }

  bool fits_the_phase(std::string_view name) const {
    const Phase* phase = asker_.mirror.phase();
    const bool learning = phase && phase->kind == PhaseKind::learning_conversation;
    const bool wrap_up = phase && phase->kind == PhaseKind::wrap_up;
    if (name == "AskQuestion") return learning || wrap_up;
    if (name == "BackQuestion" || name == "WithdrawQuestion") return phase && !seen_.questions.empty();
    if (name == "AddActionPoint") return phase && phase->kind == PhaseKind::productive_conversation;
    if (name == "EditActionPoint" || name == "RemoveActionPoint" || name == "ShareActionPoint" ||
        name == "ConfirmActionPoint" || name == "RecordReservation") {
      return phase && !learning && !seen_.action_points.empty();
    }
    if (name == "ShareInsight") return phase && phase->kind >= PhaseKind::learning_conversation && !seen_.notes.empty();
    if (name == "HandInNote") return phase && !seen_.notes.empty();
    if (name == "ShowInsight") return !seen_.wall.empty();
    if (name == "TakeUpActionPoint" || name == "ThankGroup" || name == "AskGroup") return !seen_.gallery.empty();
    if (name == "AnswerGroup") return !seen_.messages.empty();
    if (name == "EditNote" || name == "RemoveNote") return !seen_.notes.empty();
    if (name == "PutQuestionOnStage") return wrap_up;
    if (name == "SeekTalk") return !seen_.playback.media.empty();
    if (name == "GiveExtraTime") return phase && is_conversation(phase->kind);
    if (name == "MergeQuestion" || name == "RewordQuestion") return phase && !seen_.questions.empty();
    if (name == "PutGroupOnStage") return phase && phase->kind == PhaseKind::sharing;
    return true;
  }

  std::string text(Scope scope) { return canary(scope, asker_.seminar, asker_.viewer, observer_.next_number()); }
  std::uint32_t nearly(std::uint32_t revision) {
    return dice_.one_in(12) ? revision + static_cast<std::uint32_t>(dice_.below(3)) - 1 : revision;
  }
  std::uint32_t phase_revision() { return nearly(seen_.session.phase_revision); }
  std::uint32_t timer_revision() { return nearly(seen_.timer.revision); }

  // One that is seen; or one that somebody somewhere has made; or one that nobody has.
  template <class Key, class Map>
  Key one_of(const Map& map) {
    if (!map.empty() && !dice_.one_in(15)) {
      return std::next(map.begin(), static_cast<std::ptrdiff_t>(dice_.below(map.size())))->first;
    }
    if (observer_.ids_made().empty() || dice_.one_in(3)) return dice_.id<Key>();
    return Key{dice_.pick(observer_.ids_made()).bytes};
  }
  GroupId some_group() { return one_of<GroupId>(seen_.progress); }
  PersonId some_person() {
    const auto* group = asker_.mirror.own_group();
    if (group == nullptr || group->roster.empty() || dice_.one_in(8))
      return dice_.one_in(2) ? PersonId{} : dice_.id<PersonId>();
    return dice_.pick(group->roster).id;
  }
  std::uint32_t turn_revision() {
    const auto* group = asker_.mirror.own_group();
    return nearly(group == nullptr ? 0 : group->round.revision);
  }
  std::vector<PersonId> reversed_roster() {
    std::vector<PersonId> people;
    const auto* group = asker_.mirror.own_group();
    if (group == nullptr) return people;
    for (const change::PersonView& person : group->roster) people.push_back(person.id);
    std::reverse(people.begin(), people.end());
    return people;
  }
  ExpectedGroup about() {
    return {"Group " + std::to_string(dice_.below(12)), "Workplace " + std::to_string(dice_.below(9)), "",
            dice_.one_in(2) ? text(Scope::staff) + "@example.org" : "", static_cast<WorkArea>(dice_.below(9))};
  }
  PlanText plan() {
    PlanText plan = seen_.plan ? seen_.plan->plan : PlanText{};
    plan.title = dice_.one_in(10) ? "" : text(Scope::seminar);
    if (dice_.one_in(10)) plan.date = "2026-01-01";
    plan.themes = {"Trivsel"};
    if (dice_.one_in(2)) plan.themes.push_back(text(Scope::seminar));
    plan.meeting_url = dice_.one_in(3) ? "meet.example.org" : "https://meet.example.org";
    return plan;
  }

  command::Body of_anybody(std::size_t kind) {
    const auto name = command_name(kind);
    if (name == "EditPlan") return command::EditPlan{plan()};
    if (name == "EditAgenda") return command::EditAgenda{short_agenda(dice_)};
    if (name == "AddGroups") return command::AddGroups{{{dice_.id<GroupId>(), about()}}};
    if (name == "EditGroup") return command::EditGroup{some_group(), about()};
    if (name == "RemoveGroup") return command::RemoveGroup{some_group()};
    if (name == "OpenLobby") return command::OpenLobby{};
    if (name == "GoToNextPhase") return command::GoToNextPhase{phase_revision()};
    if (name == "GoToPreviousPhase") return command::GoToPreviousPhase{phase_revision()};
    if (name == "PauseTimer") return command::PauseTimer{timer_revision()};
    if (name == "ResumeTimer") return command::ResumeTimer{timer_revision()};
    if (name == "AdjustTimer") return command::AdjustTimer{phase_revision(), dice_.between(-20'000, 15'000)};
    if (name == "EndSeminar") return command::EndSeminar{phase_revision()};
    if (name == "ShowBroadcast") return command::ShowBroadcast{text(Scope::seminar)};
    if (name == "ClearBroadcast") return command::ClearBroadcast{};
    if (name == "AnswerHelp") return command::AnswerHelp{some_group()};
    if (name == "PutQuestionOnStage") return command::PutQuestionOnStage{one_of<QuestionId>(seen_.questions)};
    if (name == "PutGroupOnStage") return command::PutGroupOnStage{some_group()};
    if (name == "ClearStage") return command::ClearStage{};
    if (name == "MarkQuestion") {
      return command::MarkQuestion{one_of<QuestionId>(seen_.questions), static_cast<QuestionState>(1 + dice_.below(3))};
    }
    if (name == "MergeQuestion") {
      const auto id = one_of<QuestionId>(seen_.questions);
      return command::MergeQuestion{id, dice_.one_in(3) ? QuestionId{} : one_of<QuestionId>(seen_.questions)};
    }
    if (name == "RewordQuestion") return reworded_question();
    if (name == "GiveExtraTime") return command::GiveExtraTime{some_group(), phase_revision(), dice_.between(0, 9'000)};
    if (name == "SeekTalk") {
      return command::SeekTalk{phase_revision(), nearly(seen_.playback.revision), dice_.between(0, 65'000)};
    }
    if (name == "ShowInsight") {
      const auto note = one_of<NoteId>(seen_.wall);
      const auto found = seen_.wall.find(note);
      const auto group = found == seen_.wall.end() ? some_group() : found->second.group;
      return command::ShowInsight{group, note, !dice_.one_in(3)};
    }
    return of_group(kind);
  }

  command::Body of_group(std::size_t kind) {
    const auto name = command_name(kind);
    if (name == "SetReady") return command::SetReady{phase_revision(), dice_.one_in(2)};
    if (name == "CallHelp") return command::CallHelp{};
    if (name == "CancelHelp") return command::CancelHelp{};
    if (name == "AddPerson") return command::AddPerson{dice_.one_in(15) ? "" : text(Scope::group)};
    if (name == "RenamePerson") return command::RenamePerson{some_person(), text(Scope::group)};
    if (name == "RemovePerson") return command::RemovePerson{some_person()};
    if (name == "ClaimPerson") return command::ClaimPerson{some_person()};
    if (name == "GoToStep") return step();
    if (name == "EndExtraTime") return command::EndExtraTime{};
    if (name == "OrderRoster") return command::OrderRoster{reversed_roster()};
    if (name == "StartRound") return command::StartRound{phase_revision(), step().from_step};
    if (name == "EndTurn") return command::EndTurn{turn_revision(), static_cast<SeatState>(1 + dice_.below(5))};
    if (name == "LengthenTurn") return command::LengthenTurn{turn_revision()};
    if (name == "UndoTurn") return command::UndoTurn{turn_revision()};
    if (name == "GiveTurn") return command::GiveTurn{some_person()};
    if (name == "AddNote") return note();
    if (name == "EditNote") return edited_note();
    if (name == "RemoveNote") return command::RemoveNote{one_of<NoteId>(seen_.notes)};
    if (name == "AskQuestion") return command::AskQuestion{text(Scope::question)};
    if (name == "BackQuestion") return command::BackQuestion{one_of<QuestionId>(seen_.questions), dice_.one_in(2)};
    if (name == "WithdrawQuestion") return command::WithdrawQuestion{one_of<QuestionId>(seen_.questions)};
    if (name == "AddActionPoint") return command::AddActionPoint{action_point()};
    if (name == "EditActionPoint") return edited_action_point();
    if (name == "RemoveActionPoint") return command::RemoveActionPoint{one_of<ActionPointId>(seen_.action_points)};
    if (name == "ShareActionPoint") {
      return command::ShareActionPoint{one_of<ActionPointId>(seen_.action_points), !dice_.one_in(3),
                                       dice_.one_in(2) ? "Trivsel" : ""};
    }
    if (name == "ConfirmActionPoint") {
      const auto id = one_of<ActionPointId>(seen_.action_points);
      return command::ConfirmActionPoint{id, revision_of(id), !dice_.one_in(3)};
    }
    if (name == "TakeUpActionPoint") return command::TakeUpActionPoint{one_of<ActionPointId>(seen_.gallery)};
    if (name == "ThankGroup") return command::ThankGroup{one_of<ActionPointId>(seen_.gallery), !dice_.one_in(3)};
    if (name == "AskGroup") return command::AskGroup{one_of<ActionPointId>(seen_.gallery), text(Scope::message)};
    if (name == "AnswerGroup") return answer();
    if (name == "HandInNote") {
      return command::HandInNote{a_note([](const Note& note) { return note.kind == NoteKind::private_note; }),
                                 static_cast<NoteKind>(1 + dice_.below(3))};
    }
    if (name == "ShareInsight") {
      return command::ShareInsight{a_note([](const Note& note) { return note.kind == NoteKind::insight; }),
                                   !dice_.one_in(4)};
    }
    if (name == "RecordReservation") {
      const auto id = one_of<ActionPointId>(seen_.action_points);
      const auto found = seen_.action_points.find(id);
      const bool seen = found != seen_.action_points.end() && !dice_.one_in(12);
      return command::RecordReservation{id, text(Scope::group), seen ? found->second.reservation : ""};
    }
    std::abort();  // a new command needs a line here
  }

  // Of the scope of the group's own question, so that a leak can be told: its owner is the one who asked.
  command::RewordQuestion reworded_question() {
    const auto id = one_of<QuestionId>(seen_.questions);
    const auto found = seen_.questions.find(id);
    if (found == seen_.questions.end() || dice_.one_in(3)) return {id, ""};
    const Viewer asked{Role::host, found->second.question.group, {}};
    return {id, canary(Scope::question, asker_.seminar, asked, observer_.next_number())};
  }
  // One that is so, mostly.
  template <class Like>
  NoteId a_note(Like like) {
    for (int tries = 0; tries < 4; ++tries) {
      const auto id = one_of<NoteId>(seen_.notes);
      const auto found = seen_.notes.find(id);
      if (found != seen_.notes.end() && like(found->second)) return id;
    }
    return one_of<NoteId>(seen_.notes);
  }
  // Of a question that one's own group was asked, mostly.
  command::AnswerGroup answer() {
    auto id = one_of<MessageId>(seen_.messages);
    for (const auto& [one, view] : seen_.messages) {
      if (view.message.to == asker_.viewer.group && dice_.one_in(2)) id = one;
    }
    const auto found = seen_.messages.find(id);
    const bool seen = found != seen_.messages.end() && !dice_.one_in(12);
    return {id, dice_.one_in(5) ? "" : text(Scope::message), seen ? found->second.message.answer : ""};
  }
  command::GoToStep step() {
    const auto* group = asker_.mirror.own_group();
    const bool here = group != nullptr && group->step.phase_revision == seen_.session.phase_revision;
    return {phase_revision(), nearly(here ? group->step.step : 0), static_cast<std::uint32_t>(dice_.below(4))};
  }
  command::AddNote note() {
    const auto kind = dice_.one_in(2) ? NoteKind::private_note : static_cast<NoteKind>(1 + dice_.below(3));
    return {kind, text(kind == NoteKind::private_note ? Scope::device : Scope::group)};
  }
  // The text says whose the note is that it goes into: of one's own, the device's; else the group's.
  command::EditNote edited_note() {
    const auto id = one_of<NoteId>(seen_.notes);
    const auto found = seen_.notes.find(id);
    const bool is_private = found != seen_.notes.end() && found->second.kind == NoteKind::private_note;
    return {id, text(is_private ? Scope::device : Scope::group)};
  }
  ActionPointText action_point() {
    ActionPointText made{text(Scope::action_point), text(Scope::action_point), "", "", dice_.one_in(2), {}};
    made.sign_of_success = text(Scope::action_point);
    if (dice_.one_in(2)) made.obstacles = text(Scope::group);
    if (dice_.one_in(2)) made.needed_from_leadership = text(Scope::group);
    if (dice_.one_in(4)) made.first_step_by = "2027-01-25";
    if (dice_.one_in(3)) made.by_when = dice_.one_in(4) ? "2026-12-31" : "2027-02-01";
    if (dice_.one_in(3)) made.insight = one_of<NoteId>(seen_.notes);
    return made;
  }
  std::uint32_t revision_of(ActionPointId id) {
    const auto found = seen_.action_points.find(id);
    return nearly(found == seen_.action_points.end() ? 1 : found->second.revision);
  }
  command::EditActionPoint edited_action_point() {
    const auto id = one_of<ActionPointId>(seen_.action_points);
    return {id, revision_of(id), action_point()};
  }

  Dice& dice_;
  Observer& observer_;
  const Asker& asker_;
  const support::Entities& seen_;
};

}  // namespace

command::Body random_command(Dice& dice, Observer& observer, const Asker& asker) {
  return Thinker{dice, observer, asker}.think();
}

}  // namespace samtale::simulation
