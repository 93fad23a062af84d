// What groups do with what others have shared: try it too, thank, ask, answer; and how far it travels.
#include <algorithm>
#include <map>
#include <random>
#include <set>

#include <gtest/gtest.h>

#include "tests/support/seminar_builder.h"

namespace samtale {
namespace {

using testing::numbered;
using testing::SeminarBuilder;

Rejection rejected(RejectionCode code, const char* field = "", std::uint32_t limit = 0) { return {code, field, limit}; }
const Rejection kNotNow = rejected(RejectionCode::not_now);
const Rejection kUnknown = rejected(RejectionCode::not_found, "action_point_id");
const Rejection kNotThis = rejected(RejectionCode::not_allowed, "action_point_id");
const Rejection kHasItAlready = rejected(RejectionCode::already_taken_up, "action_point_id");

// What `viewer` sees of this kind of entity.
template <class Entity>
std::vector<Entity> seen(const Seminar& seminar, const Viewer& viewer) {
  std::vector<Entity> entities;
  for (const auto& change : snapshot(seminar, viewer)) {
    if (const auto* entity = std::get_if<Entity>(&change)) entities.push_back(*entity);
  }
  return entities;
}

class Gallery : public ::testing::Test {
 protected:
  testing::Answer ask(GroupId group, command::Body body) { return seminar.ask(seminar.host(group), std::move(body)); }
  // Gives the copy's id.
  ActionPointId take_up(GroupId group, ActionPointId id) {
    const Command command{seminar.next_id(), command::TakeUpActionPoint{id}};
    EXPECT_TRUE(seminar.ask(seminar.phone(group), command).accepted());
    return command.id.as<ActionPointTag>();
  }
  Rejection refusal(GroupId group, ActionPointId id) { return ask(group, command::TakeUpActionPoint{id}).rejection(); }
  const ActionPoint& stored(GroupId group, ActionPointId id) const { return seminar.group(group).action_points.at(id); }
  // Who has it from this group, and over how many.
  std::map<std::string, std::uint32_t> travelled(GroupId group, ActionPointId id) const {
    std::map<std::string, std::uint32_t> distances;
    for (const auto& view : seen<change::ActionPointView>(seminar.state(), seminar.screen(group))) {
      if (view.id != id) continue;
      for (const auto& traveller : view.taken_up_by) distances[traveller.group_name] = traveller.distance;
    }
    return distances;
  }
  ActionPointId share_one(GroupId group) {
    seminar.go_to(PhaseKind::productive_conversation);
    const ActionPointId id = seminar.agree(group, "We start on time");
    seminar.share(group, id);
    return id;
  }

