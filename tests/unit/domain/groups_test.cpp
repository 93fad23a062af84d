// Which groups there are: planned, named at the door, edited, removed, arrived.
#include <gtest/gtest.h>

#include "tests/support/seminar_builder.h"

namespace samtale {
namespace {

using testing::kMinuteMs;
using testing::numbered;
using testing::SeminarBuilder;

Rejection rejected(RejectionCode code, const char* field, std::uint32_t limit = 0) { return {code, field, limit}; }
const Rejection kNotNow = rejected(RejectionCode::not_now, "");
const Rejection kTaken = rejected(RejectionCode::name_taken, "name");

class Groups : public ::testing::Test {
 protected:
  testing::Answer add(std::vector<command::NewGroup> groups) {
    return seminar.ask(seminar.organiser(), command::AddGroups{std::move(groups)});
  }
  testing::Answer add_one(const ExpectedGroup& about) { return add({{next(), about}}); }
  testing::Answer name(const ExpectedGroup& about) {
    return seminar.ask(seminar.room(), command::NameGroup{next(), about});
  }
  testing::Answer edit(GroupId id, const ExpectedGroup& about) {
    return seminar.ask(seminar.organiser(), command::EditGroup{id, about});
  }
  testing::Answer remove(GroupId id) { return seminar.ask(seminar.organiser(), command::RemoveGroup{id}); }
  testing::Answer arrive(GroupId id) { return seminar.ask(seminar.room(), command::ArriveGroup{id}); }
  GroupId next() { return seminar.next_id().as<GroupTag>(); }
  std::vector<command::NewGroup> many(std::size_t count) {
    std::vector<command::NewGroup> groups;
    for (std::size_t i = 0; i < count; ++i) {
      groups.push_back({next(), {"Group " + std::to_string(++named), "", "", ""}});
    }
    return groups;
  }
  int named = 0;
  SeminarBuilder seminar;
};

TEST_F(Groups, are_added_with_their_own_ids_and_numbers_from_one) {
  ASSERT_TRUE(add({{numbered<GroupId>(1), {" Birken ", "A school", "Odense", "a@b.dk"}},
                   {numbered<GroupId>(2), {"Elmen", "", "", ""}}})
                  .accepted());
  const Group& first = seminar.group(numbered<GroupId>(1));
  EXPECT_EQ(first.about, (ExpectedGroup{"Birken", "A school", "Odense", "a@b.dk"}));
  EXPECT_EQ(first.number, 1u);
  EXPECT_TRUE(first.expected);
  EXPECT_EQ(first.arrived_at_ms, 0);
  EXPECT_EQ(seminar.group(numbered<GroupId>(2)).number, 2u);
  EXPECT_TRUE(add({}).changed_nothing());
}

TEST_F(Groups, numbers_are_never_used_again) {
  const GroupId first = seminar.add_expected_group("Birken");
  ASSERT_TRUE(remove(first).accepted());
  EXPECT_EQ(seminar.group(seminar.add_expected_group("Elmen")).number, 2u);
}

TEST_F(Groups, ids_are_new_and_not_empty) {
  const GroupId taken = seminar.add_expected_group("Birken");
  const auto invalid = rejected(RejectionCode::id_invalid, "group_id");
  EXPECT_EQ(add({{taken, {"Elmen", "", "", ""}}}).rejection(), invalid);
  EXPECT_EQ(add({{GroupId{}, {"Elmen", "", "", ""}}}).rejection(), invalid);
  EXPECT_EQ(
      add({{numbered<GroupId>(7), {"Elmen", "", "", ""}}, {numbered<GroupId>(7), {"Asken", "", "", ""}}}).rejection(),
      invalid);
  EXPECT_EQ(seminar.ask(seminar.room(), command::NameGroup{taken, {"Elmen", "", "", ""}}).rejection(), invalid);
  EXPECT_EQ(seminar.ask(seminar.room(), command::NameGroup{{}, {"Elmen", "", "", ""}}).rejection(), invalid);
}

TEST_F(Groups, names_are_unique_whatever_their_case_and_surrounding_space) {
  const GroupId birken = seminar.add_expected_group("Birken");
  const GroupId elmen = seminar.add_expected_group("Elmen");
  EXPECT_EQ(add_one({" bIRKEN\t", "", "", ""}).rejection(), kTaken);
  EXPECT_EQ(add_one({"Team  Birken", "", "", ""}).accepted(), true);
  EXPECT_EQ(add_one({"team birken", "", "", ""}).rejection(), kTaken) << "several spaces look like one";
  EXPECT_EQ(name({"BIRKEN", "", "", ""}).rejection(), kTaken);
  EXPECT_EQ(edit(elmen, {"birken", "", "", ""}).rejection(), kTaken);
  EXPECT_TRUE(edit(birken, {"BIRKEN", "", "", ""}).accepted());
  EXPECT_EQ(add({{next(), {"Asken", "", "", ""}}, {next(), {"asken", "", "", ""}}}).rejection(), kTaken);
}

TEST_F(Groups, one_wrong_group_adds_none) {
  const Seminar before = seminar.state();
  EXPECT_FALSE(add({{next(), {"Asken", "", "", ""}}, {next(), {"", "", "", ""}}}).accepted());
  EXPECT_EQ(seminar.state(), before);
}

TEST_F(Groups, texts_have_limits) {
  const ExpectedGroup longest{std::string(limits::kGroupName, 'n'), std::string(limits::kWorkplace, 'w'),
                              std::string(limits::kMunicipality, 'm'), std::string(limits::kEmail - 5, 'e') + "@b.dk"};
  EXPECT_TRUE(add_one(longest).accepted());
  EXPECT_EQ(seminar.state().groups.begin()->second.about, longest);
  ExpectedGroup about{std::string(limits::kGroupName + 1, 'n'), "", "", ""};
  EXPECT_EQ(add_one(about).rejection(), rejected(RejectionCode::text_too_long, "name", limits::kGroupName));
  about = {"n", longest.workplace + "w", "", ""};
  EXPECT_EQ(add_one(about).rejection(), rejected(RejectionCode::text_too_long, "workplace", limits::kWorkplace));
  about = {"n", "", longest.municipality + "m", ""};
  EXPECT_EQ(name(about).rejection(), rejected(RejectionCode::text_too_long, "municipality", limits::kMunicipality));
  about = {"n", "", "", "e" + longest.coordinator_email};
  EXPECT_EQ(add_one(about).rejection(), rejected(RejectionCode::text_too_long, "coordinator_email", limits::kEmail));
  about = {" ", "", "", ""};
  EXPECT_EQ(name(about).rejection(), rejected(RejectionCode::text_empty, "name"));
  EXPECT_EQ(add_one({"\xff", "", "", ""}).rejection(), rejected(RejectionCode::text_not_utf8, "name"));
}

TEST_F(Groups, the_area_is_one_of_the_known_or_none) {
  ExpectedGroup about{"Birken", "", "", "", WorkArea::day_care};
  ASSERT_TRUE(add_one(about).accepted());
  EXPECT_EQ(seminar.state().groups.begin()->second.about.area, WorkArea::day_care);
  about.name = "Elmen";
  for (const int area : {-1, 9}) {
    about.area = static_cast<WorkArea>(area);
    EXPECT_EQ(name(about).rejection(), rejected(RejectionCode::malformed, "area"));
  }
  about.area = WorkArea::unknown;
  EXPECT_TRUE(name(about).accepted());
}

TEST_F(Groups, an_address_looks_like_one_or_is_empty) {
  for (const char* email :
       {"a", "@b.dk", "a@", "a@@b.dk", "a@b@c.dk", "a b@c.dk", "a@b", "a@.dk", "a@b.", "a\n@b.dk"}) {
    EXPECT_EQ(add_one({"Birken", "", "", email}).rejection(),
              rejected(RejectionCode::email_invalid, "coordinator_email"))
        << email;
  }
  EXPECT_TRUE(add_one({"Birken", "", "", " sol+ring@b\u00f8rn.odense.dk "}).accepted());
  EXPECT_EQ(seminar.state().groups.begin()->second.about.coordinator_email, "sol+ring@b\u00f8rn.odense.dk");
}

TEST_F(Groups, a_command_adds_500_and_no_more) {
  EXPECT_EQ(add(many(limits::kGroupsPerCommand + 1)).rejection(),
            rejected(RejectionCode::limit_reached, "groups", limits::kGroupsPerCommand));
  EXPECT_TRUE(add(many(limits::kGroupsPerCommand)).accepted());
}

TEST_F(Groups, a_seminar_has_2000_and_no_more) {
  const auto full = rejected(RejectionCode::limit_reached, "groups", limits::kGroupsPerSeminar);
  while (seminar.state().groups.size() < limits::kGroupsPerSeminar - limits::kGroupsPerCommand) {
    ASSERT_TRUE(add(many(limits::kGroupsPerCommand)).accepted());
  }
  ASSERT_TRUE(name({"At the door", "", "", ""}).accepted());
  EXPECT_EQ(add(many(limits::kGroupsPerCommand)).rejection(), full);
  EXPECT_TRUE(add(many(limits::kGroupsPerCommand - 1)).accepted());
  EXPECT_EQ(seminar.state().groups.size(), limits::kGroupsPerSeminar);
  EXPECT_EQ(add(many(1)).rejection(), full);
  EXPECT_EQ(name({"One more", "", "", ""}).rejection(), full);
}

TEST_F(Groups, may_name_themselves_at_the_door_until_the_end) {
  ASSERT_TRUE(name({"Early birds", "", "", ""}).accepted());
  seminar.go_to(PhaseKind::wrap_up);
  const GroupId id = next();
  ASSERT_TRUE(seminar.ask(seminar.room(), command::NameGroup{id, {"Latecomers", "", "", ""}}).accepted());
  EXPECT_FALSE(seminar.group(id).expected);
  EXPECT_EQ(seminar.group(id).number, 2u);
  seminar.end();
  EXPECT_EQ(name({"Too late", "", "", ""}).rejection(), kNotNow);
}

TEST_F(Groups, are_planned_until_the_end) {
  const GroupId id = seminar.add_expected_group("Birken");
  seminar.go_to(PhaseKind::sharing);
  EXPECT_TRUE(add_one({"Elmen", "", "", ""}).accepted());
  EXPECT_TRUE(edit(id, {"Asken", "", "", ""}).accepted());
  seminar.end();
  EXPECT_EQ(add_one({"Egen", "", "", ""}).rejection(), kNotNow);
  EXPECT_EQ(edit(id, {"Egen", "", "", ""}).rejection(), kNotNow);
  EXPECT_EQ(remove(id).rejection(), kNotNow);
}

TEST_F(Groups, are_edited_only_where_there_is_one) {
  EXPECT_EQ(edit(numbered<GroupId>(3), {"Egen", "", "", ""}).rejection(),
            rejected(RejectionCode::not_found, "group_id"));
  const GroupId id = seminar.add_expected_group("Birken");
  EXPECT_TRUE(edit(id, seminar.group(id).about).changed_nothing());
  EXPECT_EQ(edit(id, {"", "", "", ""}).rejection(), rejected(RejectionCode::text_empty, "name"));
}

TEST_F(Groups, are_removed_only_before_they_arrive) {
  const GroupId id = seminar.add_expected_group("Birken");
  EXPECT_EQ(remove(numbered<GroupId>(3)).rejection(), rejected(RejectionCode::not_found, "group_id"));
  EXPECT_TRUE(remove(id).accepted());
  EXPECT_TRUE(seminar.state().groups.empty());
  EXPECT_EQ(remove(seminar.add_group("Elmen")).rejection(), rejected(RejectionCode::not_now, "group_id"));
}

TEST_F(Groups, are_not_removed_with_what_their_devices_have_written) {
  const GroupId noted = seminar.add_expected_group("Birken");
  const GroupId asked = seminar.add_expected_group("Elmen");
  const GroupId backed = seminar.add_expected_group("Asken");
  const GroupId agreed = seminar.add_expected_group("Egen");
  seminar.go_to(PhaseKind::wrap_up);
  seminar.add_note(seminar.phone(noted), NoteKind::private_note, "mine");
  const QuestionId question = seminar.ask_question(asked, "Why?");
  ASSERT_TRUE(seminar.ask(seminar.phone(backed), command::BackQuestion{question, true}).accepted());
  seminar.go_to(PhaseKind::productive_conversation);
  seminar.agree(agreed, "We start on time");
  for (const GroupId id : {noted, asked, backed, agreed}) {
    EXPECT_EQ(remove(id).rejection(), rejected(RejectionCode::not_now, "group_id"));
  }
}

TEST_F(Groups, a_removed_groups_devices_get_not_found) {
  const GroupId id = seminar.add_expected_group("Birken");
  ASSERT_TRUE(remove(id).accepted());
  EXPECT_EQ(seminar.ask(seminar.host(id), command::AddPerson{"Ida"}).rejection(),
            rejected(RejectionCode::not_found, "group_id"));
}

TEST_F(Groups, arrive_with_their_first_host_device) {
  const GroupId id = seminar.add_expected_group("Birken");
  ASSERT_TRUE(arrive(id).accepted());
  const Millis first = seminar.now_ms();
  EXPECT_EQ(seminar.group(id).arrived_at_ms, first);
  seminar.pass(kMinuteMs);
  EXPECT_TRUE(arrive(id).changed_nothing());
  EXPECT_EQ(seminar.group(id).arrived_at_ms, first);
  EXPECT_EQ(arrive(numbered<GroupId>(3)).rejection(), rejected(RejectionCode::not_found, "group_id"));
  const GroupId absent = seminar.add_expected_group("Elmen");
  seminar.end();
  EXPECT_EQ(arrive(absent).rejection(), kNotNow);
}

TEST_F(Groups, are_late_after_the_welcome) {
  EXPECT_FALSE(seminar.group(seminar.add_group("Planned")).late);
  seminar.open_lobby();
  EXPECT_FALSE(seminar.group(seminar.add_group("Lobby")).late);
  seminar.go_to(PhaseKind::welcome);
  EXPECT_FALSE(seminar.group(seminar.add_group("Welcome")).late);
  seminar.go_to(PhaseKind::talk_1);
  EXPECT_TRUE(seminar.group(seminar.add_group("Talk")).late);
}

TEST_F(Groups, a_late_group_begins_the_first_step_of_a_conversation_when_it_arrives) {
  seminar.go_to(PhaseKind::learning_conversation);
  seminar.pass(8 * kMinuteMs);
  seminar.pause();
  seminar.pass(30 * kMinuteMs);
  seminar.resume();
  seminar.pass(kMinuteMs);
  const GroupId late = seminar.add_group("Late");
  EXPECT_EQ(step_position(seminar.state(), seminar.group(late)),
            (StepPosition{seminar.state().session.phase_revision, 0, 9 * kMinuteMs}));
  ASSERT_TRUE(seminar.next_phase().accepted());
  EXPECT_EQ(step_position(seminar.state(), seminar.group(late)),
            (StepPosition{seminar.state().session.phase_revision, 0, 0}));
}

}  // namespace
}  // namespace samtale
