// More time for a single group, while the seminar stays on its clock.
#include "domain/extra_time.h"

#include <gtest/gtest.h>

#include <random>

#include "tests/support/seminar_builder.h"

namespace samtale {
namespace {

using testing::kMinuteMs;
using testing::numbered;
using testing::SeminarBuilder;

Rejection rejected(RejectionCode code, const char* field = "", std::size_t limit = 0) {
  return {code, field, static_cast<std::uint32_t>(limit)};
}
const Rejection kNotNow = rejected(RejectionCode::not_now);

class ExtraTime : public ::testing::Test {
 protected:
  testing::Answer give(GroupId group, Millis extra_ms) {
    return seminar.ask(seminar.facilitator(),
                       command::GiveExtraTime{group, seminar.state().session.phase_revision, extra_ms});
  }
  testing::Answer join_the_others(GroupId group) { return seminar.ask(seminar.host(group), command::EndExtraTime{}); }
  testing::Answer set_ready(GroupId group) {
    return seminar.ask(seminar.host(group), command::SetReady{seminar.state().session.phase_revision, true});
  }
  testing::Answer agree(GroupId group) {
    return seminar.ask(seminar.host(group), command::AddActionPoint{{"what", "", "", "", false, {}}});
  }
  // The productive conversation, with three minutes for Birken, and the others gone on to sharing.
  void leave_birken_behind() {
    seminar.go_to(PhaseKind::productive_conversation);
    ASSERT_TRUE(give(birken, 3 * kMinuteMs).accepted());
    seminar.pass(35 * kMinuteMs);
    ASSERT_TRUE(seminar.next_phase().accepted());
  }
  bool lingers(GroupId group) const { return is_lingering(seminar.group(group), seminar.now_ms()); }
  PhaseKind phase_of(GroupId group) const {
    return samtale::phase_of(seminar.state(), seminar.group(group), seminar.now_ms())->kind;
  }
  template <class View>
  View view(const Viewer& viewer, GroupId group) const {
    for (const Change& change : snapshot(seminar.state(), viewer)) {
      const auto* found = std::get_if<View>(&change);
      if (found != nullptr && found->id == group) return *found;
    }
    return {};
  }