  SeminarBuilder seminar;
  const GroupId asken = seminar.add_group("Asken");
  const GroupId birken = seminar.add_group("Birken");
  const GroupId cedren = seminar.add_group("Cedren");
};
using Distances = std::map<std::string, std::uint32_t>;

TEST_F(Gallery, P75_taking_up_makes_a_draft_that_remembers_where_it_came_from) {
  seminar.go_to(PhaseKind::productive_conversation);
  const NoteId insight = seminar.add_note(seminar.host(asken), NoteKind::insight, "we interrupt");
  const ActionPointText theirs{"We start on time", "Ida",  "2027-02-01", "Ask Per",       true, insight,
                               "2027-01-27",       "Time", "Habit",      "We end on time"};
  const ActionPointId id = seminar.agree(asken, "to be written");
  ASSERT_TRUE(ask(asken, command::EditActionPoint{id, 1, theirs}).accepted());
  ASSERT_TRUE(ask(asken, command::ConfirmActionPoint{id, 2, true}).accepted());
  ASSERT_TRUE(ask(asken, command::RecordReservation{id, "not all of us", ""}).accepted());
  seminar.share(asken, id);
  seminar.go_to(PhaseKind::sharing);
  const ActionPointId copy = take_up(birken, id);
  ActionPointText expected;
  expected.what = "We start on time";
  expected.first_step = "Ask Per";
  expected.sign_of_success = "We end on time";
  EXPECT_EQ(stored(birken, copy).text, expected);
  EXPECT_EQ(stored(birken, copy).origin, (Origin{id, asken, "Asken", "Asken school"}));
  EXPECT_FALSE(stored(birken, copy).confirmed);
  EXPECT_FALSE(stored(birken, copy).shared);
  EXPECT_EQ(stored(birken, copy).reservation, "");
  EXPECT_EQ(stored(birken, copy).revision, 1u);
  EXPECT_EQ(travelled(asken, id), (Distances{{"Birken", 1}}));
  EXPECT_TRUE(ask(birken, command::EditActionPoint{copy, 1, {"We try it on Mondays"}}).accepted());
}

TEST_F(Gallery, P75_nothing_is_taken_up_thanked_or_asked_before_the_gallery_opens) {
  const ActionPointId id = share_one(asken);
  const auto refused = [&](const Rejection& why) {
    EXPECT_EQ(refusal(birken, id), why);
    EXPECT_EQ(ask(birken, command::ThankGroup{id, true}).rejection(), why);
    EXPECT_EQ(ask(birken, command::AskGroup{id, "How?"}).rejection(), why);
  };
  refused(kNotNow);
  seminar.go_to(PhaseKind::evaluation);
  take_up(cedren, id);
  seminar.end();
  refused(kNotNow);
}

TEST_F(Gallery, P75_stays_open_when_the_facilitator_goes_back_but_nothing_is_decided_in_the_learning_conversation) {
  const ActionPointId id = share_one(asken);
  seminar.go_to(PhaseKind::sharing);
  while (running_phase(seminar.state())->kind > PhaseKind::wrap_up) ASSERT_TRUE(seminar.previous_phase().accepted());
  take_up(cedren, id);
  ASSERT_TRUE(seminar.previous_phase().accepted());
  EXPECT_EQ(refusal(birken, id), kNotNow);
  EXPECT_TRUE(ask(birken, command::ThankGroup{id, true}).accepted());
}

TEST_F(Gallery, P75_only_what_another_group_shares_is_taken_up_thanked_for_or_asked_about) {
  const ActionPointId id = share_one(asken);
  const ActionPointId hidden = seminar.agree(asken, "kept to ourselves");
  seminar.go_to(PhaseKind::sharing);
  for (const ActionPointId unknown : {hidden, numbered<ActionPointId>(3)}) {
    EXPECT_EQ(refusal(birken, unknown), kUnknown);
    EXPECT_EQ(ask(birken, command::ThankGroup{unknown, true}).rejection(), kUnknown);
    EXPECT_EQ(ask(birken, command::AskGroup{unknown, "How?"}).rejection(), kUnknown);
  }
  EXPECT_EQ(refusal(asken, id), kNotThis);
  EXPECT_EQ(ask(asken, command::ThankGroup{id, true}).rejection(), kNotThis);
  EXPECT_EQ(ask(asken, command::AskGroup{id, "How?"}).rejection(), kNotThis);
}

TEST_F(Gallery, P75_a_group_takes_nothing_up_twice_nor_back_by_whatever_way_it_comes) {
  const ActionPointId id = share_one(asken);
  seminar.go_to(PhaseKind::sharing);
  const ActionPointId at_birken = take_up(birken, id);
  EXPECT_EQ(refusal(birken, id), kHasItAlready);
  seminar.share(birken, at_birken);
  EXPECT_EQ(refusal(asken, at_birken), kNotThis) << "its own would come back to it";
  const ActionPointId at_cedren = take_up(cedren, at_birken);
  EXPECT_EQ(refusal(cedren, id), kHasItAlready) << "it has it already, from Birken";
  seminar.share(cedren, at_cedren);
  EXPECT_EQ(refusal(birken, at_cedren), kHasItAlready);
  EXPECT_EQ(refusal(asken, at_cedren), kNotThis);
  ASSERT_TRUE(ask(birken, command::RemoveActionPoint{at_birken}).accepted());
  take_up(birken, at_cedren);
}

TEST_F(Gallery, P76_the_first_group_sees_how_far_it_has_travelled) {
  const ActionPointId id = share_one(asken);
  seminar.go_to(PhaseKind::sharing);
  const ActionPointId at_birken = take_up(birken, id);
  seminar.share(birken, at_birken);
  const ActionPointId at_cedren = take_up(cedren, at_birken);
  EXPECT_EQ(travelled(asken, id), (Distances{{"Birken", 1}, {"Cedren", 2}}));
  EXPECT_EQ(travelled(birken, at_birken), (Distances{{"Cedren", 1}}));
  EXPECT_EQ(travelled(cedren, at_cedren), Distances{});
  for (const auto& shared : seen<change::SharedActionPoint>(seminar.state(), seminar.speaker())) {
    const std::set<GroupId> expected = shared.id == id ? std::set<GroupId>{birken, cedren} : std::set<GroupId>{cedren};
    EXPECT_EQ(shared.taken_up_by, expected);
  }
}

TEST_F(Gallery, P76_a_chain_holds_when_a_link_of_it_goes) {
  const ActionPointId id = share_one(asken);
  seminar.go_to(PhaseKind::sharing);
  const ActionPointId at_birken = take_up(birken, id);
  seminar.share(birken, at_birken);
  const ActionPointId at_cedren = take_up(cedren, at_birken);
  ASSERT_TRUE(ask(birken, command::RemoveActionPoint{at_birken}).accepted());
  EXPECT_EQ(travelled(asken, id), (Distances{{"Cedren", 2}}));
  EXPECT_EQ(stored(cedren, at_cedren).origin.group_name, "Birken");
  ASSERT_TRUE(ask(asken, command::RemoveActionPoint{id}).accepted());
  EXPECT_EQ(stored(cedren, at_cedren).origin.group_name, "Birken");
  ASSERT_TRUE(ask(cedren, command::RemoveActionPoint{at_cedren}).accepted());
}

TEST_F(Gallery, P76_an_original_that_is_unshared_keeps_its_copies) {
  const ActionPointId id = share_one(asken);
  seminar.go_to(PhaseKind::sharing);
  const ActionPointId copy = take_up(birken, id);
  ASSERT_TRUE(ask(asken, command::ShareActionPoint{id, false, ""}).accepted());
  EXPECT_EQ(travelled(asken, id), (Distances{{"Birken", 1}}));
  EXPECT_EQ(stored(birken, copy).origin.group_name, "Asken");
}

TEST_F(Gallery, P75_the_limit_of_action_points_holds) {
  const ActionPointId id = share_one(asken);
  for (std::size_t i = 0; i < limits::kActionPointsPerGroup; ++i) seminar.agree(birken, "one more");
  seminar.go_to(PhaseKind::sharing);
  EXPECT_EQ(refusal(birken, id),
            rejected(RejectionCode::limit_reached, "action_points", limits::kActionPointsPerGroup));
}

TEST_F(Gallery, P75_a_copy_carries_the_id_of_its_command) {
  const ActionPointId id = share_one(asken);
  seminar.go_to(PhaseKind::sharing);
  const Command taken{id.as<CommandTag>(), command::TakeUpActionPoint{id}};
  EXPECT_EQ(seminar.ask(seminar.host(birken), taken).rejection(), rejected(RejectionCode::id_invalid, "command_id"));
}

TEST_F(Gallery, P77_thanks_are_one_per_group_and_can_be_taken_back) {
  const ActionPointId id = share_one(asken);
  seminar.go_to(PhaseKind::sharing);
  const auto thanks = [&] {
    return seen<change::ActionPointView>(seminar.state(), seminar.host(asken)).at(0).thanked_by;
  };
  ASSERT_TRUE(seminar.ask(seminar.phone(birken), command::ThankGroup{id, true}).accepted());
  EXPECT_TRUE(ask(birken, command::ThankGroup{id, true}).changed_nothing());
  EXPECT_EQ(thanks(), std::vector<std::string>{"Birken"});
  EXPECT_EQ(seen<change::SharedActionPoint>(seminar.state(), seminar.host(cedren)).at(0).thanked_by,
            std::set<GroupId>{birken});
  ASSERT_TRUE(ask(birken, command::ThankGroup{id, false}).accepted());
  EXPECT_EQ(thanks(), std::vector<std::string>{});
}

TEST_F(Gallery, P78_what_one_group_asks_another_is_read_by_these_two_and_not_by_staff) {
  const ActionPointId id = share_one(asken);
  seminar.go_to(PhaseKind::sharing);
  const auto answer = seminar.ask(seminar.phone(birken), command::AskGroup{id, " How did you begin? "});
  ASSERT_TRUE(answer.accepted());
  std::set<Audience> told;
  for (const auto& change : answer.changes) told.insert(change.audience);
  EXPECT_EQ(told, (std::set<Audience>{Audience::of(asken), Audience::of(birken)}));
  for (const Viewer& viewer : {seminar.host(asken), seminar.screen(birken)}) {
    const auto messages = seen<change::GroupMessageView>(seminar.state(), viewer);
    ASSERT_EQ(messages.size(), 1u);
    EXPECT_EQ(messages[0].message.text, "How did you begin?");
    EXPECT_EQ(messages[0].from_group_name, "Birken");
  }
  for (const Viewer& viewer : {seminar.host(cedren), seminar.facilitator(), seminar.organiser(), seminar.speaker()}) {
    EXPECT_TRUE(seen<change::GroupMessageView>(seminar.state(), viewer).empty());
  }
  ASSERT_TRUE(ask(asken, command::RemoveActionPoint{id}).accepted());
  EXPECT_EQ(seen<change::GroupMessageView>(seminar.state(), seminar.host(asken)).size(), 1u) << "it was asked";
}

TEST_F(Gallery, P78_what_is_asked_has_limits) {
  const ActionPointId id = share_one(asken);
  seminar.go_to(PhaseKind::sharing);
  const auto refused = [&](const std::string& text) { return ask(birken, command::AskGroup{id, text}).rejection(); };
  EXPECT_EQ(refused(" "), rejected(RejectionCode::text_empty, "text"));
  EXPECT_EQ(refused(std::string(limits::kQuestion + 1, 'x')),
            rejected(RejectionCode::text_too_long, "text", limits::kQuestion));
  EXPECT_EQ(refused("about 010203-1234"), rejected(RejectionCode::personal_number, "text"));
  for (std::size_t i = 0; i < limits::kMessagesPerActionPoint; ++i) {
    ASSERT_TRUE(ask(i % 2 == 0 ? birken : cedren, command::AskGroup{id, "How?"}).accepted());
  }
  EXPECT_EQ(refused("How?"), rejected(RejectionCode::limit_reached, "messages", limits::kMessagesPerActionPoint));
}

// Birken asks Asken.
class Answers : public Gallery {
 protected:
  void SetUp() override {
    id = share_one(asken);
    seminar.go_to(PhaseKind::sharing);
    const Command command{seminar.next_id(), command::AskGroup{id, "How did you begin?"}};
    ASSERT_TRUE(seminar.ask(seminar.phone(birken), command).accepted());
    question = command.id.as<MessageTag>();
  }
  testing::Answer answer(const Viewer& viewer, const std::string& text) {
    return seminar.ask(viewer, command::AnswerGroup{question, text, stored_message().answer});
  }
  const GroupMessage& stored_message() const { return seminar.state().messages.at(question); }

