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
  testing::Answer confirm(ActionPointId id, std::uint32_t revision, bool confirmed = true) {
    return ask(command::ConfirmActionPoint{id, revision, confirmed});
  }
  testing::Answer reserve(const Viewer& viewer, ActionPointId id, const std::string& text_) {
    const ActionPoint* seen = find_action_point(seminar.group(birken), id);
    return seminar.ask(viewer, command::RecordReservation{id, text_, seen == nullptr ? "" : seen->reservation});
  }
  void set_themes(std::vector<std::string> themes) {
    PlanText plan = seminar.state().plan;
    plan.themes = std::move(themes);
    ASSERT_TRUE(seminar.ask(seminar.organiser(), command::EditPlan{plan}).accepted());
  }
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
  const ActionPointText full{" We start on time ", "Ida",  "2027-02-01", "Ask Per",       true, insight,
                             "2027-01-27",         "Time", "Habit",      "We end on time"};
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

struct UnfoldedField {
  const char* name;
  std::string ActionPointText::*text;
  std::size_t limit;
};
const UnfoldedField kUnfolded[] = {
    {"needed_from_leadership", &ActionPointText::needed_from_leadership, limits::kActionPointLeadership},
    {"obstacles", &ActionPointText::obstacles, limits::kActionPointObstacles},
    {"sign_of_success", &ActionPointText::sign_of_success, limits::kActionPointSign},
};

TEST_F(ActionPoints, what_unfolds_has_limits_and_holds_no_personal_number) {
  seminar.go_to(PhaseKind::productive_conversation);
  for (const UnfoldedField& field : kUnfolded) {
    ActionPointText written = text();
    written.*field.text = " " + std::string(field.limit, 'x') + " ";
    ASSERT_TRUE(add(written).accepted()) << field.name;
    written.*field.text = std::string(field.limit + 1, 'x');
    EXPECT_EQ(add(written).rejection(),
              rejected(RejectionCode::text_too_long, field.name, static_cast<std::uint32_t>(field.limit)));
    written.*field.text = "Ask about 010203-1234";
    EXPECT_EQ(add(written).rejection(), rejected(RejectionCode::personal_number, field.name));
  }
}

TEST_F(ActionPoints, what_is_needed_from_leadership_stays_with_or_without_the_flag) {
  seminar.go_to(PhaseKind::productive_conversation);
  ActionPointText written = text();
  written.needed_from_leadership = "An hour a week";
  for (const bool flagged : {false, true}) {
    written.needs_leadership = flagged;
    ASSERT_TRUE(add(written).accepted());
  }
  for (const auto& [id, point] : seminar.group(birken).action_points) {
    EXPECT_EQ(point.text.needed_from_leadership, "An hour a week");
  }
}

TEST_F(ActionPoints, the_first_step_comes_before_the_last_day) {
  seminar.go_to(PhaseKind::productive_conversation);
  ActionPointText dated = text();
  dated.first_step_by = "2027-02-01";
  EXPECT_TRUE(add(dated).accepted()) << "no last day";
  dated.by_when = "2027-02-01";
  EXPECT_TRUE(add(dated).accepted()) << "the same day";
  dated.by_when = "2027-01-31";
  EXPECT_EQ(add(dated).rejection(), rejected(RejectionCode::date_invalid, "first_step_by"));
  dated.first_step_by = "2027-01-19";
  EXPECT_EQ(add(dated).rejection(), rejected(RejectionCode::date_in_past, "first_step_by"));
  dated.first_step_by = "next week";
  EXPECT_EQ(add(dated).rejection(), rejected(RejectionCode::date_invalid, "first_step_by"));
}

TEST_F(ActionPoints, a_first_step_that_was_due_may_stay_but_never_behind_the_last_day) {
  seminar.go_to(PhaseKind::productive_conversation);
  ActionPointText dated = text();
  dated.first_step_by = "2027-01-25";
  dated.by_when = "2027-02-01";
  ASSERT_TRUE(add(dated).accepted());
  const ActionPointId id = seminar.group(birken).action_points.begin()->first;
  seminar.set_today(*parse_date("2027-01-28"));
  dated.who = "Ida";
  ASSERT_TRUE(edit(id, 1, dated).accepted());
  dated.by_when = "";
  ASSERT_TRUE(edit(id, 2, dated).accepted());
  dated.first_step_by = "2027-01-26";
  EXPECT_EQ(edit(id, 3, dated).rejection(), rejected(RejectionCode::date_in_past, "first_step_by"));
  dated.first_step_by = "2027-02-20";
  ASSERT_TRUE(edit(id, 3, dated).accepted());
  dated.by_when = "2027-02-19";
  EXPECT_EQ(edit(id, 4, dated).rejection(), rejected(RejectionCode::date_invalid, "first_step_by"));
}

