// Where the clock of a server begins, and what it leaves behind for the next one.
#include "ops/clock_memory.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "tests/support/manual_clock.h"
#include "tests/support/temporary_folder.h"

namespace samtale::ops {
namespace {

constexpr std::int64_t kHourMs = 3'600'000;
constexpr std::int64_t kYearMs = 365 * 24 * kHourMs;
constexpr std::int64_t kMorningMs = 1'795'251'600'000;

const ClockMemory kMemory{kMorningMs, 500'000, "one run of the machine"};

// Twenty minutes later, with the wall clock so far beside the truth.
ClockMemory later(std::int64_t wall_is_ahead_ms) {
  return {kMorningMs + kHourMs / 3 + wall_is_ahead_ms, 500'000 + kHourMs / 3, kMemory.machine_run};
}
ClockMemory after_a_new_start_of_the_machine(std::int64_t wall_is_ahead_ms) {
  return {kMorningMs + kHourMs / 3 + wall_is_ahead_ms, 1'000, "another run"};
}

TEST(ClockBegins, WithoutMemoryAtTheWallClock) {
  EXPECT_EQ(clock_begins_at_ms(later(0), std::nullopt, true), kMorningMs + kHourMs / 3);
}

TEST(ClockBegins, WhenNobodyIsInTheMiddleAtTheWallClock) {
  for (const auto jump_ms : {-10 * kYearMs, -kHourMs, kHourMs, 10 * kYearMs}) {
    EXPECT_EQ(clock_begins_at_ms(later(jump_ms), kMemory, false), kMorningMs + kHourMs / 3 + jump_ms);
  }
}

TEST(ClockBegins, InTheMiddleItGoesOnWhateverTheWallClockSays) {
  for (const auto jump_ms : {-10 * kYearMs, -kHourMs, std::int64_t{0}, kHourMs, 10 * kYearMs}) {
    EXPECT_EQ(clock_begins_at_ms(later(jump_ms), kMemory, true), kMorningMs + kHourMs / 3);
  }
}

TEST(ClockBegins, AfterANewStartOfTheMachineItNeverGoesBack) {
  EXPECT_EQ(clock_begins_at_ms(after_a_new_start_of_the_machine(0), kMemory, true), kMorningMs + kHourMs / 3);
  EXPECT_EQ(clock_begins_at_ms(after_a_new_start_of_the_machine(-kHourMs), kMemory, true), kMorningMs);
  EXPECT_EQ(clock_begins_at_ms(after_a_new_start_of_the_machine(-10 * kYearMs), kMemory, true), kMorningMs);
}

TEST(ClockBegins, AMachineThatCannotNameItsRunIsTakenForStartedAnew) {
  auto nameless = kMemory;
  nameless.machine_run.clear();
  auto now = later(0);
  now.machine_run.clear();
  now.counted_ms = 1'000;
  EXPECT_EQ(clock_begins_at_ms(now, nameless, true), kMorningMs + kHourMs / 3);
}

TEST(ClockKeeper, WhatItWritesIsReadAgain) {
  const support::TemporaryFolder folder;
  const auto file = folder.path() / "clock";
  const support::ManualClock clock(kMorningMs);
  const auto before_ms = counted_ms();
  { const ClockKeeper keeper(file, clock); }
  const auto memory = read_clock_memory(file);
  ASSERT_TRUE(memory);
  EXPECT_EQ(memory->now_ms, kMorningMs);
  EXPECT_GE(memory->counted_ms, before_ms);
  EXPECT_EQ(memory->machine_run, moment(0).machine_run);
}

TEST(ClockKeeper, RemembersTheMomentItWasMadeAndTheMomentItEnded) {
  const support::TemporaryFolder folder;
  const auto file = folder.path() / "clock";
  support::ManualClock clock(kMorningMs);
  {
    const ClockKeeper keeper(file, clock);
    while (!read_clock_memory(file)) std::this_thread::yield();
    clock.advance_ms(kHourMs);
  }
  EXPECT_EQ(read_clock_memory(file)->now_ms, kMorningMs + kHourMs);
}

TEST(ClockKeeper, ADiskThatRefusesCostsOnlyTheMemory) {
  const support::TemporaryFolder folder;
  const support::ManualClock clock;
  { const ClockKeeper keeper(folder.path() / "not there" / "clock", clock); }
  EXPECT_FALSE(read_clock_memory(folder.path() / "not there" / "clock"));
}

TEST(ClockMemory, WhatIsNoMemoryIsNone) {
  const support::TemporaryFolder folder;
  const auto file = folder.path() / "clock";
  for (const auto* text : {"", "12", "12 13", "yesterday at noon"}) {
    std::ofstream(file) << text;
    EXPECT_FALSE(read_clock_memory(file)) << text;
  }
}

}  // namespace
}  // namespace samtale::ops