  ActionPointId id;
  MessageId question;
};

TEST_F(Answers, P91_are_written_by_the_group_that_was_asked_and_read_by_the_two) {
  seminar.pass(1'000);
  const auto answered = answer(seminar.phone(asken), " With a bell ");
  ASSERT_TRUE(answered.accepted());
  EXPECT_EQ(stored_message().answer, "With a bell");
  EXPECT_EQ(stored_message().answered_at_ms, seminar.now_ms());
  std::set<Audience> told;
  for (const auto& change : answered.changes) told.insert(change.audience);
  EXPECT_EQ(told, (std::set<Audience>{Audience::of(asken), Audience::of(birken)}));
  for (const Viewer& viewer : {seminar.screen(asken), seminar.host(birken)}) {
    const auto messages = seen<change::GroupMessageView>(seminar.state(), viewer);
    ASSERT_EQ(messages.size(), 1u);
    EXPECT_EQ(messages[0].message.answer, "With a bell");
  }
  for (const Viewer& viewer : {seminar.host(cedren), seminar.facilitator(), seminar.organiser(), seminar.speaker()}) {
    EXPECT_TRUE(seen<change::GroupMessageView>(seminar.state(), viewer).empty());
  }
}

TEST_F(Answers, P91_can_be_worded_anew_and_taken_back) {
  ASSERT_TRUE(answer(seminar.host(asken), "With a bell").accepted());
  EXPECT_TRUE(answer(seminar.phone(asken), "With a bell").changed_nothing());
  ASSERT_TRUE(answer(seminar.phone(asken), "With a song").accepted());
  EXPECT_EQ(stored_message().answer, "With a song");
  ASSERT_TRUE(answer(seminar.host(asken), " ").accepted());
  EXPECT_EQ(stored_message().answer, "");
  EXPECT_EQ(stored_message().answered_at_ms, 0);
}

TEST_F(Answers, P91_are_not_for_those_who_asked_nor_for_others) {
  EXPECT_EQ(answer(seminar.host(birken), "So").rejection(), rejected(RejectionCode::not_allowed, "message_id"));
  const Rejection unknown = rejected(RejectionCode::not_found, "message_id");
  EXPECT_EQ(answer(seminar.host(cedren), "So").rejection(), unknown) << "as if there were none";
  EXPECT_EQ(ask(asken, command::AnswerGroup{numbered<MessageId>(5), "So", ""}).rejection(), unknown);
  seminar.end();
  EXPECT_EQ(answer(seminar.host(asken), "So").rejection(), kNotNow);
}

TEST_F(Answers, P91_have_a_limit_and_no_personal_number) {
  const auto refused = [&](const std::string& text) { return answer(seminar.host(asken), text).rejection(); };
  EXPECT_EQ(refused(std::string(limits::kQuestion + 1, 'x')),
            rejected(RejectionCode::text_too_long, "text", limits::kQuestion));
  EXPECT_EQ(refused("ask 010203-1234"), rejected(RejectionCode::personal_number, "text"));
  EXPECT_TRUE(answer(seminar.host(asken), std::string(limits::kQuestion, 'x')).accepted());
}

TEST_F(Answers, P91_of_two_in_the_same_moment_none_is_lost) {
  const auto press = [&](const Viewer& viewer, const char* text) {
    return seminar.ask(viewer, command::AnswerGroup{question, text, ""});
  };
  ASSERT_TRUE(press(seminar.host(asken), "With a bell").accepted());
  EXPECT_EQ(press(seminar.phone(asken), "With a song").rejection(), rejected(RejectionCode::stale_revision));
  EXPECT_EQ(stored_message().answer, "With a bell");
}

TEST_F(Gallery, P75_what_is_shared_tells_how_one_sees_that_it_works) {
  seminar.go_to(PhaseKind::productive_conversation);
  const ActionPointId id = seminar.agree(asken, "We start on time");
  ActionPointText text = stored(asken, id).text;
  text.sign_of_success = "We end on time";
  text.obstacles = "Habit";
  ASSERT_TRUE(ask(asken, command::EditActionPoint{id, 1, text}).accepted());
  seminar.share(asken, id);
  seminar.go_to(PhaseKind::sharing);
  EXPECT_EQ(seen<change::SharedActionPoint>(seminar.state(), seminar.screen(birken)).at(0).sign_of_success,
            "We end on time");
}

TEST_F(Gallery, a_group_that_has_thanked_or_asked_cannot_be_removed) {
  const ActionPointId id = share_one(asken);
  const GroupId not_arrived = seminar.add_expected_group("Dadlen");
  seminar.go_to(PhaseKind::sharing);
  const auto remove = [&] { return seminar.ask(seminar.organiser(), command::RemoveGroup{not_arrived}); };
  ASSERT_TRUE(seminar.ask(seminar.phone(not_arrived), command::ThankGroup{id, true}).accepted());
  EXPECT_EQ(remove().code(), RejectionCode::not_now);
  ASSERT_TRUE(seminar.ask(seminar.phone(not_arrived), command::ThankGroup{id, false}).accepted());
  ASSERT_TRUE(seminar.ask(seminar.phone(not_arrived), command::AskGroup{id, "How?"}).accepted());
  EXPECT_EQ(remove().code(), RejectionCode::not_now);
}

TEST_F(Gallery, a_groups_new_name_reaches_those_it_has_taken_up_from_thanked_and_asked) {
  const ActionPointId id = share_one(asken);
  seminar.go_to(PhaseKind::sharing);
  take_up(birken, id);
  ASSERT_TRUE(ask(birken, command::ThankGroup{id, true}).accepted());
  ASSERT_TRUE(ask(birken, command::AskGroup{id, "How?"}).accepted());
  ASSERT_TRUE(seminar.ask(seminar.organiser(), command::EditGroup{birken, {"Bogen", "", "", ""}}).accepted());
  EXPECT_EQ(travelled(asken, id), (Distances{{"Bogen", 1}}));
  const auto view = seen<change::ActionPointView>(seminar.state(), seminar.host(asken)).at(0);
  EXPECT_EQ(view.thanked_by, std::vector<std::string>{"Bogen"});
  ASSERT_TRUE(seminar.ask(seminar.organiser(), command::EditGroup{asken, {"Aspen", "", "", ""}}).accepted());
  const auto copy = seen<change::ActionPointView>(seminar.state(), seminar.host(birken)).at(0);
  EXPECT_EQ(copy.origin.group_name, "Asken") << "as it was called when it was taken up";
}

// Random take-ups, removals, sharings and unsharings, against a family tree that is kept beside and forgets nothing.
TEST(Chains, P76_hold_whatever_is_taken_up_removed_or_unshared) {
  constexpr int kGroups = 7;
  constexpr int kAttempts = 600;
  std::size_t longest_seen = 0;
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::mt19937_64 random{seed};
    const auto below = [&](std::size_t end) { return static_cast<std::size_t>(random() % end); };
    SeminarBuilder seminar;
    std::vector<GroupId> groups;
    for (int i = 0; i < kGroups; ++i) groups.push_back(seminar.add_group("Group " + std::to_string(i)));
    seminar.go_to(PhaseKind::productive_conversation);
    struct Kin {
      GroupId group;
      ActionPointId parent;  // empty: a group's own
      bool exists = true;
    };
    std::map<ActionPointId, Kin> tree;
    for (const GroupId group : groups) {
      if (tree.size() < 3) tree[seminar.agree(group, "ours")] = {group, {}, true};
    }
    seminar.go_to(PhaseKind::sharing);
    const auto root = [&](ActionPointId id) {
      while (!tree.at(id).parent.empty()) id = tree.at(id).parent;
      return id;
    };
    for (int attempt = 0; attempt < kAttempts; ++attempt) {
      const ActionPointId id = std::next(tree.begin(), static_cast<std::ptrdiff_t>(below(tree.size())))->first;
      const Kin kin = tree.at(id);
      const std::size_t what = below(16);
      if (what == 0) {
        if (seminar.ask(seminar.host(kin.group), command::RemoveActionPoint{id}).accepted()) tree.at(id).exists = false;
      } else if (what < 7) {
        seminar.ask(seminar.host(kin.group), command::ShareActionPoint{id, what != 1, ""});
      } else {
        const GroupId group = groups[below(groups.size())];
        const bool shared = kin.exists && seminar.group(kin.group).action_points.at(id).shared;
        const bool has_kin = std::any_of(tree.begin(), tree.end(), [&](const auto& entry) {
          return entry.second.exists && entry.second.group == group && root(entry.first) == root(id);
        });
        const Command command{seminar.next_id(), command::TakeUpActionPoint{id}};
        const auto answer = seminar.ask(seminar.host(group), command);
        ASSERT_EQ(answer.accepted(), shared && !has_kin && group != kin.group);
        if (answer.accepted()) tree[command.id.as<ActionPointTag>()] = {group, id, true};
      }
    }
    std::map<ActionPointId, std::map<GroupId, std::uint32_t>> expected;
    for (const auto& [id, kin] : tree) {
      std::uint32_t distance = 0;
      for (ActionPointId above = kin.parent; kin.exists && !above.empty(); above = tree.at(above).parent) {
        if (++distance > longest_seen) longest_seen = distance;
        if (tree.at(above).exists) expected[above][kin.group] = distance;
      }
    }
    for (const GroupId group : groups) {
      for (const auto& view : seen<change::ActionPointView>(seminar.state(), seminar.host(group))) {
        std::map<GroupId, std::uint32_t> told;
        for (const auto& traveller : view.taken_up_by) {
          EXPECT_TRUE(told.emplace(traveller.group, traveller.distance).second) << "one line per group";
        }
        EXPECT_EQ(told, expected[view.id]);
      }
    }
  }
  EXPECT_GE(longest_seen, 4u) << "chains that short would prove little";
}

}  // namespace
}  // namespace samtale
