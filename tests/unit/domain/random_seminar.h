#pragma once
// A seminar in which anybody tries anything: seeded, so that a failure can be run again. Most attempts are plausible
// (right role, things that exist, revisions that were seen); some are not.
//
// What is written says whose it is, so that a leak can be recognised: "private/<device>", "group/<group>",
// "question/<group>", each followed by a number.
#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "domain/access.h"
#include "tests/support/seminar_builder.h"

namespace samtale::testing {

class RandomSeminar {
 public:
  explicit RandomSeminar(std::uint64_t seed) : random_(seed) {
    for (const char* name : {"Asken", "Birken", "Elmen"}) groups_.push_back(seminar.add_expected_group(name));
  }

  SeminarBuilder seminar;

  std::vector<Viewer> viewers() const {
    std::vector<Viewer> all{seminar.organiser(), seminar.facilitator(), seminar.speaker(), seminar.room()};
    for (const GroupId group : groups_) {
      for (const Viewer& viewer :
           {seminar.host(group), seminar.screen(group), seminar.phone(group, 1), seminar.phone(group, 2)}) {
        all.push_back(viewer);
      }
    }
    return all;
  }

  struct Attempt {
    Viewer viewer;
    Command command;
  };
  Attempt next_attempt() {
    if (one_in(5)) seminar.pass(below(30'000));
    const std::size_t kind = next_kind();
    const Viewer viewer = viewer_for(kind);
    return {viewer, {seminar.next_id(), body(kind, viewer)}};
  }

 private:
  static constexpr std::size_t kGroupsAtMost = 6;

  std::uint64_t below(std::uint64_t end) { return random_() % end; }
  bool one_in(std::uint64_t chances) { return below(chances) == 0; }
  template <class T>
  const T& pick(const std::vector<T>& from) {
    return from[below(from.size())];
  }

  // Everything equally often, except what moves the whole session, or a group away from its round, or
  // leaves nothing to show.
  std::size_t next_kind() {
    // The only phase in which action points are captured is short, and much grows from them.
    const Phase* phase = running_phase(seminar.state());
    if (phase != nullptr && phase->kind == PhaseKind::productive_conversation && one_in(4)) return kAdding;
    // Nor does anything come of a round unless people go on with it.
    if (phase != nullptr && is_conversation(phase->kind) && one_in(4)) return pick(kOfARound);
    // Few groups stay behind, and not for long.
    if (somebody_lingers() && one_in(6)) return kEndingExtraTime;
    while (true) {
      const std::size_t kind = below(kCommandKinds);
      const std::string_view name = command_name(kind);
      if (name == "EndSeminar" && !one_in(100)) continue;
      if (name == "GoToNextPhase" && !one_in(4)) continue;
      if (name == "RemoveActionPoint" && !one_in(3)) continue;
      if (name == "GoToStep" && !one_in(4)) continue;
      if ((name == "AddGroups" || name == "NameGroup") && groups_.size() >= kGroupsAtMost) continue;
      if (name == "GoToPreviousPhase" && !one_in(16)) continue;
      return kind;
    }
  }

  bool somebody_lingers() const {
    const auto& groups = seminar.state().groups;
    return std::any_of(groups.begin(), groups.end(),
                       [](const auto& entry) { return entry.second.lingering != Lingering{}; });
  }

  const std::size_t kEndingExtraTime = command::Body{command::EndExtraTime{}}.index();
  const std::size_t kAdding = command::Body{command::AddActionPoint{}}.index();
  const std::vector<std::size_t> kOfARound{command::Body{command::StartRound{}}.index(),
                                           command::Body{command::EndTurn{}}.index(),
                                           command::Body{command::LengthenTurn{}}.index()};

  Viewer viewer_for(std::size_t kind) {
    const auto all = viewers();
    const bool anybody = one_in(12);
    while (true) {
      const Viewer& viewer = pick(all);
      if (anybody || may_by_index(viewer.role, kind)) return viewer;
    }
  }

  // The sender's own, mostly; also a group that is not there.
  GroupId some_group(const Viewer& viewer) {
    if (one_in(20)) return numbered<GroupId>(below(5));
    return viewer.group.empty() || one_in(8) ? pick(groups_) : viewer.group;
  }
  // One that has something to show, mostly.
  GroupId group_to_call_up(const Viewer& viewer) {
    for (const auto& [id, group] : seminar.state().groups) {
      if (has_shared_something(group) && !one_in(3)) return id;
    }
    return some_group(viewer);
  }
  template <class Id, class Map>
  Id some_key(const Map& map) {
    if (map.empty() || one_in(20)) return numbered<Id>(below(5));
    return std::next(map.begin(), static_cast<std::ptrdiff_t>(below(map.size())))->first;
  }
  NoteId some_note(const Viewer& viewer) {
    const Group* group = find_group(seminar.state(), some_group(viewer));
    return group == nullptr ? numbered<NoteId>(1) : some_key<NoteId>(group->notes);
  }
  ActionPointId some_action_point(const Viewer& viewer) {
    const Group* group = find_group(seminar.state(), some_group(viewer));
    return group == nullptr ? numbered<ActionPointId>(1) : some_key<ActionPointId>(group->action_points);
  }
  ActionPointId some_shared() {
    std::vector<ActionPointId> shared;
    for (const auto& [group_id, group] : seminar.state().groups) {
      for (const auto& [id, action_point] : group.action_points) {
        if (action_point.shared) shared.push_back(id);
      }
    }
    return shared.empty() || one_in(20) ? numbered<ActionPointId>(below(5)) : pick(shared);
  }
  PersonId some_person(const Viewer& viewer) {
    const Group* group = find_group(seminar.state(), some_group(viewer));
    if (group == nullptr || group->roster.empty() || one_in(10)) return {};
    return pick(group->roster).id;
  }
  std::uint32_t turn_revision(const Viewer& viewer) {
    const Group* group = find_group(seminar.state(), viewer.group);
    return group == nullptr ? 0 : nearly(group->round.revision);
  }
  // Mostly what stands there, or what nothing stands in the way of.
  command::AttachTalk attached_talk() {
    command::AttachTalk attached{one_in(2) ? PhaseKind::talk_1 : PhaseKind::talk_2, {}, 60'000, {}, {}, one_in(2)};
    const Phase* phase = find_phase(seminar.state().agenda, attached.phase);
    if (phase != nullptr) attached.replaces = phase->talk.media;
    attached.media = one_in(2) ? attached.replaces : numbered<MediaId>(below(4));
    for (const MediaKind kind : {MediaKind::original, MediaKind::high, MediaKind::low, MediaKind::sound}) {
      if (one_in(2)) attached.versions.push_back({kind, 1 + below(1'000), std::string(one_in(8) ? 31 : 32, 's')});
    }
    return attached;
  }
  command::AttachCaptions attached_captions() {
    command::AttachCaptions attached{one_in(2) ? PhaseKind::talk_1 : PhaseKind::talk_2,
                                     static_cast<Language>(1 + below(2)), {}, {}};
    const Phase* phase = find_phase(seminar.state().agenda, attached.phase);
    if (phase != nullptr && !one_in(8)) {
      for (const Captions& captions : phase->talk.captions) {
        if (captions.language == attached.language) attached.replaces = captions.media;
      }
    }
    if (!one_in(4)) attached.media = numbered<MediaId>(below(4));
    return attached;
  }
  SeatState outcome() { return static_cast<SeatState>(1 + below(5)); }
  command::StartRound started_round(const Viewer& viewer) {
    const Group* group = find_group(seminar.state(), viewer.group);
    if (group == nullptr) return {};
    return {phase_revision(), nearly(step_position(seminar.state(), *group).step)};
  }
  std::vector<PersonId> shuffled_roster(const Viewer& viewer) {
    std::vector<PersonId> people;
    const Group* group = find_group(seminar.state(), some_group(viewer));
    if (group == nullptr) return people;
    for (const Person& person : group->roster) people.push_back(person.id);
    for (std::size_t i = people.size(); i > 1; --i) std::swap(people[i - 1], people[below(i)]);
    if (!people.empty() && one_in(10)) people.pop_back();
    return people;
  }
  QuestionId some_question() { return some_key<QuestionId>(seminar.state().questions); }
  std::uint32_t nearly(std::uint32_t revision) {
    return one_in(10) ? revision + static_cast<std::uint32_t>(below(3)) - 1 : revision;
  }
  std::uint32_t phase_revision() { return nearly(seminar.state().session.phase_revision); }

  std::string number() { return "/" + std::to_string(below(1'000'000)); }
  std::string groups_text(const Viewer& viewer) { return "group/" + viewer.group.text() + number(); }
  // Of an action point, but not for those it is shared with.
  std::string kept_text(const Viewer& viewer) { return "kept/" + viewer.group.text() + number(); }
  ExpectedGroup about() {
    return {"Name " + std::to_string(below(200)), "Workplace", "", one_in(3) ? "staff-only@example.org" : "",
            static_cast<WorkArea>(below(9))};
  }
  GroupId new_group() {
    groups_.push_back(seminar.next_id().as<GroupTag>());
    return groups_.back();
  }
  ActionPointText action_point_text(const Viewer& viewer) {
    ActionPointText text{groups_text(viewer), groups_text(viewer), "", groups_text(viewer), one_in(2), {}};
    text.sign_of_success = groups_text(viewer);
    if (one_in(2)) text.needed_from_leadership = kept_text(viewer);
    if (one_in(2)) text.obstacles = kept_text(viewer);
    if (one_in(4)) text.first_step_by = one_in(3) ? "2027-02-14" : "2027-01-25";
    if (one_in(3)) text.by_when = one_in(4) ? "2026-12-31" : "2027-02-01";
    if (one_in(2)) text.insight = some_note(viewer);
    return text;
  }
  PlanText plan() {
    PlanText plan = seminar.state().plan;
    plan.title = "Title" + number();
    if (one_in(4)) plan.follow_up_on.clear();
    plan.themes = one_in(3) ? std::vector<std::string>{"Trivsel"} : std::vector<std::string>{"Trivsel", "Forældre"};
    plan.meeting_url = one_in(3) ? "http://meet.example.org" : "https://meet.example.org" + number();
    return plan;
  }
  Agenda agenda() {
    Agenda agenda = full_agenda();
    pick_phase(agenda).length_ms = static_cast<Millis>(1'000 + below(600'000));
    pick_phase(agenda).prompt_translations = {{one_in(2) ? Language::danish : Language::english, "text" + number()}};
    find_phase(agenda, PhaseKind::learning_conversation)
        ->steps.push_back({StepKind::role_cards, "", 60'000, {}, "alone" + number(), {"card" + number()},
                           {{Language::english, "translated" + number()}}});
    if (one_in(6)) std::swap(agenda.phases.front(), agenda.phases.back());
    return agenda;
  }
  Phase& pick_phase(Agenda& agenda) { return agenda.phases[below(agenda.phases.size())]; }
  command::AddNote note(const Viewer& viewer) {
    const auto kind = one_in(2) ? NoteKind::private_note : static_cast<NoteKind>(1 + below(3));
    const bool is_private = kind == NoteKind::private_note;
    return {kind, is_private ? "private/" + viewer.device.text() + number() : groups_text(viewer)};
  }
  // Says whose the note is that it edits, not who edits it: the edit may be refused, but if not, that is whose it
  // stays.
  command::EditNote edited_note(const Viewer& viewer) {
    const NoteId id = some_note(viewer);
    const Group* group = find_group(seminar.state(), viewer.group);
    const auto found = group == nullptr ? decltype(group->notes.end()){} : group->notes.find(id);
    const bool is_private =
        group != nullptr && found != group->notes.end() && found->second.kind == NoteKind::private_note;
    return {id, is_private ? "private/" + viewer.device.text() + number() : groups_text(viewer)};
  }
  std::uint32_t revision_of(const Viewer& viewer, ActionPointId id) {
    const Group* group = find_group(seminar.state(), viewer.group);
    if (group == nullptr || group->action_points.count(id) == 0) return 1;
    return nearly(group->action_points.at(id).revision);
  }
  std::string seen_reservation(const Viewer& viewer, ActionPointId id) {
    const Group* group = find_group(seminar.state(), viewer.group);
    const ActionPoint* action_point = group == nullptr ? nullptr : find_action_point(*group, id);
    return action_point == nullptr || one_in(10) ? "" : action_point->reservation;
  }
  command::AnswerGroup answer(const Viewer& viewer) {
    const auto id = some_key<MessageId>(seminar.state().messages);
    const auto found = seminar.state().messages.find(id);
    const bool seen = found != seminar.state().messages.end() && !one_in(10);
    return {id, one_in(4) ? "" : "message/" + viewer.group.text() + number(), seen ? found->second.answer : ""};
  }
  command::GoToStep step(const Viewer& viewer) {
    const Group* group = find_group(seminar.state(), viewer.group);
    const std::uint32_t from = group == nullptr ? 0 : step_position(seminar.state(), *group).step;
    return {phase_revision(), nearly(from), static_cast<std::uint32_t>(below(5))};
  }

  command::Body body(std::size_t kind, const Viewer& viewer);

  std::mt19937_64 random_;
  std::vector<GroupId> groups_;
};

inline command::Body RandomSeminar::body(std::size_t kind, const Viewer& viewer) {
  const std::string_view name = command_name(kind);
  const std::uint32_t timer_revision = nearly(seminar.state().timer.revision);
  if (name == "EditPlan") return command::EditPlan{plan()};
  if (name == "EditAgenda") return command::EditAgenda{agenda()};
  if (name == "AddGroups") return command::AddGroups{{{new_group(), about()}, {new_group(), about()}}};
  if (name == "EditGroup") return command::EditGroup{some_group(viewer), about()};
  if (name == "RemoveGroup") return command::RemoveGroup{some_group(viewer)};
  if (name == "OpenLobby") return command::OpenLobby{};
  if (name == "GoToNextPhase") return command::GoToNextPhase{phase_revision()};
  if (name == "GoToPreviousPhase") return command::GoToPreviousPhase{phase_revision()};
  if (name == "PauseTimer") return command::PauseTimer{timer_revision};
  if (name == "ResumeTimer") return command::ResumeTimer{timer_revision};
  if (name == "AdjustTimer")
    return command::AdjustTimer{phase_revision(), static_cast<Millis>(below(600'000)) - 400'000};
  if (name == "EndSeminar") return command::EndSeminar{phase_revision()};
  if (name == "ShowBroadcast") return command::ShowBroadcast{"To all" + number()};
  if (name == "ClearBroadcast") return command::ClearBroadcast{};
  if (name == "AnswerHelp") return command::AnswerHelp{some_group(viewer)};
  if (name == "PutQuestionOnStage") return command::PutQuestionOnStage{some_question()};
  if (name == "PutGroupOnStage") return command::PutGroupOnStage{group_to_call_up(viewer)};
  if (name == "ClearStage") return command::ClearStage{};
  if (name == "MarkQuestion") return command::MarkQuestion{some_question(), static_cast<QuestionState>(1 + below(3))};
  if (name == "MergeQuestion") {
    return command::MergeQuestion{some_question(), one_in(3) ? QuestionId{} : some_question()};
  }
  if (name == "RewordQuestion") {
    // Says whose the question is, not who words it anew: that is whose it stays.
    const QuestionId id = some_question();
    const auto found = seminar.state().questions.find(id);
    const GroupId own = found == seminar.state().questions.end() ? GroupId{} : found->second.group;
    return command::RewordQuestion{id, one_in(3) ? "" : "question/" + own.text() + number()};
  }
  if (name == "GiveExtraTime") {
    return command::GiveExtraTime{some_group(viewer), phase_revision(), static_cast<Millis>(below(4) * 60'000)};
  }
  if (name == "EndExtraTime") return command::EndExtraTime{};
  if (name == "SetReady") return command::SetReady{phase_revision(), one_in(2)};
  if (name == "CallHelp") return command::CallHelp{};
  if (name == "CancelHelp") return command::CancelHelp{};
  if (name == "AddPerson") return command::AddPerson{groups_text(viewer)};
  if (name == "RenamePerson") return command::RenamePerson{some_person(viewer), groups_text(viewer)};
  if (name == "RemovePerson") return command::RemovePerson{some_person(viewer)};
  if (name == "ClaimPerson") return command::ClaimPerson{some_person(viewer)};
  if (name == "GoToStep") return step(viewer);
  if (name == "OrderRoster") return command::OrderRoster{shuffled_roster(viewer)};
  if (name == "StartRound") return started_round(viewer);
  if (name == "EndTurn") return command::EndTurn{turn_revision(viewer), outcome()};
  if (name == "LengthenTurn") return command::LengthenTurn{turn_revision(viewer)};
  if (name == "UndoTurn") return command::UndoTurn{turn_revision(viewer)};
  if (name == "GiveTurn") return command::GiveTurn{some_person(viewer)};
  if (name == "AddNote") return note(viewer);
  if (name == "EditNote") return edited_note(viewer);
  if (name == "RemoveNote") return command::RemoveNote{some_note(viewer)};
  if (name == "AskQuestion") return command::AskQuestion{"question/" + viewer.group.text() + number()};
  if (name == "BackQuestion") return command::BackQuestion{some_question(), one_in(2)};
  if (name == "WithdrawQuestion") return command::WithdrawQuestion{some_question()};
  if (name == "AddActionPoint") return command::AddActionPoint{action_point_text(viewer)};
  if (name == "EditActionPoint") {
    const ActionPointId id = some_action_point(viewer);
    return command::EditActionPoint{id, revision_of(viewer, id), action_point_text(viewer)};
  }
  if (name == "RemoveActionPoint") return command::RemoveActionPoint{some_action_point(viewer)};
  if (name == "ShareActionPoint") {
    return command::ShareActionPoint{some_action_point(viewer), !one_in(3), one_in(2) ? "Forældre" : ""};
  }
  if (name == "ConfirmActionPoint") {
    const ActionPointId id = some_action_point(viewer);
    return command::ConfirmActionPoint{id, revision_of(viewer, id), !one_in(3)};
  }
  if (name == "TakeUpActionPoint") return command::TakeUpActionPoint{some_shared()};
  if (name == "ThankGroup") return command::ThankGroup{some_shared(), !one_in(3)};
  if (name == "AskGroup") return command::AskGroup{some_shared(), "message/" + viewer.group.text() + number()};
  if (name == "AnswerGroup") return answer(viewer);
  if (name == "HandInNote") return command::HandInNote{some_note(viewer), static_cast<NoteKind>(1 + below(3))};
  if (name == "ShareInsight") return command::ShareInsight{some_note(viewer), !one_in(4)};
  if (name == "ShowInsight") {
    // One that its group has shared, mostly.
    for (const auto& [id, shown] : seminar.state().groups) {
      for (const auto& [note_id, note] : shown.notes) {
        if (note.shared && !one_in(3)) return command::ShowInsight{id, note_id, !one_in(3)};
      }
    }
    const GroupId group = some_group(viewer);
    const Group* found = find_group(seminar.state(), group);
    return command::ShowInsight{group, found == nullptr ? numbered<NoteId>(1) : some_key<NoteId>(found->notes),
                                !one_in(3)};
  }
  if (name == "RecordReservation") {
    const ActionPointId id = some_action_point(viewer);
    return command::RecordReservation{id, one_in(4) ? "" : kept_text(viewer), seen_reservation(viewer, id)};
  }
  if (name == "ExpireTimer") return command::ExpireTimer{timer_revision};
  if (name == "ArriveGroup") return command::ArriveGroup{some_group(viewer)};
  if (name == "NameGroup") return command::NameGroup{new_group(), about()};
  if (name == "AttachTalk") return attached_talk();
  if (name == "AttachCaptions") return attached_captions();
  if (name == "SeekTalk") {
    return command::SeekTalk{phase_revision(), nearly(seminar.state().playback.revision),
                             static_cast<Millis>(below(70'000))};
  }
  std::abort();  // a new command needs a line here
}

}  // namespace samtale::testing
