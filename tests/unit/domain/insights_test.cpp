// What a phone hands in, what a group shares of its insights, and what the facilitator puts on the wall.
#include <algorithm>

#include <gtest/gtest.h>

#include "tests/support/seminar_builder.h"

namespace samtale {
namespace {

using testing::numbered;
using testing::SeminarBuilder;

Rejection rejected(RejectionCode code, const char* field = "", std::uint32_t limit = 0) { return {code, field, limit}; }
const Rejection kNotNow = rejected(RejectionCode::not_now);
const Rejection kUnknown = rejected(RejectionCode::not_found, "note_id");

class Insights : public ::testing::Test {
 protected:
  testing::Answer hand_in(const Viewer& viewer, NoteId note, NoteKind kind = NoteKind::group_note) {
    return seminar.ask(viewer, command::HandInNote{note, kind});
  }
  testing::Answer share(NoteId note, bool shared = true) {
    return seminar.ask(host, command::ShareInsight{note, shared});
  }
  testing::Answer show(NoteId note, bool shown = true) {
    return seminar.ask(seminar.facilitator(), command::ShowInsight{birken, note, shown});
  }
  NoteId insight(const std::string& text = "we interrupt") { return seminar.add_note(host, NoteKind::insight, text); }
  const Note& note(NoteId id) const { return seminar.group(birken).notes.at(id); }
  // The wall as this viewer sees it: text, and + for what is shown.
  std::vector<std::string> wall(const Viewer& viewer) const {
    std::vector<std::string> seen;
    for (const auto& change : snapshot(seminar.state(), viewer)) {
      const auto* entity = std::get_if<change::WallInsight>(&change);
      if (entity != nullptr) seen.push_back(entity->text + (entity->shown ? "+" : ""));
    }
    return seen;
  }

