#include "reports/group_page.h"

#include <gtest/gtest.h>

#include "tests/support/seminar_builder.h"

namespace samtale::reports {
namespace {

using samtale::testing::SeminarBuilder;

TEST(GroupPage, HasTheGroupsInsightsAndActionPointsInOrderAndNobodyElses) {
  SeminarBuilder seminar;
  const auto ours = seminar.add_group("Ours");
  const auto theirs = seminar.add_group("Theirs");
  seminar.go_to(PhaseKind::learning_conversation);
  seminar.add_note(seminar.host(ours), NoteKind::insight, "second thoughts come first");
  seminar.pass(1);
  seminar.add_note(seminar.host(ours), NoteKind::insight, "then the first");
  seminar.add_note(seminar.host(ours), NoteKind::group_note, "a note");
  seminar.add_note(seminar.phone(ours), NoteKind::private_note, "mine alone");
  seminar.add_note(seminar.host(theirs), NoteKind::insight, "theirs");
  seminar.go_to(PhaseKind::productive_conversation);
  seminar.agree(ours, "first");
  seminar.pass(1);
  seminar.agree(ours, "next");
  seminar.agree(theirs, "not ours");

  const GroupPage page = page_of(seminar.state(), seminar.group(ours));
  EXPECT_EQ(page.group_name, "Ours");
  EXPECT_EQ(page.follow_up_on, "2027-02-17");
  EXPECT_EQ(page.insights, (std::vector<std::string>{"second thoughts come first", "then the first"}));
  ASSERT_EQ(page.action_points.size(), 2u);
  EXPECT_EQ(page.action_points[0].text.what, "first");
  EXPECT_EQ(page.action_points[1].text.what, "next");
  ASSERT_EQ(page.talks.size(), 2u);
  EXPECT_EQ(page.talks[0].speaker_name, "A speaker");
}

TEST(GroupPage, ShowsTheInsightAnActionPointGrewFrom) {
  SeminarBuilder seminar;
  const auto group = seminar.add_group("Ours");
  seminar.go_to(PhaseKind::learning_conversation);
  const auto insight = seminar.add_note(seminar.host(group), NoteKind::insight, "we talk too much");
  seminar.go_to(PhaseKind::productive_conversation);
  const auto point = seminar.agree(group, "we listen");
  ActionPointText text = seminar.group(group).action_points.at(point).text;
  text.insight = insight;
  ASSERT_TRUE(seminar.ask(seminar.host(group), command::EditActionPoint{point, 1, text}).accepted());
  const GroupPage page = page_of(seminar.state(), seminar.group(group));
  ASSERT_EQ(page.action_points.size(), 1u);
  EXPECT_EQ(page.action_points[0].insight, "we talk too much");
}

TEST(GroupPage, TellsDraftsReservationsAndWhereAnActionPointCameFromAndWent) {
  SeminarBuilder seminar;
  const auto ours = seminar.add_group("Ours");
  const auto theirs = seminar.add_group("Theirs");
  seminar.go_to(PhaseKind::productive_conversation);
  const auto point = seminar.agree(ours, "we listen");
  ASSERT_TRUE(seminar.ask(seminar.host(ours), command::ConfirmActionPoint{point, 1, true}).accepted());
  ASSERT_TRUE(seminar.ask(seminar.phone(ours), command::RecordReservation{point, "is there time?"}).accepted());
  ASSERT_TRUE(seminar.ask(seminar.host(ours), command::ShareActionPoint{point, true, ""}).accepted());
  seminar.go_to(PhaseKind::sharing);
  ASSERT_TRUE(seminar.ask(seminar.host(theirs), command::TakeUpActionPoint{point}).accepted());

  const GroupPage page = page_of(seminar.state(), seminar.group(ours));
  ASSERT_EQ(page.action_points.size(), 1u);
  EXPECT_FALSE(page.action_points[0].draft);
  EXPECT_EQ(page.action_points[0].reservation, "is there time?");
  EXPECT_EQ(page.action_points[0].taken_up_by, (std::vector<std::string>{"Theirs, Theirs school"}));
  const GroupPage other = page_of(seminar.state(), seminar.group(theirs));
  ASSERT_EQ(other.action_points.size(), 1u);
  EXPECT_TRUE(other.action_points[0].draft);
  EXPECT_EQ(other.action_points[0].reservation, "") << "it stays in the group";
  EXPECT_EQ(other.action_points[0].taken_from, "Ours, Ours school");
}

TEST(GroupPage, TellsWhatWasAskedAndAnsweredBetweenTheTwoGroups) {
  SeminarBuilder seminar;
  const auto ours = seminar.add_group("Ours");
  const auto theirs = seminar.add_group("Theirs");
  seminar.go_to(PhaseKind::productive_conversation);
  const auto point = seminar.agree(ours, "we listen");
  const auto another = seminar.agree(ours, "we wait");
  seminar.share(ours, point);
  seminar.go_to(PhaseKind::sharing);
  const Command asked{seminar.next_id(), command::AskGroup{point, "how?"}};
  ASSERT_TRUE(seminar.ask(seminar.host(theirs), asked).accepted());
  const command::AnswerGroup answer{asked.id.as<MessageTag>(), "by being quiet", ""};
  ASSERT_TRUE(seminar.ask(seminar.phone(ours), answer).accepted());

  const GroupPage page = page_of(seminar.state(), seminar.group(ours));
  ASSERT_EQ(page.action_points.size(), 2u);
  for (const AgreedPoint& shown : page.action_points) EXPECT_EQ(shown.asked.size(), shown.id == another ? 0u : 1u);
  const auto& shown = page.action_points[page.action_points[0].id == point ? 0 : 1].asked.at(0);
  EXPECT_EQ(shown.group, "Theirs");
  EXPECT_EQ(shown.question, "how?");
  EXPECT_EQ(shown.answer, "by being quiet");
  EXPECT_TRUE(page.asked_others.empty());
  const GroupPage other = page_of(seminar.state(), seminar.group(theirs));
  ASSERT_EQ(other.asked_others.size(), 1u);
  EXPECT_EQ(other.asked_others[0].group, "Ours");
  EXPECT_EQ(other.asked_others[0].answer, "by being quiet");
}

}  // namespace
}  // namespace samtale::reports
