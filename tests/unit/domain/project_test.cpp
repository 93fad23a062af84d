// What screens are told: who sees what, and how much it costs.
#include "domain/project.h"

#include <algorithm>
#include <set>

#include <gtest/gtest.h>

#include "tests/support/seminar_builder.h"

namespace samtale {
namespace {

using change::EntityKind;
using testing::numbered;
using testing::SeminarBuilder;

using Audiences = std::multiset<Audience>;

template <class Entity>
Audiences told(const std::vector<AddressedChange>& changes) {
  Audiences audiences;
  for (const auto& change : changes) {
    if (std::holds_alternative<Entity>(change.change)) audiences.insert(change.audience);
  }
  return audiences;
}

Audiences told_removed(const std::vector<AddressedChange>& changes, EntityKind kind) {
  Audiences audiences;
  for (const auto& change : changes) {
    const auto* removed = std::get_if<change::Removed>(&change.change);
    if (removed != nullptr && removed->kind == kind) audiences.insert(change.audience);
  }
  return audiences;
}

template <class Entity>
std::vector<Entity> seen(const Seminar& seminar, const Viewer& viewer) {
  std::vector<Entity> entities;
  for (const auto& change : snapshot(seminar, viewer)) {
    if (const auto* entity = std::get_if<Entity>(&change)) entities.push_back(*entity);
  }
  return entities;
}

const Audiences kEveryone{Audience::everyone()};
const Audiences kStaff{Audience::staff()};
const Audiences kNobody{};

class WhoSeesWhat : public ::testing::Test {
 protected:
  testing::Answer by_host(command::Body body) { return seminar.ask(seminar.host(birken), std::move(body)); }
  Audiences own() const { return {Audience::of(birken)}; }
  Audiences own_and_staff_and_speakers() const { return {Audience::of(birken), Audience::staff_and_speakers()}; }