  SeminarBuilder seminar;
  const GroupId birken = seminar.add_group("Birken");
  const GroupId elmen = seminar.add_group("Elmen");
  const Viewer host = seminar.host(birken);
  const Viewer phone = seminar.phone(birken, 1);
};
using Wall = std::vector<std::string>;

TEST_F(Insights, P70_a_note_that_is_handed_in_is_the_groups_and_nobody_elses) {
  seminar.go_to(PhaseKind::learning_conversation);
  const NoteId mine = seminar.add_note(phone, NoteKind::private_note, "mine");
  const auto answer = hand_in(phone, mine, NoteKind::insight);
  ASSERT_TRUE(answer.accepted());
  EXPECT_EQ(note(mine).kind, NoteKind::insight);
  EXPECT_TRUE(note(mine).device.empty()) << "nothing tells whose it was";
  EXPECT_EQ(seminar.log().back().body, event::Body{(event::NoteHandedIn{birken, mine, NoteKind::insight})});
  for (const auto& [audience, change] : answer.changes) {
    if (std::holds_alternative<Note>(change)) {
      EXPECT_EQ(audience, Audience::of(birken));
    }
  }
  EXPECT_EQ(seminar.ask(phone, command::EditNote{mine, "mine again"}).code(), RejectionCode::not_allowed);
  EXPECT_TRUE(seminar.ask(host, command::EditNote{mine, "ours"}).accepted());
}

TEST_F(Insights, P70_only_the_device_that_wrote_it_hands_a_note_in) {
  seminar.go_to(PhaseKind::learning_conversation);
  const NoteId mine = seminar.add_note(phone, NoteKind::private_note, "mine");
  const auto not_this = rejected(RejectionCode::not_allowed, "note_id");
  for (const Viewer& viewer : {host, seminar.phone(birken, 2)}) EXPECT_EQ(hand_in(viewer, mine).rejection(), not_this);
  EXPECT_EQ(hand_in(seminar.phone(elmen), mine).rejection(), kUnknown);
  ASSERT_TRUE(hand_in(phone, mine).accepted());
  EXPECT_EQ(hand_in(phone, mine).rejection(), not_this) << "it is no longer a private one";
  const NoteId hosts = seminar.add_note(host, NoteKind::private_note, "the host's own");
  EXPECT_TRUE(hand_in(host, hosts).accepted());
}

TEST_F(Insights, P70_a_note_is_handed_in_as_what_may_be_written_then) {
  seminar.open_lobby();
  const NoteId mine = seminar.add_note(phone, NoteKind::private_note, "mine");
  EXPECT_EQ(hand_in(phone, mine).rejection(), kNotNow);
  seminar.go_to(PhaseKind::talk_2);
  EXPECT_EQ(hand_in(phone, mine, NoteKind::insight).rejection(), rejected(RejectionCode::not_now, "kind"));
  for (const int kind : {0, 1, 4}) {
    EXPECT_EQ(hand_in(phone, mine, static_cast<NoteKind>(kind)).rejection(),
              rejected(RejectionCode::malformed, "kind"));
  }
  EXPECT_TRUE(hand_in(phone, mine).accepted());
  const NoteId other = seminar.add_note(phone, NoteKind::private_note, "another");
  seminar.end();
  EXPECT_EQ(hand_in(phone, other).rejection(), kNotNow);
}

TEST_F(Insights, P70_staff_see_that_there_is_one_more_note) {
  seminar.go_to(PhaseKind::learning_conversation);
  const NoteId mine = seminar.add_note(phone, NoteKind::private_note, "mine");
  const auto answer = hand_in(phone, mine);
  const auto progress = std::find_if(answer.changes.begin(), answer.changes.end(), [](const auto& change) {
    return std::holds_alternative<change::GroupProgress>(change.change);
  });
  ASSERT_NE(progress, answer.changes.end());
  EXPECT_EQ(std::get<change::GroupProgress>(progress->change).notes, 1u);
}

TEST_F(Insights, P73_are_shared_by_the_group_from_the_learning_conversation_on) {
  seminar.go_to(PhaseKind::learning_conversation);
  const NoteId ours = insight();
  ASSERT_TRUE(share(ours).accepted());
  EXPECT_TRUE(note(ours).shared);
  EXPECT_TRUE(share(ours).changed_nothing());
  ASSERT_TRUE(seminar.previous_phase().accepted());
  EXPECT_EQ(share(ours, false).rejection(), kNotNow);
  seminar.go_to(PhaseKind::evaluation);
  EXPECT_TRUE(share(ours, false).accepted());
  seminar.end();
  EXPECT_EQ(share(ours).rejection(), kNotNow);
}

TEST_F(Insights, P73_nothing_but_an_insight_of_ones_own_group_can_be_shared) {
  seminar.go_to(PhaseKind::learning_conversation);
  EXPECT_EQ(share(seminar.add_note(host, NoteKind::group_note, "a note")).rejection(), kUnknown);
  EXPECT_EQ(share(seminar.add_note(phone, NoteKind::private_note, "mine")).rejection(), kUnknown);
  EXPECT_EQ(share(seminar.add_note(seminar.host(elmen), NoteKind::insight, "theirs")).rejection(), kUnknown);
  EXPECT_EQ(share(numbered<NoteId>(3)).rejection(), kUnknown);
}

TEST_F(Insights, P73_a_group_shares_ten_at_most) {
  seminar.go_to(PhaseKind::learning_conversation);
  std::vector<NoteId> ours;
  for (std::size_t i = 0; i <= limits::kSharedInsightsPerGroup; ++i) ours.push_back(insight());
  for (std::size_t i = 0; i < limits::kSharedInsightsPerGroup; ++i) ASSERT_TRUE(share(ours[i]).accepted());
  EXPECT_EQ(share(ours.back()).rejection(),
            rejected(RejectionCode::limit_reached, "insights", limits::kSharedInsightsPerGroup));
  ASSERT_TRUE(share(ours[0], false).accepted());
  EXPECT_TRUE(share(ours.back()).accepted());
}

TEST_F(Insights, P74_are_staffs_until_they_are_shown_and_everyones_from_the_wrap_up_on) {
  seminar.go_to(PhaseKind::learning_conversation);
  const NoteId ours = insight("first");
  insight("kept to ourselves");
  ASSERT_TRUE(share(ours).accepted());
  const NoteId later = insight("second");
  ASSERT_TRUE(share(later).accepted());
  const Viewer others[] = {seminar.host(elmen), seminar.speaker(), seminar.screen(birken)};
  for (const Viewer& viewer : others) EXPECT_EQ(wall(viewer), Wall{});
  EXPECT_EQ(wall(seminar.organiser()), (Wall{"first", "second"}));
  ASSERT_TRUE(show(ours).accepted());
  for (const Viewer& viewer : others) EXPECT_EQ(wall(viewer), Wall{}) << "the wrap-up has not begun";
  EXPECT_EQ(wall(seminar.facilitator()), (Wall{"first+", "second"}));
  seminar.go_to(PhaseKind::wrap_up);
  for (const Viewer& viewer : others) EXPECT_EQ(wall(viewer), Wall{"first+"});
  ASSERT_TRUE(show(ours, false).accepted());
  for (const Viewer& viewer : others) EXPECT_EQ(wall(viewer), Wall{});
  EXPECT_EQ(wall(seminar.facilitator()), (Wall{"first", "second"}));
}

TEST_F(Insights, P74_what_a_group_takes_back_leaves_the_wall) {
  seminar.go_to(PhaseKind::wrap_up);
  const NoteId one = insight("one");
  const NoteId two = insight("two");
  for (const NoteId each : {one, two}) {
    ASSERT_TRUE(share(each).accepted());
    ASSERT_TRUE(show(each).accepted());
    EXPECT_TRUE(show(each).changed_nothing());
  }
  ASSERT_TRUE(seminar.ask(host, command::EditNote{two, "two, in better words"}).accepted());
  EXPECT_EQ(wall(seminar.phone(elmen)), (Wall{"one+", "two, in better words+"}));
  ASSERT_TRUE(share(one, false).accepted());
  ASSERT_TRUE(seminar.ask(host, command::RemoveNote{two}).accepted());
  EXPECT_EQ(wall(seminar.phone(elmen)), Wall{});
  EXPECT_EQ(wall(seminar.facilitator()), Wall{});
  ASSERT_TRUE(share(one).accepted());
  EXPECT_EQ(wall(seminar.phone(elmen)), Wall{}) << "shown anew only by the facilitator";
}

TEST_F(Insights, P74_only_what_is_shared_can_be_shown) {
  seminar.go_to(PhaseKind::learning_conversation);
  const NoteId ours = insight();
  EXPECT_EQ(show(ours).rejection(), kUnknown);
  ASSERT_TRUE(share(ours).accepted());
  const auto show_in = [&](GroupId group) {
    return seminar.ask(seminar.organiser(), command::ShowInsight{group, ours, true}).rejection();
  };
  EXPECT_EQ(show_in(elmen), kUnknown);
  EXPECT_EQ(show_in(numbered<GroupId>(3)), rejected(RejectionCode::not_found, "group_id"));
  seminar.end();
  EXPECT_EQ(show(ours).rejection(), kNotNow);
}

// Screens that follow must lose what is taken off the wall, and nobody hears of what they never saw.
TEST_F(Insights, P74_a_change_of_the_wall_reaches_those_it_concerns) {
  seminar.go_to(PhaseKind::learning_conversation);
  const NoteId ours = insight();
  const auto told = [](const testing::Answer& answer) {
    std::string words;
    for (const auto& [audience, change] : answer.changes) {
      const auto* removed = std::get_if<change::Removed>(&change);
      const bool off = removed != nullptr && removed->kind == change::EntityKind::wall_insight;
      if (!off && !std::holds_alternative<change::WallInsight>(change)) continue;
      words += audience == Audience::everyone() ? "everyone" : audience == Audience::staff() ? "staff" : "?";
      words += off ? "- " : "+ ";
    }
    return words;
  };
  EXPECT_EQ(told(share(ours)), "staff+ ");
  EXPECT_EQ(told(show(ours)), "staff+ ");
  EXPECT_EQ(told(show(ours, false)), "staff+ ");
  ASSERT_TRUE(show(ours).accepted());
  EXPECT_EQ(told(seminar.next_phase()), "everyone+ ");
  EXPECT_EQ(told(show(ours, false)), "everyone- staff+ ");
  EXPECT_EQ(told(show(ours)), "everyone+ ");
  EXPECT_EQ(told(share(ours, false)), "everyone- staff+ staff- ");
  ASSERT_TRUE(share(ours).accepted());
  EXPECT_EQ(told(seminar.ask(host, command::EditNote{ours, "other words"})), "staff+ ");
  ASSERT_TRUE(show(ours).accepted());
  EXPECT_EQ(told(seminar.ask(seminar.organiser(), command::EditGroup{birken, {"Asken", "", "", ""}})), "everyone+ ");
}

}  // namespace
}  // namespace samtale
