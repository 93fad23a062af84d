// Action points: captured in the productive conversation, worked on until the end, shared one by one.
#include <gtest/gtest.h>

#include "tests/support/seminar_builder.h"

namespace samtale {
namespace {

using testing::numbered;
using testing::SeminarBuilder;

Rejection rejected(RejectionCode code, const char* field = "", std::uint32_t limit = 0) { return {code, field, limit}; }
const Rejection kNotNow = rejected(RejectionCode::not_now);
const Rejection kUnknown = rejected(RejectionCode::not_found, "action_point_id");

class ActionPoints : public ::testing::Test {
 protected:
  testing::Answer ask(command::Body body) { return seminar.ask(seminar.host(birken), std::move(body)); }
  testing::Answer add(const ActionPointText& text) { return ask(command::AddActionPoint{text}); }
  testing::Answer edit(ActionPointId id, std::uint32_t revision, const ActionPointText& text) {
    return ask(command::EditActionPoint{id, revision, text});
  }
  testing::Answer share(ActionPointId id, bool shared = true) { return ask(command::ShareActionPoint{id, shared}); }
  testing::Answer remove(ActionPointId id) { return ask(command::RemoveActionPoint{id}); }
  const ActionPoint& stored(ActionPointId id) const { return seminar.group(birken).action_points.at(id); }
  ActionPointText text(const std::string& what = "We start on time") const { return {what, "", "", "", false, {}}; }

