// Groups called up one after another, each with an equal part of the time.
#include "domain/stage.h"

#include <gtest/gtest.h>

#include <random>

#include "tests/support/seminar_builder.h"

namespace samtale {
namespace {

using testing::kMinuteMs;
using testing::SeminarBuilder;

constexpr Millis kSecondMs = 1'000;

// Six groups in the quarter of an hour of the sharing phase; five have shared something.
class StageClock : public ::testing::Test {
 protected:
  StageClock() {
    for (const char* name : {"Asken", "Birken", "Elmen", "Linden", "Pilen", "Rønnen"}) {
      groups.push_back(seminar.add_group(name));
    }
    seminar.go_to(PhaseKind::productive_conversation);
    for (std::size_t i = 0; i < 5; ++i) {
      shared.push_back(seminar.agree(groups[i], "what"));
      seminar.share(groups[i], shared[i]);
    }
    seminar.go_to(PhaseKind::sharing);
  }
  testing::Answer call_up(std::size_t i) {
    return seminar.ask(seminar.facilitator(), command::PutGroupOnStage{groups[i]});
  }
  testing::Answer clear() { return seminar.ask(seminar.facilitator(), command::ClearStage{}); }
  const Stage& stage() const { return seminar.state().stage; }

  SeminarBuilder seminar;
  std::vector<GroupId> groups;
  std::vector<ActionPointId> shared;
};

TEST_F(StageClock, gives_each_group_the_same_and_tells_the_how_manieth_it_is) {
  for (std::uint32_t i = 0; i < 5; ++i) {
    ASSERT_TRUE(call_up(i).accepted());
    EXPECT_EQ(stage(), (Stage{{}, groups[i], seminar.now_ms(), 3 * kMinuteMs, i + 1, 5}));
    seminar.pass(3 * kMinuteMs);
  }
}

TEST_F(StageClock, shortens_for_all_who_come_after_one_that_took_longer) {
  ASSERT_TRUE(call_up(0).accepted());
  seminar.pass(7 * kMinuteMs);
  ASSERT_TRUE(call_up(1).accepted());
  EXPECT_EQ(stage().length_ms, 2 * kMinuteMs);
}

TEST_F(StageClock, counts_in_five_seconds) {
  seminar.pass(11 * kSecondMs);
  ASSERT_TRUE(call_up(0).accepted());
  EXPECT_EQ(stage().length_ms, 175 * kSecondMs) << "889 seconds for five";
}

TEST_F(StageClock, has_a_shortest_and_a_longest_time) {
  seminar.pass(14 * kMinuteMs);
  ASSERT_TRUE(call_up(0).accepted());
  EXPECT_EQ(stage().length_ms, limits::kShortestStageMs);
  seminar.pass(10 * kMinuteMs);
  ASSERT_TRUE(call_up(1).accepted()) << "also when the time has run out";
  EXPECT_EQ(stage().length_ms, limits::kShortestStageMs);
  const command::AdjustTimer more{seminar.state().session.phase_revision, 60 * kMinuteMs};
  ASSERT_TRUE(seminar.ask(seminar.facilitator(), more).accepted());
  ASSERT_TRUE(call_up(2).accepted());
  EXPECT_EQ(stage().length_ms, limits::kLongestStageMs);
}

TEST_F(StageClock, keeps_the_number_of_a_group_that_is_called_up_again) {
  ASSERT_TRUE(call_up(0).accepted());
  seminar.pass(3 * kMinuteMs);
  ASSERT_TRUE(call_up(1).accepted());
  EXPECT_TRUE(call_up(1).changed_nothing());
  ASSERT_TRUE(call_up(0).accepted());
  EXPECT_EQ(stage().number, 1u);
  EXPECT_EQ(stage().of, 5u);
  EXPECT_EQ(stage().length_ms, 3 * kMinuteMs) << "twelve minutes for three and for it once more";
  ASSERT_TRUE(clear().accepted());
  EXPECT_EQ(stage(), Stage{});
  ASSERT_TRUE(call_up(0).accepted()) << "a stage that was cleared forgets nobody";
  EXPECT_EQ(stage().number, 1u);
}

TEST_F(StageClock, counts_those_who_share_in_the_meantime_and_not_those_who_no_longer_do) {
  ASSERT_TRUE(call_up(0).accepted());
  ASSERT_TRUE(seminar.ask(seminar.host(groups[4]), command::ShareActionPoint{shared[4], false}).accepted());
  ASSERT_TRUE(call_up(1).accepted());
  EXPECT_EQ(stage().of, 4u);
  EXPECT_EQ(stage().length_ms, limits::kLongestStageMs) << "a quarter of an hour for three";
  ASSERT_TRUE(seminar.ask(seminar.host(groups[0]), command::ShareActionPoint{shared[0], false}).accepted());
  ASSERT_TRUE(call_up(2).accepted());
  EXPECT_EQ(stage().number, 3u);
  EXPECT_EQ(stage().of, 4u) << "who has been there, was there";
}

TEST_F(StageClock, goes_on_in_a_pause) {
  ASSERT_TRUE(call_up(0).accepted());
  const Stage before = stage();
  seminar.pause();
  seminar.pass(kMinuteMs);
  EXPECT_EQ(stage(), before);
}

TEST_F(StageClock, starts_anew_with_the_phase) {
  ASSERT_TRUE(call_up(0).accepted());
  ASSERT_TRUE(call_up(1).accepted());
  ASSERT_TRUE(seminar.previous_phase().accepted());
  EXPECT_EQ(stage(), Stage{});
  ASSERT_TRUE(seminar.next_phase().accepted());
  ASSERT_TRUE(call_up(1).accepted());
  EXPECT_EQ(stage().number, 1u);
  EXPECT_EQ(stage().of, 5u);
}

TEST_F(StageClock, is_as_much_faster_as_the_seminar) {
  SeminarBuilder fast;
  fast.set_speed(10);
  const GroupId group = fast.add_group("Birken");
  fast.go_to(PhaseKind::productive_conversation);
  fast.share(group, fast.agree(group, "what"));
  fast.go_to(PhaseKind::sharing);
  ASSERT_TRUE(fast.ask(fast.facilitator(), command::PutGroupOnStage{group}).accepted());
  EXPECT_EQ(fast.state().stage.length_ms, limits::kLongestStageMs / 10);
}

// Whoever is called up in whatever order, however long each talks: a part is never more than what those who are still to
// come could have as well, but for the shortest part; and when each keeps to its part, the parts differ by one unit.
TEST(StageClockAlways, is_fair) {
  for (std::uint32_t seed = 1; seed <= 100; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::mt19937 dice(seed);
    const auto below = [&](std::uint32_t n) { return static_cast<std::uint32_t>(dice() % n); };
    SeminarBuilder seminar;
    const std::uint32_t count = 2 + below(12);
    std::vector<GroupId> groups;
    for (std::uint32_t i = 0; i < count; ++i) groups.push_back(seminar.add_group("Group " + std::to_string(i)));
    seminar.go_to(PhaseKind::productive_conversation);
    for (const GroupId group : groups) seminar.share(group, seminar.agree(group, "what"));
    seminar.go_to(PhaseKind::sharing);
    for (std::size_t i = groups.size(); i > 1; --i) std::swap(groups[i - 1], groups[below(static_cast<std::uint32_t>(i))]);
    const bool calm = seed % 2 == 0;
    Millis smallest = limits::kLongestStageMs;
    Millis greatest = 0;
    for (std::uint32_t i = 0; i < count; ++i) {
      ASSERT_TRUE(seminar.ask(seminar.facilitator(), command::PutGroupOnStage{groups[i]}).accepted());
      const Stage& stage = seminar.state().stage;
      ASSERT_EQ(stage.number, i + 1);
      ASSERT_EQ(stage.of, count);
      const Millis left = 15 * kMinuteMs - passed_ms(seminar.state().timer, seminar.now_ms());
      if (stage.length_ms > limits::kShortestStageMs) {
        ASSERT_LE(stage.length_ms * (count - i), left);
      }
      smallest = std::min(smallest, stage.length_ms);
      greatest = std::max(greatest, stage.length_ms);
      seminar.pass(calm ? stage.length_ms : below(5) * kMinuteMs);
    }
    if (calm) {
      EXPECT_LE(greatest - smallest, limits::kStageUnitMs);
    }
  }
}

}  // namespace
}  // namespace samtale
