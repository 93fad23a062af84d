// A group's own life in the session: ready, help, roster, steps and turns.
#include <gtest/gtest.h>

#include "tests/support/seminar_builder.h"

namespace samtale {
namespace {

using testing::kMinuteMs;
using testing::numbered;
using testing::SeminarBuilder;

Rejection rejected(RejectionCode code, const char* field = "", std::uint32_t limit = 0) { return {code, field, limit}; }
const Rejection kNotNow = rejected(RejectionCode::not_now);
const Rejection kStale = rejected(RejectionCode::stale_revision);

class GroupLife : public ::testing::Test {
 protected:
  testing::Answer ask(command::Body body) { return seminar.ask(seminar.host(birken), std::move(body)); }
  std::uint32_t revision() const { return seminar.state().session.phase_revision; }
  const Group& group() const { return seminar.group(birken); }
  bool is_ready() const { return group().ready_phase_revision == revision(); }
  SeminarBuilder seminar;
  const GroupId birken = seminar.add_group("Birken");
  const GroupId elmen = seminar.add_group("Elmen");
};

using Ready = GroupLife;

TEST_F(Ready, is_said_for_the_phase_that_was_seen) {
  EXPECT_EQ(ask(command::SetReady{0, true}).rejection(), kNotNow);
  seminar.open_lobby();
  EXPECT_FALSE(is_ready());
  EXPECT_EQ(ask(command::SetReady{0, true}).rejection(), kStale);
  ASSERT_TRUE(ask(command::SetReady{1, true}).accepted());
  EXPECT_TRUE(is_ready());
  EXPECT_TRUE(ask(command::SetReady{1, true}).changed_nothing());
  ASSERT_TRUE(ask(command::SetReady{1, false}).accepted());
  EXPECT_FALSE(is_ready());
  EXPECT_TRUE(ask(command::SetReady{1, false}).changed_nothing());
}

TEST_F(Ready, is_over_when_the_next_phase_starts) {
  seminar.open_lobby();
  ASSERT_TRUE(ask(command::SetReady{1, true}).accepted());
  seminar.go_to(PhaseKind::welcome);
  EXPECT_FALSE(is_ready());
  EXPECT_EQ(ask(command::SetReady{1, true}).rejection(), kStale);
  EXPECT_TRUE(ask(command::SetReady{revision(), true}).accepted());
  seminar.end();
  EXPECT_EQ(ask(command::SetReady{revision(), false}).rejection(), kNotNow);
}

TEST_F(Ready, is_said_by_each_group_for_itself) {
  seminar.open_lobby();
  ASSERT_TRUE(ask(command::SetReady{1, true}).accepted());
  EXPECT_NE(seminar.group(elmen).ready_phase_revision, 1u);
}

using Help = GroupLife;

TEST_F(Help, is_called_from_the_lobby_to_the_end) {
  EXPECT_EQ(ask(command::CallHelp{}).rejection(), kNotNow);
  seminar.open_lobby();
  seminar.pass(kMinuteMs);
  ASSERT_TRUE(ask(command::CallHelp{}).accepted());
  EXPECT_EQ(group().help_called_at_ms, seminar.now_ms());
  seminar.pass(kMinuteMs);
  EXPECT_TRUE(ask(command::CallHelp{}).changed_nothing());
  EXPECT_EQ(group().help_called_at_ms, seminar.now_ms() - kMinuteMs);
  ASSERT_TRUE(ask(command::CancelHelp{}).accepted());
  EXPECT_EQ(group().help_called_at_ms, 0);
  EXPECT_TRUE(ask(command::CancelHelp{}).changed_nothing());
  seminar.end();
  EXPECT_EQ(ask(command::CallHelp{}).rejection(), kNotNow);
}

TEST_F(Help, is_answered_by_the_facilitator) {
  seminar.open_lobby();
  ASSERT_TRUE(ask(command::CallHelp{}).accepted());
  const auto answer = [&](GroupId id) { return seminar.ask(seminar.facilitator(), command::AnswerHelp{id}); };
  EXPECT_TRUE(answer(elmen).changed_nothing());
  ASSERT_TRUE(answer(birken).accepted());
  EXPECT_EQ(group().help_called_at_ms, 0);
  EXPECT_TRUE(answer(birken).changed_nothing());
  EXPECT_EQ(answer(numbered<GroupId>(3)).rejection(), rejected(RejectionCode::not_found, "group_id"));
}

using Roster = GroupLife;

TEST_F(Roster, takes_first_names_also_twice_the_same) {
  const Command first{numbered<CommandId>(1), command::AddPerson{" Ida "}};
  ASSERT_TRUE(seminar.ask(seminar.host(birken), first).accepted());
  const PersonId second = seminar.add_person(birken, "Ida");
  EXPECT_EQ(group().roster, (std::vector<Person>{{numbered<PersonId>(1), "Ida"}, {second, "Ida"}}));
  EXPECT_TRUE(seminar.group(elmen).roster.empty());
}

TEST_F(Roster, needs_a_new_id) {
  const Command first{numbered<CommandId>(1), command::AddPerson{"Ida"}};
  ASSERT_TRUE(seminar.ask(seminar.host(birken), first).accepted());
  EXPECT_EQ(seminar.ask(seminar.host(birken), first).rejection(), rejected(RejectionCode::id_invalid, "command_id"));
  const Command without{CommandId{}, command::AddPerson{"Ida"}};
  EXPECT_EQ(seminar.ask(seminar.host(birken), without).rejection(), rejected(RejectionCode::id_invalid, "command_id"));
}

TEST_F(Roster, names_have_a_limit_and_are_not_empty) {
  const PersonId person = seminar.add_person(birken, std::string(limits::kPersonName, 'n'));
  const auto too_long = rejected(RejectionCode::text_too_long, "name", limits::kPersonName);
  EXPECT_EQ(ask(command::AddPerson{std::string(limits::kPersonName + 1, 'n')}).rejection(), too_long);
  EXPECT_EQ(ask(command::RenamePerson{person, std::string(limits::kPersonName + 1, 'n')}).rejection(), too_long);
  EXPECT_EQ(ask(command::AddPerson{" "}).rejection(), rejected(RejectionCode::text_empty, "name"));
  EXPECT_EQ(ask(command::RenamePerson{person, ""}).rejection(), rejected(RejectionCode::text_empty, "name"));
}

TEST_F(Roster, holds_sixty_people_and_no_more) {
  for (std::size_t i = 0; i < limits::kRoster; ++i) seminar.add_person(birken, "Ida");
  EXPECT_EQ(ask(command::AddPerson{"Ida"}).rejection(),
            rejected(RejectionCode::limit_reached, "roster", limits::kRoster));
  ASSERT_TRUE(ask(command::RemovePerson{group().roster[3].id}).accepted());
  EXPECT_TRUE(ask(command::AddPerson{"Ida"}).accepted());
}

TEST_F(Roster, people_are_renamed_and_removed) {
  const PersonId ida = seminar.add_person(birken, "Ida");
  const PersonId per = seminar.add_person(birken, "Per");
  EXPECT_TRUE(ask(command::RenamePerson{ida, "Ida"}).changed_nothing());
  ASSERT_TRUE(ask(command::RenamePerson{ida, "Ida M"}).accepted());
  ASSERT_TRUE(ask(command::RemovePerson{per}).accepted());
  EXPECT_EQ(group().roster, (std::vector<Person>{{ida, "Ida M"}}));
  const auto unknown = rejected(RejectionCode::not_found, "person_id");
  EXPECT_EQ(ask(command::RenamePerson{per, "Per"}).rejection(), unknown);
  EXPECT_EQ(ask(command::RemovePerson{per}).rejection(), unknown);
}

TEST_F(Roster, of_another_group_is_not_found) {
  const PersonId theirs = seminar.add_person(elmen, "Per");
  EXPECT_EQ(ask(command::RemovePerson{theirs}).rejection(), rejected(RejectionCode::not_found, "person_id"));
}

TEST_F(Roster, is_closed_after_the_end) {
  const PersonId ida = seminar.add_person(birken, "Ida");
  seminar.end();
  EXPECT_EQ(ask(command::AddPerson{"Per"}).rejection(), kNotNow);
  EXPECT_EQ(ask(command::RenamePerson{ida, "Per"}).rejection(), kNotNow);
  EXPECT_EQ(ask(command::RemovePerson{ida}).rejection(), kNotNow);
}

using Steps = GroupLife;

TEST_F(Steps, begin_at_the_first_when_the_conversation_begins) {
  seminar.go_to(PhaseKind::learning_conversation);
  EXPECT_EQ(step_position(seminar.state(), group()), (StepPosition{revision(), 0, 0}));
  EXPECT_EQ(current_step(seminar.state(), group())->kind, StepKind::write);
}

TEST_F(Steps, each_group_goes_at_its_own_pace) {
  seminar.go_to(PhaseKind::learning_conversation);
  seminar.pass(6 * kMinuteMs);
  ASSERT_TRUE(seminar.go_to_step(birken, 1).accepted());
  EXPECT_EQ(step_position(seminar.state(), group()), (StepPosition{revision(), 1, 6 * kMinuteMs}));
  EXPECT_EQ(step_position(seminar.state(), seminar.group(elmen)), (StepPosition{revision(), 0, 0}));
}

TEST_F(Steps, begin_in_time_passed_in_the_phase_so_that_a_pause_does_not_count) {
  seminar.go_to(PhaseKind::learning_conversation);
  seminar.pass(2 * kMinuteMs);
  seminar.pause();
  seminar.pass(10 * kMinuteMs);
  ASSERT_TRUE(seminar.go_to_step(birken, 1).accepted());
  EXPECT_EQ(group().step.begun_at_ms, 2 * kMinuteMs);
  seminar.resume();
  seminar.pass(kMinuteMs);
  ASSERT_TRUE(seminar.go_to_step(birken, 0).accepted());
  EXPECT_EQ(group().step.begun_at_ms, 3 * kMinuteMs);
}

TEST_F(Steps, P36_two_devices_pressing_next_move_one_step) {
  seminar.go_to(PhaseKind::learning_conversation);
  EXPECT_TRUE(ask(command::GoToStep{revision(), 0, 1}).accepted());
  EXPECT_EQ(ask(command::GoToStep{revision(), 0, 1}).rejection(), kStale);
  EXPECT_EQ(ask(command::GoToStep{revision() - 1, 1, 2}).rejection(), kStale);
  EXPECT_EQ(group().step.step, 1u);
}

TEST_F(Steps, are_those_of_the_agenda) {
  seminar.go_to(PhaseKind::productive_conversation);
  EXPECT_TRUE(ask(command::GoToStep{revision(), 0, 2}).accepted());
  EXPECT_EQ(ask(command::GoToStep{revision(), 2, 3}).rejection(), rejected(RejectionCode::not_found, "to_step"));
  EXPECT_TRUE(ask(command::GoToStep{revision(), 2, 2}).changed_nothing());
}

TEST_F(Steps, are_in_conversations_only) {
  seminar.open_lobby();
  EXPECT_EQ(ask(command::GoToStep{revision(), 0, 1}).rejection(), kNotNow);
  for (const auto kind : {PhaseKind::talk_2, PhaseKind::wrap_up, PhaseKind::sharing}) {
    seminar.go_to(kind);
    EXPECT_EQ(ask(command::GoToStep{revision(), 0, 1}).rejection(), kNotNow);
    EXPECT_EQ(current_step(seminar.state(), group()), nullptr);
  }
  seminar.end();
  EXPECT_EQ(ask(command::GoToStep{revision(), 0, 1}).rejection(), kNotNow);
}

TEST_F(Steps, start_over_when_the_phase_does) {
  seminar.go_to(PhaseKind::learning_conversation);
  ASSERT_TRUE(seminar.go_to_step(birken, 2).accepted());
  seminar.go_to(PhaseKind::wrap_up);
  ASSERT_TRUE(seminar.previous_phase().accepted());
  EXPECT_EQ(step_position(seminar.state(), group()), (StepPosition{revision(), 0, 0}));
}

class Turns : public GroupLife {
 protected:
  testing::Answer give(PersonId person) { return ask(command::GiveTurn{person}); }
  const PersonId ida = seminar.add_person(birken, "Ida");
  const PersonId per = seminar.add_person(birken, "Per");
};

TEST_F(Turns, are_given_in_a_round_only) {
  EXPECT_EQ(give(ida).rejection(), kNotNow);
  seminar.go_to(PhaseKind::learning_conversation);
  EXPECT_EQ(give(ida).rejection(), kNotNow);
  ASSERT_TRUE(seminar.go_to_step(birken, 1).accepted());
  ASSERT_TRUE(give(ida).accepted());
  EXPECT_EQ(group().round.turn.person, ida);
  EXPECT_TRUE(give(ida).changed_nothing());
  ASSERT_TRUE(give({}).accepted());
  EXPECT_TRUE(group().round.turn.person.empty());
}

TEST_F(Turns, go_to_people_on_the_roster) {
  seminar.go_to(PhaseKind::productive_conversation);
  EXPECT_EQ(give(numbered<PersonId>(3)).rejection(), rejected(RejectionCode::not_found, "person_id"));
  EXPECT_EQ(give(seminar.add_person(elmen, "Bo")).rejection(), rejected(RejectionCode::not_found, "person_id"));
}

TEST_F(Turns, end_with_the_step) {
  seminar.go_to(PhaseKind::productive_conversation);
  ASSERT_TRUE(give(ida).accepted());
  ASSERT_TRUE(seminar.go_to_step(birken, 1).accepted());
  EXPECT_TRUE(group().round.turn.person.empty());
}

TEST_F(Turns, go_on_when_the_person_leaves_and_only_then) {
  seminar.go_to(PhaseKind::productive_conversation);
  ASSERT_TRUE(give(ida).accepted());
  ASSERT_TRUE(ask(command::RemovePerson{per}).accepted());
  EXPECT_EQ(group().round.turn.person, ida);
  ASSERT_TRUE(ask(command::RemovePerson{ida}).accepted());
  EXPECT_TRUE(group().round.turn.person.empty()) << "nobody else is there";
}

TEST_F(Turns, of_a_phase_before_are_nobodys) {
  seminar.go_to(PhaseKind::productive_conversation);
  ASSERT_TRUE(give(ida).accepted());
  seminar.go_to(PhaseKind::sharing);
  ASSERT_TRUE(seminar.previous_phase().accepted());
  EXPECT_NE(group().step.phase_revision, revision());
  ASSERT_FALSE(give(ida).changed_nothing());
  EXPECT_EQ(group().step, (StepPosition{revision(), 0, 0}));
  EXPECT_EQ(group().round.turn.person, ida);
}

}  // namespace
}  // namespace samtale