  SeminarBuilder seminar;
  const GroupId birken = seminar.add_group("Birken");
  const GroupId elmen = seminar.add_group("Elmen");
};

TEST_F(ActionPoints, are_captured_in_the_productive_conversation_only) {
  EXPECT_EQ(add(text()).rejection(), kNotNow);
  seminar.open_lobby();
  EXPECT_EQ(add(text()).rejection(), kNotNow);
  while (seminar.next_phase().accepted()) {
    const PhaseKind kind = running_phase(seminar.state())->kind;
    const auto answer = add(text());
    EXPECT_EQ(answer.accepted(), kind == PhaseKind::productive_conversation) << static_cast<int>(kind);
    if (!answer.accepted()) {
      EXPECT_EQ(answer.rejection(), kNotNow);
    }
  }
  seminar.end();
  EXPECT_EQ(add(text()).rejection(), kNotNow);
}

TEST_F(ActionPoints, carry_the_id_of_their_command) {
  seminar.go_to(PhaseKind::productive_conversation);
  const NoteId insight = seminar.add_note(seminar.host(birken), NoteKind::insight, "we interrupt");
  const ActionPointText full{" We start on time ", "Ida", "2027-02-01", "Ask Per", true, insight};
  const Command command{numbered<CommandId>(4), command::AddActionPoint{full}};
  ASSERT_TRUE(seminar.ask(seminar.host(birken), command).accepted());
  ActionPointText cleaned = full;
  cleaned.what = "We start on time";
  EXPECT_EQ(stored(numbered<ActionPointId>(4)),
            (ActionPoint{numbered<ActionPointId>(4), 1, cleaned, false, seminar.now_ms()}));
  const auto taken = rejected(RejectionCode::id_invalid, "command_id");
  EXPECT_EQ(seminar.ask(seminar.host(birken), command).rejection(), taken);
  const Command theirs{numbered<CommandId>(4), command::AddActionPoint{text()}};
  EXPECT_EQ(seminar.ask(seminar.host(elmen), theirs).rejection(), taken);
}

TEST_F(ActionPoints, texts_have_limits) {
  seminar.go_to(PhaseKind::productive_conversation);
  const ActionPointText longest{std::string(limits::kActionPointWhat, 'a'),
                                std::string(limits::kActionPointWho, 'b'),
                                "",
                                std::string(limits::kActionPointFirstStep, 'c'),
                                false,
                                {}};
  EXPECT_TRUE(add(longest).accepted());
  ActionPointText over = longest;
  over.what.push_back('a');
  EXPECT_EQ(add(over).rejection(), rejected(RejectionCode::text_too_long, "what", limits::kActionPointWhat));
  over = longest;
  over.who.push_back('b');
  EXPECT_EQ(add(over).rejection(), rejected(RejectionCode::text_too_long, "who", limits::kActionPointWho));
  over = longest;
  over.first_step.push_back('c');
  EXPECT_EQ(add(over).rejection(), rejected(RejectionCode::text_too_long, "first_step", limits::kActionPointFirstStep));
  EXPECT_EQ(add(text(" ")).rejection(), rejected(RejectionCode::text_empty, "what"));
}

TEST_F(ActionPoints, by_when_is_a_day_from_today_on_or_empty) {
  seminar.go_to(PhaseKind::productive_conversation);
  ActionPointText dated = text();
  dated.by_when = "2027-01-20";
  EXPECT_TRUE(add(dated).accepted());
  dated.by_when = "2027-01-19";
  EXPECT_EQ(add(dated).rejection(), rejected(RejectionCode::date_in_past, "by_when"));
  dated.by_when = "soon";
  EXPECT_EQ(add(dated).rejection(), rejected(RejectionCode::date_invalid, "by_when"));
}

TEST_F(ActionPoints, a_day_that_has_passed_since_may_stay) {
  seminar.go_to(PhaseKind::productive_conversation);
  const ActionPointId id = seminar.agree(birken, "We start on time");
  ActionPointText dated = text();
  dated.by_when = "2027-01-20";
  ASSERT_TRUE(edit(id, 1, dated).accepted());
  seminar.set_today(*parse_date("2027-01-22"));
  dated.who = "Ida";
  EXPECT_TRUE(edit(id, 2, dated).accepted());
  dated.by_when = "2027-01-21";
  EXPECT_EQ(edit(id, 3, dated).rejection(), rejected(RejectionCode::date_in_past, "by_when"));
}

TEST_F(ActionPoints, point_at_an_insight_of_their_own_group_or_none) {
  seminar.go_to(PhaseKind::productive_conversation);
  ActionPointText linked = text();
  const auto unknown = rejected(RejectionCode::not_found, "insight_id");
  linked.insight = seminar.add_note(seminar.host(elmen), NoteKind::insight, "theirs");
  EXPECT_EQ(add(linked).rejection(), unknown);
  linked.insight = seminar.add_note(seminar.host(birken), NoteKind::group_note, "a note");
  EXPECT_EQ(add(linked).rejection(), unknown);
  linked.insight = numbered<NoteId>(3);
  EXPECT_EQ(add(linked).rejection(), unknown);
  linked.insight = seminar.add_note(seminar.host(birken), NoteKind::insight, "ours");
  EXPECT_TRUE(add(linked).accepted());
}

TEST_F(ActionPoints, a_group_has_a_hundred_and_no_more) {
  seminar.go_to(PhaseKind::productive_conversation);
  ActionPointId last;
  for (std::size_t i = 0; i < limits::kActionPointsPerGroup; ++i) last = seminar.agree(birken, "one more");
  EXPECT_EQ(add(text()).rejection(),
            rejected(RejectionCode::limit_reached, "action_points", limits::kActionPointsPerGroup));
  EXPECT_TRUE(seminar.ask(seminar.host(elmen), command::AddActionPoint{text()}).accepted());
  ASSERT_TRUE(remove(last).accepted());
  EXPECT_TRUE(add(text()).accepted());
}

TEST_F(ActionPoints, P36_are_edited_by_the_revision_seen) {
  seminar.go_to(PhaseKind::productive_conversation);
  const ActionPointId id = seminar.agree(birken, "We start on time");
  ASSERT_TRUE(edit(id, 1, text("We start at nine")).accepted());
  EXPECT_EQ(stored(id).revision, 2u);
  EXPECT_EQ(edit(id, 1, text("We start at ten")).rejection(), rejected(RejectionCode::stale_revision));
  EXPECT_EQ(stored(id).text.what, "We start at nine");
  EXPECT_TRUE(edit(id, 2, text("We start at nine")).changed_nothing());
  EXPECT_EQ(edit(id, 2, text("")).rejection(), rejected(RejectionCode::text_empty, "what"));
}

TEST_F(ActionPoints, sharing_does_not_make_an_edit_stale) {
  seminar.go_to(PhaseKind::productive_conversation);
  const ActionPointId id = seminar.agree(birken, "We start on time");
  ASSERT_TRUE(share(id).accepted());
  EXPECT_TRUE(stored(id).shared);
  EXPECT_TRUE(share(id).changed_nothing());
  EXPECT_TRUE(edit(id, 1, text("We start at nine")).accepted());
  ASSERT_TRUE(share(id, false).accepted());
  EXPECT_FALSE(stored(id).shared);
  EXPECT_TRUE(share(id, false).changed_nothing());
}

TEST_F(ActionPoints, are_worked_on_until_the_end) {
  seminar.go_to(PhaseKind::productive_conversation);
  const ActionPointId id = seminar.agree(birken, "We start on time");
  const ActionPointId other = seminar.agree(birken, "We end on time");
  seminar.go_to(PhaseKind::evaluation);
  EXPECT_TRUE(edit(id, 1, text("We start at nine")).accepted());
  EXPECT_TRUE(share(id).accepted());
  EXPECT_TRUE(remove(other).accepted());
  seminar.end();
  EXPECT_EQ(edit(id, 2, text()).rejection(), kNotNow);
  EXPECT_EQ(share(id, false).rejection(), kNotNow);
  EXPECT_EQ(remove(id).rejection(), kNotNow);
}

TEST_F(ActionPoints, rest_when_the_facilitator_goes_back_to_the_learning_conversation) {
  seminar.go_to(PhaseKind::productive_conversation);
  const ActionPointId id = seminar.agree(birken, "We start on time");
  while (running_phase(seminar.state())->kind > PhaseKind::wrap_up) ASSERT_TRUE(seminar.previous_phase().accepted());
  EXPECT_TRUE(edit(id, 1, text("We start at nine")).accepted());
  ASSERT_TRUE(seminar.previous_phase().accepted());
  EXPECT_EQ(edit(id, 2, text()).rejection(), kNotNow);
  EXPECT_EQ(share(id).rejection(), kNotNow);
  EXPECT_EQ(remove(id).rejection(), kNotNow);
}

TEST_F(ActionPoints, of_another_group_are_not_found) {
  seminar.go_to(PhaseKind::productive_conversation);
  const ActionPointId theirs = seminar.agree(elmen, "theirs");
  EXPECT_EQ(edit(theirs, 1, text()).rejection(), kUnknown);
  EXPECT_EQ(share(theirs).rejection(), kUnknown);
  EXPECT_EQ(remove(theirs).rejection(), kUnknown);
}

}  // namespace
}  // namespace samtale