  SeminarBuilder seminar;
  const GroupId birken = seminar.add_group("Birken");
  const GroupId elmen = seminar.add_group("Elmen");
};

TEST(Audiences, staff_are_organiser_and_facilitator) {
  SeminarBuilder seminar;
  const GroupId one = numbered<GroupId>(1);
  const GroupId two = numbered<GroupId>(2);
  const Viewer viewers[] = {seminar.organiser(), seminar.facilitator(), seminar.speaker(),  seminar.host(one),
                            seminar.screen(one), seminar.phone(one),    seminar.phone(two), seminar.room()};
  const auto who = [&](const Audience& audience) {
    std::string members;
    for (const Viewer& viewer : viewers) members.push_back(belongs(viewer, audience) ? 'x' : '-');
    return members;
  };
  EXPECT_EQ(who(Audience::everyone()), "xxxxxxxx");
  EXPECT_EQ(who(Audience::staff()), "xx------");
  EXPECT_EQ(who(Audience::staff_and_speakers()), "xxx-----");
  EXPECT_EQ(who(Audience::of(one)), "---xxx--");
  EXPECT_EQ(who(Audience::of(two)), "------x-");
  EXPECT_EQ(who(Audience::of(seminar.phone(one).device)), "-----x--");
}

TEST(Audiences, staff_belong_to_no_group_and_no_device) {
  SeminarBuilder seminar;
  EXPECT_FALSE(belongs(seminar.organiser(), Audience::of(GroupId{})));
  EXPECT_FALSE(belongs(seminar.speaker(), Audience::of(DeviceId{})));
}

TEST_F(WhoSeesWhat, the_plan_is_everyones) {
  const auto answer =
      seminar.ask(seminar.organiser(), command::EditPlan{{"New", "2027-01-21", "", "", {Language::danish}}});
  ASSERT_EQ(answer.changes.size(), 1u);
  EXPECT_EQ(told<change::Plan>(answer.changes), kEveryone);
  EXPECT_EQ(seen<change::Plan>(seminar.state(), seminar.phone(birken)).at(0).room_code, "K7QM3FPA");
}

TEST_F(WhoSeesWhat, a_phase_costs_four_changes_however_many_groups_there_are) {
  seminar.open_lobby();
  for (int i = 0; i < 50; ++i) seminar.add_group("Group " + std::to_string(i));
  for (testing::Answer answer = seminar.next_phase(); answer.accepted(); answer = seminar.next_phase()) {
    EXPECT_EQ(answer.changes.size(), 4u);
    EXPECT_EQ(told<Session>(answer.changes), kEveryone);
    EXPECT_EQ(told<Timer>(answer.changes), kEveryone);
    EXPECT_EQ(told<Playback>(answer.changes), kEveryone);
    EXPECT_EQ(told<change::StageView>(answer.changes), kEveryone);
  }
}

TEST_F(WhoSeesWhat, the_coordinators_address_is_staffs) {
  const auto answer = seminar.ask(seminar.organiser(),
                                  command::EditGroup{birken, {"Birken", "A school", "Odense", "secret@example.org"}});
  for (const auto& change : answer.changes) {
    if (const auto* view = std::get_if<change::GroupView>(&change.change)) {
      EXPECT_EQ(view->about, (ExpectedGroup{"Birken", "A school", "Odense", ""}));
    }
    if (const auto* progress = std::get_if<change::GroupProgress>(&change.change)) {
      EXPECT_EQ(progress->about.coordinator_email, "secret@example.org");
      EXPECT_EQ(change.audience, Audience::staff());
    }
  }
  EXPECT_EQ(answer.changes.size(), 2u);
  EXPECT_EQ(seen<change::GroupView>(seminar.state(), seminar.host(birken)).at(0).about.coordinator_email, "");
}

TEST_F(WhoSeesWhat, the_roster_is_the_groups_and_staff_see_a_count) {
  const auto answer = by_host(command::AddPerson{"Ida"});
  EXPECT_EQ(told<change::GroupView>(answer.changes), own());
  EXPECT_EQ(told<change::GroupProgress>(answer.changes), kStaff);
  EXPECT_EQ(std::get<change::GroupProgress>(answer.changes.back().change).people, 1u);
  const auto renamed = by_host(command::RenamePerson{seminar.group(birken).roster[0].id, "Ida M"});
  ASSERT_EQ(renamed.changes.size(), 1u);
  EXPECT_EQ(told<change::GroupView>(renamed.changes), own());
}

TEST_F(WhoSeesWhat, turns_do_not_bother_staff_once_the_step_is_known) {
  const PersonId ida = seminar.add_person(birken, "Ida");
  seminar.go_to(PhaseKind::learning_conversation);
  seminar.pass(testing::kMinuteMs);
  EXPECT_EQ(told<change::GroupProgress>(seminar.go_to_step(birken, 1).changes), kStaff);
  const auto answer = by_host(command::GiveTurn{ida});
  ASSERT_EQ(answer.changes.size(), 1u);
  EXPECT_EQ(told<change::GroupView>(answer.changes), own());
}

TEST_F(WhoSeesWhat, a_private_note_is_told_to_its_device_and_counted_nowhere) {
  seminar.open_lobby();
  const Viewer phone = seminar.phone(birken);
  const auto added = seminar.ask(phone, command::AddNote{NoteKind::private_note, "mine"});
  ASSERT_EQ(added.changes.size(), 1u);
  EXPECT_EQ(told<Note>(added.changes), (Audiences{Audience::of(phone.device)}));
  const NoteId note = seminar.group(birken).notes.begin()->first;
  const auto edited = seminar.ask(phone, command::EditNote{note, "still mine"});
  ASSERT_EQ(edited.changes.size(), 1u);
  EXPECT_EQ(told<Note>(edited.changes), (Audiences{Audience::of(phone.device)}));
  EXPECT_EQ(seen<Note>(seminar.state(), phone).size(), 1u);
  for (const Viewer& viewer : {seminar.phone(birken, 2), seminar.host(birken), seminar.screen(birken),
                               seminar.phone(elmen), seminar.organiser(), seminar.speaker()}) {
    EXPECT_TRUE(seen<Note>(seminar.state(), viewer).empty());
  }
  for (const auto& progress : seen<change::GroupProgress>(seminar.state(), seminar.organiser())) {
    EXPECT_EQ(progress.notes, 0u);
  }
  const auto removed = seminar.ask(phone, command::RemoveNote{note});
  ASSERT_EQ(removed.changes.size(), 1u);
  EXPECT_EQ(told_removed(removed.changes, EntityKind::note), (Audiences{Audience::of(phone.device)}));
}

TEST_F(WhoSeesWhat, notes_and_insights_are_the_groups_and_staff_see_a_count) {
  seminar.go_to(PhaseKind::learning_conversation);
  for (const auto kind : {NoteKind::group_note, NoteKind::insight}) {
    const auto added = by_host(command::AddNote{kind, "ours"});
    EXPECT_EQ(told<Note>(added.changes), own());
    EXPECT_EQ(told<change::GroupProgress>(added.changes), kStaff);
  }
  const NoteId note = seminar.group(birken).notes.begin()->first;
  const auto edited = by_host(command::EditNote{note, "edited"});
  ASSERT_EQ(edited.changes.size(), 1u);
  EXPECT_EQ(told<Note>(edited.changes), own());
  const auto removed = by_host(command::RemoveNote{note});
  EXPECT_EQ(told_removed(removed.changes, EntityKind::note), own());
  EXPECT_EQ(std::get<change::GroupProgress>(removed.changes.back().change).notes, 1u);
}

TEST_F(WhoSeesWhat, a_question_is_its_groups_and_the_speakers_until_the_wrap_up) {
  seminar.go_to(PhaseKind::learning_conversation);
  const auto asked = by_host(command::AskQuestion{"Why?"});
  EXPECT_EQ(told<change::QuestionView>(asked.changes), own_and_staff_and_speakers());
  EXPECT_EQ(told<change::GroupProgress>(asked.changes), kStaff);
  EXPECT_EQ(seen<change::QuestionView>(seminar.state(), seminar.speaker()).at(0).group_name, "Birken");
  EXPECT_EQ(seen<change::QuestionView>(seminar.state(), seminar.phone(birken)).size(), 1u);
  EXPECT_TRUE(seen<change::QuestionView>(seminar.state(), seminar.host(elmen)).empty());
  const auto id = seminar.state().questions.begin()->first;
  const auto withdrawn = by_host(command::WithdrawQuestion{id});
  EXPECT_EQ(told_removed(withdrawn.changes, EntityKind::question), own_and_staff_and_speakers());
  EXPECT_EQ(told<change::GroupProgress>(withdrawn.changes), kStaff);
}

TEST_F(WhoSeesWhat, from_the_wrap_up_on_questions_are_everyones_in_one_change_each) {
  seminar.go_to(PhaseKind::learning_conversation);
  const QuestionId early = seminar.ask_question(birken, "Why?");
  const auto opened = seminar.next_phase();
  EXPECT_EQ(told<change::QuestionView>(opened.changes), kEveryone);
  const auto asked = by_host(command::AskQuestion{"How?"});
  EXPECT_EQ(told<change::QuestionView>(asked.changes), kEveryone);
  const auto backed = seminar.ask(seminar.phone(elmen), command::BackQuestion{early, true});
  EXPECT_EQ(told<change::QuestionView>(backed.changes), kEveryone);
  EXPECT_EQ(seen<change::QuestionView>(seminar.state(), seminar.host(elmen)).size(), 2u);
  const auto marked = seminar.ask(seminar.facilitator(), command::MarkQuestion{early, QuestionState::answered});
  EXPECT_EQ(told<change::QuestionView>(marked.changes), kEveryone);
  const auto& latest = std::get<change::QuestionView>(asked.changes.front().change).question.id;
  EXPECT_EQ(told_removed(by_host(command::WithdrawQuestion{latest}).changes, EntityKind::question), kEveryone);
}

TEST_F(WhoSeesWhat, an_action_point_is_its_groups_and_staff_see_a_count) {
  seminar.go_to(PhaseKind::productive_conversation);
  const auto added = by_host(command::AddActionPoint{{"secret", "", "", "", false, {}}});
  EXPECT_EQ(told<change::ActionPointView>(added.changes), own());
  EXPECT_EQ(told<change::SharedActionPoint>(added.changes), kNobody);
  EXPECT_EQ(told<change::GroupProgress>(added.changes), kStaff);
  const auto id = seminar.group(birken).action_points.begin()->first;
  const auto edited = by_host(command::EditActionPoint{id, 1, {"edited", "", "", "", false, {}}});
  ASSERT_EQ(edited.changes.size(), 1u);
  EXPECT_EQ(told<change::ActionPointView>(edited.changes), own());
  const auto removed = by_host(command::RemoveActionPoint{id});
  EXPECT_EQ(told_removed(removed.changes, EntityKind::action_point), own());
  EXPECT_EQ(told_removed(removed.changes, EntityKind::shared_action_point), kNobody);
}

TEST_F(WhoSeesWhat, what_is_shared_is_staffs_until_sharing_begins) {
  seminar.go_to(PhaseKind::productive_conversation);
  const ActionPointId id = seminar.agree(birken, "We start on time");
  const auto shared = by_host(command::ShareActionPoint{id, true});
  EXPECT_EQ(told<change::SharedActionPoint>(shared.changes), kStaff);
  EXPECT_TRUE(seen<change::SharedActionPoint>(seminar.state(), seminar.host(elmen)).empty());
  EXPECT_TRUE(seen<change::SharedActionPoint>(seminar.state(), seminar.speaker()).empty());
  EXPECT_EQ(seen<change::SharedActionPoint>(seminar.state(), seminar.organiser()).at(0).workplace, "Birken school");
  const auto edited = by_host(command::EditActionPoint{id, 1, {"We start at nine", "", "", "", false, {}}});
  EXPECT_EQ(told<change::SharedActionPoint>(edited.changes), kStaff);
  const auto unshared = by_host(command::ShareActionPoint{id, false});
  EXPECT_EQ(told_removed(unshared.changes, EntityKind::shared_action_point), kStaff);
}

TEST_F(WhoSeesWhat, from_sharing_on_what_is_shared_is_everyones) {
  seminar.go_to(PhaseKind::productive_conversation);
  const ActionPointId id = seminar.agree(birken, "We start on time");
  seminar.agree(birken, "kept to ourselves");
  seminar.share(birken, id);
  const auto opened = seminar.next_phase();
  EXPECT_EQ(told<change::SharedActionPoint>(opened.changes), kEveryone);
  const auto gallery = seen<change::SharedActionPoint>(seminar.state(), seminar.phone(elmen));
  ASSERT_EQ(gallery.size(), 1u);
  EXPECT_EQ(gallery[0].what, "We start on time");
  EXPECT_EQ(gallery[0].group_name, "Birken");
  const auto edited = by_host(command::EditActionPoint{id, 1, {"We start at nine", "", "", "", false, {}}});
  EXPECT_EQ(told<change::SharedActionPoint>(edited.changes), kEveryone);
  const auto removed = by_host(command::RemoveActionPoint{id});
  EXPECT_EQ(told_removed(removed.changes, EntityKind::shared_action_point), kEveryone);
  EXPECT_EQ(told_removed(removed.changes, EntityKind::action_point), own());
}

TEST_F(WhoSeesWhat, a_groups_new_name_reaches_all_that_carries_it) {
  seminar.go_to(PhaseKind::wrap_up);
  const QuestionId question = seminar.ask_question(birken, "Why?");
  seminar.ask_question(elmen, "Not this one");
  ASSERT_TRUE(seminar.ask(seminar.facilitator(), command::PutQuestionOnStage{question}).accepted());
  const auto rename = [&](const std::string& name) {
    return seminar.ask(seminar.organiser(), command::EditGroup{birken, {name, "", "", ""}}).changes;
  };
  const auto in_wrap_up = rename("Asken");
  EXPECT_EQ(told<change::QuestionView>(in_wrap_up), kEveryone);
  EXPECT_EQ(told<change::StageView>(in_wrap_up), kEveryone);
  EXPECT_EQ(std::get<change::StageView>(in_wrap_up.back().change).group_name, "Asken");
  seminar.go_to(PhaseKind::productive_conversation);
  seminar.share(birken, seminar.agree(birken, "We start on time"));
  seminar.go_to(PhaseKind::sharing);
  ASSERT_TRUE(seminar.ask(seminar.facilitator(), command::PutGroupOnStage{birken}).accepted());
  const auto in_sharing = rename("Egen");
  EXPECT_EQ(told<change::SharedActionPoint>(in_sharing), kEveryone);
  EXPECT_EQ(told<change::StageView>(in_sharing), kEveryone);
}

TEST_F(WhoSeesWhat, a_removed_group_is_gone_for_its_devices_and_staff) {
  const GroupId asken = seminar.add_expected_group("Asken");
  const auto removed = seminar.ask(seminar.organiser(), command::RemoveGroup{asken});
  EXPECT_EQ(removed.changes.size(), 2u);
  EXPECT_EQ(told_removed(removed.changes, EntityKind::group), (Audiences{Audience::of(asken)}));
  EXPECT_EQ(told_removed(removed.changes, EntityKind::group_progress), kStaff);
}

TEST_F(WhoSeesWhat, other_groups_are_not_told_of_a_group_that_has_said_nothing) {
  for (const Viewer& viewer : {seminar.host(birken), seminar.speaker()}) {
    for (const auto& change : snapshot(seminar.state(), viewer)) {
      EXPECT_FALSE(std::holds_alternative<change::GroupProgress>(change));
      const auto* view = std::get_if<change::GroupView>(&change);
      EXPECT_TRUE(view == nullptr || view->id == birken);
    }
  }
  EXPECT_EQ(seen<change::GroupProgress>(seminar.state(), seminar.organiser()).size(), 2u);
}

TEST_F(WhoSeesWhat, a_pause_tells_of_the_recording_only_when_there_is_one) {
  seminar.go_to(PhaseKind::welcome);
  const auto pause = command::PauseTimer{seminar.state().timer.revision};
  EXPECT_EQ(seminar.ask(seminar.facilitator(), pause).changes.size(), 1u);
  SeminarBuilder with_recording;
  const command::AttachTalk attach{PhaseKind::talk_1, numbered<MediaId>(1), testing::kMinuteMs};
  ASSERT_TRUE(with_recording.ask(with_recording.room(), attach).accepted());
  with_recording.go_to(PhaseKind::talk_1);
  const auto told_of_pause =
      with_recording.ask(with_recording.facilitator(), command::PauseTimer{with_recording.state().timer.revision});
  EXPECT_EQ(told<Playback>(told_of_pause.changes), kEveryone);
}

}  // namespace
}  // namespace samtale