TEST_F(ActionPoints, P71_are_drafts_until_this_is_what_we_mean) {
  seminar.go_to(PhaseKind::productive_conversation);
  const ActionPointId id = seminar.agree(birken, "We start on time");
  EXPECT_FALSE(stored(id).confirmed);
  ASSERT_TRUE(confirm(id, 1).accepted());
  EXPECT_TRUE(stored(id).confirmed);
  EXPECT_EQ(stored(id).revision, 2u);
  EXPECT_TRUE(confirm(id, 2).changed_nothing());
  ASSERT_TRUE(confirm(id, 2, false).accepted());
  EXPECT_FALSE(stored(id).confirmed);
  EXPECT_EQ(stored(id).revision, 3u);
}

TEST_F(ActionPoints, P71_nobody_confirms_a_wording_they_have_not_seen) {
  seminar.go_to(PhaseKind::productive_conversation);
  const ActionPointId id = seminar.agree(birken, "We start on time");
  ASSERT_TRUE(edit(id, 1, text("We start at nine")).accepted());
  EXPECT_EQ(confirm(id, 1).rejection(), rejected(RejectionCode::stale_revision));
  ASSERT_TRUE(confirm(id, 2).accepted());
  EXPECT_EQ(edit(id, 2, text("We start at ten")).rejection(), rejected(RejectionCode::stale_revision));
}

TEST_F(ActionPoints, P71_another_wording_is_a_draft_again_and_stays_shared) {
  seminar.go_to(PhaseKind::productive_conversation);
  const ActionPointId id = seminar.agree(birken, "We start on time");
  ASSERT_TRUE(confirm(id, 1).accepted());
  ASSERT_TRUE(share(id).accepted());
  ASSERT_TRUE(edit(id, 2, text("We start at nine")).accepted());
  EXPECT_FALSE(stored(id).confirmed);
  EXPECT_TRUE(stored(id).shared);
  EXPECT_GT(stored(id).revision, 2u);
}

TEST_F(ActionPoints, P71_which_insight_they_grew_from_is_no_part_of_the_wording) {
  seminar.go_to(PhaseKind::productive_conversation);
  const NoteId insight = seminar.add_note(seminar.host(birken), NoteKind::insight, "we interrupt");
  const ActionPointId id = seminar.agree(birken, "We start on time");
  ASSERT_TRUE(confirm(id, 1).accepted());
  ActionPointText linked = text();
  linked.insight = insight;
  ASSERT_TRUE(edit(id, 2, linked).accepted());
  EXPECT_TRUE(stored(id).confirmed);
  ASSERT_TRUE(ask(command::RemoveNote{insight}).accepted());
  EXPECT_TRUE(stored(id).confirmed);
  EXPECT_EQ(stored(id).revision, 4u);
}

TEST_F(ActionPoints, P72_a_reservation_is_recorded_by_anybody_and_is_nobodys) {
  seminar.go_to(PhaseKind::productive_conversation);
  const ActionPointId id = seminar.agree(birken, "We start on time");
  const Viewer phone = seminar.phone(birken);
  const Millis before = seminar.now_ms();
  ASSERT_TRUE(reserve(phone, id, " Not on Mondays ").accepted());
  EXPECT_EQ(stored(id).reservation, "Not on Mondays");
  EXPECT_EQ(stored(id).revision, 1u);
  EXPECT_TRUE(reserve(seminar.host(birken), id, "Not on Mondays").changed_nothing());
  ASSERT_EQ(seminar.log().back(),
            (Event{before, seminar.log().back().command, event::ReservationRecorded{birken, id, "Not on Mondays"}}));
  ASSERT_TRUE(reserve(seminar.host(birken), id, "").accepted());
  EXPECT_EQ(stored(id).reservation, "");
}