  SeminarBuilder seminar;
  const GroupId birken = seminar.add_group("Birken");
  const GroupId elmen = seminar.add_group("Elmen");
};

TEST_F(ExtraTime, is_given_in_the_two_conversations_only) {
  EXPECT_EQ(give(birken, kMinuteMs).rejection(), kNotNow);
  seminar.open_lobby();
  EXPECT_EQ(give(birken, kMinuteMs).rejection(), kNotNow);
  while (seminar.next_phase().accepted()) {
    const PhaseKind kind = running_phase(seminar.state())->kind;
    EXPECT_EQ(give(birken, kMinuteMs).accepted(), is_conversation(kind)) << static_cast<int>(kind);
  }
  seminar.end();
  EXPECT_EQ(give(birken, kMinuteMs).rejection(), kNotNow);
}

TEST_F(ExtraTime, is_given_to_a_group_that_has_arrived_by_somebody_who_sees_this_phase) {
  const GroupId expected = seminar.add_expected_group("Linden");
  seminar.go_to(PhaseKind::learning_conversation);
  EXPECT_EQ(give(expected, kMinuteMs).rejection(), rejected(RejectionCode::not_now, "group_id"));
  EXPECT_EQ(give(numbered<GroupId>(3), kMinuteMs).rejection(), rejected(RejectionCode::not_found, "group_id"));
  const auto revision = seminar.state().session.phase_revision;
  EXPECT_EQ(seminar.ask(seminar.facilitator(), command::GiveExtraTime{birken, revision - 1, kMinuteMs}).rejection(),
            rejected(RejectionCode::stale_revision));
}

TEST_F(ExtraTime, is_a_whole_amount_that_can_be_changed_and_taken_back) {
  seminar.go_to(PhaseKind::learning_conversation);
  EXPECT_TRUE(give(birken, 0).changed_nothing());
  ASSERT_TRUE(give(birken, 2 * kMinuteMs).accepted());
  EXPECT_TRUE(give(birken, 2 * kMinuteMs).changed_nothing());
  ASSERT_TRUE(give(birken, kMinuteMs).accepted());
  EXPECT_EQ(seminar.group(birken).extra_ms, kMinuteMs);
  ASSERT_TRUE(give(birken, 0).accepted());
  ASSERT_TRUE(seminar.next_phase().accepted());
  EXPECT_FALSE(lingers(birken));
}

TEST_F(ExtraTime, has_bounds_that_keep_the_next_phase) {
  seminar.go_to(PhaseKind::learning_conversation);  // twenty minutes of wrap-up come next
  EXPECT_TRUE(give(birken, limits::kExtraTimeMs).accepted());
  EXPECT_EQ(give(birken, limits::kExtraTimeMs + 1).rejection(),
            rejected(RejectionCode::length_out_of_range, "extra_ms", limits::kExtraTimeMs));
  EXPECT_EQ(give(birken, -1).rejection(),
            rejected(RejectionCode::length_out_of_range, "extra_ms", limits::kExtraTimeMs));

  Agenda agenda = testing::full_agenda();
  find_phase(agenda, PhaseKind::wrap_up)->length_ms = 4 * kMinuteMs;
  const auto learning = static_cast<std::uint32_t>(find_phase(agenda, PhaseKind::learning_conversation) - agenda.phases.data());
  EXPECT_EQ(most_extra_ms(agenda, learning), 2 * kMinuteMs) << "half of it";
  EXPECT_EQ(most_extra_ms(agenda, 0), 0) << "a talk begins for all at once";
  EXPECT_EQ(most_extra_ms(agenda, static_cast<std::uint32_t>(agenda.phases.size() - 1)), 0) << "nothing comes";
}

TEST_F(ExtraTime, is_for_single_groups) {
  std::vector<GroupId> groups;
  for (std::size_t i = 0; i < limits::kGroupsWithExtraTime; ++i) {
    groups.push_back(seminar.add_group("Group " + std::to_string(i)));
  }
  seminar.go_to(PhaseKind::learning_conversation);
  for (const GroupId group : groups) ASSERT_TRUE(give(group, kMinuteMs).accepted());
  EXPECT_EQ(give(birken, kMinuteMs).rejection(),
            rejected(RejectionCode::limit_reached, "group_id", limits::kGroupsWithExtraTime));
  EXPECT_TRUE(give(groups[0], 2 * kMinuteMs).accepted());
  ASSERT_TRUE(give(groups[0], 0).accepted());
  EXPECT_TRUE(give(birken, kMinuteMs).accepted());
}

TEST_F(ExtraTime, lets_the_group_stay_when_the_others_go_on_and_no_longer) {
  leave_birken_behind();
  EXPECT_EQ(seminar.group(birken).lingering, (Lingering{6, seminar.now_ms() + 3 * kMinuteMs}));
  EXPECT_EQ(seminar.group(birken).extra_ms, 0);
  EXPECT_EQ(phase_of(birken), PhaseKind::productive_conversation);
  EXPECT_EQ(phase_of(elmen), PhaseKind::sharing);
  seminar.pass(3 * kMinuteMs - 1);
  EXPECT_TRUE(lingers(birken));
  seminar.pass(1);
  EXPECT_FALSE(lingers(birken));
  EXPECT_EQ(phase_of(birken), PhaseKind::sharing);
}

TEST_F(ExtraTime, is_there_in_full_also_when_the_others_went_on_late) {
  seminar.go_to(PhaseKind::learning_conversation);
  ASSERT_TRUE(give(birken, 2 * kMinuteMs).accepted());
  seminar.pass(40 * kMinuteMs);
  ASSERT_TRUE(seminar.expire().accepted());
  ASSERT_TRUE(seminar.next_phase().accepted());
  EXPECT_EQ(seminar.group(birken).lingering.until_ms, seminar.now_ms() + 2 * kMinuteMs);
}

TEST_F(ExtraTime, ends_when_the_group_joins_the_others) {
  seminar.go_to(PhaseKind::productive_conversation);
  ASSERT_TRUE(give(birken, kMinuteMs).accepted());
  EXPECT_TRUE(join_the_others(birken).changed_nothing()) << "it is with them";
  ASSERT_TRUE(seminar.next_phase().accepted());
  ASSERT_TRUE(join_the_others(birken).accepted());
  EXPECT_FALSE(lingers(birken));
  EXPECT_TRUE(join_the_others(birken).changed_nothing());
  seminar.end();
  EXPECT_EQ(join_the_others(birken).rejection(), kNotNow);
}

TEST_F(ExtraTime, ends_with_every_other_move_of_the_session) {
  const auto nobody_has_any = [&] {
    for (const auto& [id, group] : seminar.state().groups) {
      if (group.extra_ms != 0 || group.lingering != Lingering{}) return false;
    }
    return true;
  };
  leave_birken_behind();
  ASSERT_TRUE(seminar.previous_phase().accepted());
  EXPECT_TRUE(nobody_has_any()) << "back";
  ASSERT_TRUE(give(birken, kMinuteMs).accepted());
  ASSERT_TRUE(seminar.previous_phase().accepted());
  EXPECT_TRUE(nobody_has_any()) << "back from the conversation itself";
  ASSERT_TRUE(seminar.next_phase().accepted());
  ASSERT_TRUE(give(birken, kMinuteMs).accepted());
  ASSERT_TRUE(seminar.next_phase().accepted());
  ASSERT_TRUE(seminar.next_phase().accepted());
  EXPECT_TRUE(nobody_has_any()) << "on";
  seminar.end();
}

TEST_F(ExtraTime, ends_with_the_seminar) {
  leave_birken_behind();
  seminar.end();
  EXPECT_EQ(seminar.group(birken).lingering, Lingering{});
  EXPECT_EQ(samtale::phase_of(seminar.state(), seminar.group(birken), seminar.now_ms()), nullptr);
}

TEST_F(ExtraTime, keeps_what_may_be_written_in_the_conversation) {
  leave_birken_behind();
  EXPECT_TRUE(agree(birken).accepted());
  EXPECT_EQ(agree(elmen).rejection(), kNotNow);
  seminar.pass(3 * kMinuteMs);
  EXPECT_EQ(agree(birken).rejection(), kNotNow);
}

TEST_F(ExtraTime, lets_nobody_decide_in_the_learning_conversation) {
  seminar.go_to(PhaseKind::productive_conversation);
  const ActionPointId point = seminar.agree(birken, "what");
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(seminar.previous_phase().accepted());
  ASSERT_TRUE(give(birken, kMinuteMs).accepted());
  ASSERT_TRUE(seminar.next_phase().accepted());
  const command::ShareActionPoint share{point, true};
  EXPECT_EQ(seminar.ask(seminar.host(birken), share).rejection(), kNotNow);
  EXPECT_TRUE(seminar.ask(seminar.phone(birken), command::AskQuestion{"Why?"}).accepted());
  ASSERT_TRUE(join_the_others(birken).accepted());
  EXPECT_TRUE(seminar.ask(seminar.host(birken), share).accepted());
}

TEST_F(ExtraTime, has_neither_rounds_nor_steps_nor_a_ready_group) {
  seminar.add_person(birken, "Ida");
  seminar.go_to(PhaseKind::productive_conversation);
  ASSERT_TRUE(give(birken, kMinuteMs).accepted());
  const auto revision = seminar.state().session.phase_revision;
  ASSERT_TRUE(seminar.ask(seminar.host(birken), command::StartRound{revision, 0}).accepted());
  const auto turn = seminar.group(birken).round.revision;
  ASSERT_TRUE(seminar.next_phase().accepted());
  for (const command::Body& body : std::vector<command::Body>{
           command::StartRound{revision + 1, 0}, command::EndTurn{turn, SeatState::spoken}, command::LengthenTurn{turn},
           command::UndoTurn{turn}, command::GiveTurn{}, command::GoToStep{revision + 1, 0, 1},
           command::SetReady{revision + 1, true}}) {
    EXPECT_EQ(seminar.ask(seminar.host(birken), body).rejection(), kNotNow) << body.index();
  }
  EXPECT_TRUE(set_ready(elmen).accepted());
  seminar.pass(kMinuteMs);
  EXPECT_TRUE(set_ready(birken).accepted());
}

TEST_F(ExtraTime, is_there_for_the_round_of_a_late_group) {
  for (const char* name : {"Ida", "Per", "Liv", "Bo"}) seminar.add_person(birken, name);
  seminar.go_to(PhaseKind::learning_conversation);
  seminar.pass(9 * kMinuteMs);  // the round was to end after seventeen
  ASSERT_TRUE(seminar.go_to_step(birken, 1).accepted());
  ASSERT_TRUE(give(birken, 4 * kMinuteMs).accepted());
  const command::StartRound start{seminar.state().session.phase_revision, 1};
  ASSERT_TRUE(seminar.ask(seminar.host(birken), start).accepted());
  EXPECT_EQ(seminar.group(birken).round.turn.length_ms, 3 * kMinuteMs) << "two without it";
  EXPECT_EQ(seminar.state().timer.length_ms, 35 * kMinuteMs);
}

TEST_F(ExtraTime, is_seen_by_the_group_and_by_staff) {
  seminar.go_to(PhaseKind::learning_conversation);
  ASSERT_TRUE(give(birken, kMinuteMs).accepted());
  EXPECT_EQ(view<change::GroupView>(seminar.screen(birken), birken).extra_ms, kMinuteMs);
  EXPECT_EQ(view<change::GroupProgress>(seminar.organiser(), birken).extra_ms, kMinuteMs);
  const testing::Answer gone_on = seminar.next_phase();
  const Lingering lingering{3, seminar.now_ms() + kMinuteMs};
  EXPECT_EQ(view<change::GroupView>(seminar.phone(birken), birken).lingering, lingering);
  EXPECT_EQ(view<change::GroupProgress>(seminar.facilitator(), birken).lingers_until_ms, lingering.until_ms);
  for (const auto& [audience, change] : gone_on.changes) {
    if (const auto* other = std::get_if<change::GroupView>(&change)) EXPECT_EQ(other->id, birken);
  }
}

TEST_F(ExtraTime, is_as_much_faster_as_the_seminar) {
  seminar.set_speed(20);
  seminar.go_to(PhaseKind::learning_conversation);
  ASSERT_TRUE(give(birken, kMinuteMs).accepted());
  EXPECT_EQ(seminar.group(birken).extra_ms, kMinuteMs / 20);
  EXPECT_EQ(give(birken, limits::kExtraTimeMs + 1).code(), RejectionCode::length_out_of_range) << "as planned, not as run";
}

// Two seminars, the same but that one gives extra time: the session, the clock and every other group are the same at
// every moment, and no group stays longer than it was given.
TEST(ExtraTimeAlways, moves_nobody_elses_clock) {
  for (std::uint32_t seed = 1; seed <= 100; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::mt19937 dice(seed);
    const auto below = [&](std::uint32_t n) { return static_cast<std::uint32_t>(dice() % n); };
    SeminarBuilder with;
    SeminarBuilder without;
    std::vector<GroupId> groups;
    for (const char* name : {"Asken", "Birken", "Elmen"}) {
      groups.push_back(with.add_group(name));
      without.add_group(name);
    }
    const auto both = [&](const Viewer& viewer, const command::Body& body) {
      const CommandId id = with.next_id();
      without.next_id();
      const testing::Answer one = with.ask(viewer, Command{id, body});
      const testing::Answer other = without.ask(viewer, Command{id, body});
      return std::pair{one.accepted(), other.accepted()};
    };
    both(with.facilitator(), command::OpenLobby{});
    for (int i = 0; i < 80; ++i) {
      const Millis passed_for = below(8) * kMinuteMs;
      with.pass(passed_for);
      without.pass(passed_for);
      const Session& session = with.state().session;
      const GroupId group = groups[below(3)];
      std::pair<bool, bool> accepted{true, true};
      switch (below(8)) {
        case 0: accepted = both(with.facilitator(), command::GoToNextPhase{session.phase_revision}); break;
        case 1:
          if (below(3) == 0) accepted = both(with.facilitator(), command::GoToPreviousPhase{session.phase_revision});
          break;
        case 2: accepted = both(with.room(), command::ExpireTimer{with.state().timer.revision}); break;
        case 3: accepted = both(with.facilitator(), command::PauseTimer{with.state().timer.revision}); break;
        case 4: accepted = both(with.facilitator(), command::ResumeTimer{with.state().timer.revision}); break;
        case 5: accepted = both(with.facilitator(), command::AdjustTimer{session.phase_revision, below(9) * kMinuteMs - 4 * kMinuteMs}); break;
        default:
          with.ask(with.organiser(), command::GiveExtraTime{groups[0], session.phase_revision, below(6) * kMinuteMs});
          if (below(4) == 0) with.ask(with.host(groups[0]), command::EndExtraTime{});
          both(with.host(group), command::CallHelp{});
      }
      ASSERT_EQ(accepted.first, accepted.second);
      ASSERT_EQ(with.state().session, without.state().session);
      ASSERT_EQ(with.state().timer, without.state().timer);
      ASSERT_EQ(with.group(groups[1]), without.group(groups[1]));
      ASSERT_EQ(with.group(groups[2]), without.group(groups[2]));
      const Lingering& lingering = with.group(groups[0]).lingering;
      if (lingering != Lingering{}) {
        ASSERT_EQ(with.state().session.phase_index, lingering.phase_index + 1);
        ASSERT_TRUE(is_conversation(with.state().agenda.phases[lingering.phase_index].kind));
        ASSERT_LE(lingering.until_ms, with.now_ms() + limits::kExtraTimeMs);
      }
    }
  }
}

}  // namespace
}  // namespace samtale