TEST_F(ActionPoints, P72_of_two_reservations_in_the_same_moment_none_is_lost) {
  seminar.go_to(PhaseKind::productive_conversation);
  const ActionPointId id = seminar.agree(birken, "We start on time");
  const auto press = [&](std::uint8_t phone, const char* text_, const char* seen) {
    return seminar.ask(seminar.phone(birken, phone), command::RecordReservation{id, text_, seen});
  };
  ASSERT_TRUE(press(1, "Not on Mondays", "").accepted());
  EXPECT_EQ(press(2, "Who pays?", "").rejection(), rejected(RejectionCode::stale_revision));
  EXPECT_EQ(press(2, "", "").rejection(), rejected(RejectionCode::stale_revision)) << "nor taken away unseen";
  EXPECT_EQ(stored(id).reservation, "Not on Mondays");
  EXPECT_TRUE(press(2, "Not on Mondays", "").changed_nothing()) << "both said the same";
  ASSERT_TRUE(press(2, "Not on Mondays\nWho pays?", "Not on Mondays").accepted());
  EXPECT_EQ(stored(id).reservation, "Not on Mondays\nWho pays?");
}

TEST_F(ActionPoints, P72_a_reservation_has_a_limit_and_holds_no_personal_number) {
  seminar.go_to(PhaseKind::productive_conversation);
  const ActionPointId id = seminar.agree(birken, "We start on time");
  EXPECT_TRUE(reserve(seminar.host(birken), id, std::string(limits::kReservation, 'x')).accepted());
  EXPECT_EQ(reserve(seminar.host(birken), id, std::string(limits::kReservation + 1, 'x')).rejection(),
            rejected(RejectionCode::text_too_long, "text", limits::kReservation));
  EXPECT_EQ(reserve(seminar.host(birken), id, "not for 010203-1234").rejection(),
            rejected(RejectionCode::personal_number, "text"));
}

TEST_F(ActionPoints, are_shared_under_a_theme_of_the_plan_or_none) {
  set_themes({"Children", "Parents"});
  seminar.go_to(PhaseKind::productive_conversation);
  const ActionPointId id = seminar.agree(birken, "We start on time");
  const auto share_as = [&](const char* theme) { return ask(command::ShareActionPoint{id, true, theme}); };
  EXPECT_EQ(share_as("Schools").rejection(), rejected(RejectionCode::not_found, "theme"));
  ASSERT_TRUE(share_as("Children").accepted());
  const Millis shared_at = seminar.now_ms();
  seminar.pass(testing::kMinuteMs);
  ASSERT_TRUE(share_as("Parents").accepted());
  EXPECT_EQ(stored(id).theme, "Parents");
  EXPECT_EQ(stored(id).shared_at_ms, shared_at) << "it is the same sharing";
  EXPECT_TRUE(share_as("Parents").changed_nothing());
  EXPECT_TRUE(share_as("").accepted());
}

TEST_F(ActionPoints, keep_their_theme_when_the_plan_loses_it) {
  set_themes({"Children"});
  seminar.go_to(PhaseKind::productive_conversation);
  const ActionPointId id = seminar.agree(birken, "We start on time");
  const ActionPointId other = seminar.agree(birken, "We end on time");
  ASSERT_TRUE(ask(command::ShareActionPoint{id, true, "Children"}).accepted());
  set_themes({});
  EXPECT_EQ(stored(id).theme, "Children");
  ASSERT_TRUE(share(id, false).accepted());
  EXPECT_TRUE(ask(command::ShareActionPoint{id, true, "Children"}).accepted());
  EXPECT_EQ(ask(command::ShareActionPoint{other, true, "Children"}).rejection(),
            rejected(RejectionCode::not_found, "theme"));
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
  EXPECT_TRUE(confirm(id, 2).accepted());
  EXPECT_TRUE(reserve(seminar.host(birken), id, "Not on Mondays").accepted());
  seminar.end();
  EXPECT_EQ(confirm(id, 3, false).rejection(), kNotNow);
  EXPECT_EQ(reserve(seminar.host(birken), id, "").rejection(), kNotNow);
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
  EXPECT_EQ(confirm(id, 2).rejection(), kNotNow);
  EXPECT_EQ(reserve(seminar.host(birken), id, "Not on Mondays").rejection(), kNotNow);
  EXPECT_EQ(remove(id).rejection(), kNotNow);
}

TEST_F(ActionPoints, of_another_group_are_not_found) {
  seminar.go_to(PhaseKind::productive_conversation);
  const ActionPointId theirs = seminar.agree(elmen, "theirs");
  EXPECT_EQ(edit(theirs, 1, text()).rejection(), kUnknown);
  EXPECT_EQ(share(theirs).rejection(), kUnknown);
  EXPECT_EQ(confirm(theirs, 1).rejection(), kUnknown);
  EXPECT_EQ(reserve(seminar.phone(birken), theirs, "no").rejection(), kUnknown);
  EXPECT_EQ(remove(theirs).rejection(), kUnknown);
}

}  // namespace
}  // namespace samtale
