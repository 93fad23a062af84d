// Seeds, and the test of the test: what is broken on purpose has to be noticed.
#include <cstdint>
#include <cstdlib>
#include <string>

#include <gtest/gtest.h>

#include "simulation/world.h"

namespace samtale::simulation {
namespace {

constexpr std::uint64_t kSeeds = 2'000;
constexpr std::uint64_t kSeedsToCatch = 150;

std::uint64_t seeds() {
  const char* wish = std::getenv("SAMTALE_SEEDS");
  return wish ? std::strtoull(wish, nullptr, 10) : kSeeds;
}

std::string replay(std::uint64_t seed, Breakage breakage = Breakage::none) {
  std::string command = "replay: simulation --seed " + std::to_string(seed) + " --verbose";
  if (breakage != Breakage::none) command += " --break " + std::string{name_of(breakage)};
  return command;
}

TEST(Simulation, nothing_is_lost_whatever_the_weather) {
  std::size_t acknowledged = 0;
  for (std::uint64_t seed = 1; seed <= seeds(); ++seed) {
    const auto outcome = run({.seed = seed});
    ASSERT_FALSE(outcome.broken) << "seed " << seed << ", " << *outcome.broken << "\n" << replay(seed);
    acknowledged += outcome.acknowledged;
  }
  // A run in which nobody gets anything done would prove nothing.
  EXPECT_GT(acknowledged, 20 * seeds());
}

TEST(Simulation, the_same_seed_is_the_same_run) {
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    const auto first = run({.seed = seed});
    const auto second = run({.seed = seed});
    EXPECT_EQ(first.hash, second.hash) << replay(seed);
    EXPECT_EQ(first.length, second.length);
    EXPECT_NE(first.hash, run({.seed = seed + 1'000'000}).hash);
  }
}

class BrokenOnPurpose : public ::testing::TestWithParam<Breakage> {};

TEST_P(BrokenOnPurpose, is_caught) {
  for (std::uint64_t seed = 1; seed <= kSeedsToCatch; ++seed) {
    const auto outcome = run({.seed = seed, .breakage = GetParam()});
    if (!outcome.broken) continue;
    RecordProperty("seed", std::to_string(seed));
    RecordProperty("found", *outcome.broken);
    return;
  }
  FAIL() << name_of(GetParam()) << " was not noticed in " << kSeedsToCatch << " seeds";
}

std::vector<Breakage> all_breakages() {
  std::vector<Breakage> all;
  for (int i = static_cast<int>(kFirstBreakage); i <= static_cast<int>(kLastBreakage); ++i) {
    all.push_back(static_cast<Breakage>(i));
  }
  return all;
}

INSTANTIATE_TEST_SUITE_P(Each, BrokenOnPurpose, ::testing::ValuesIn(all_breakages()),
                         [](const auto& each) { return std::string{name_of(each.param)}; });

}  // namespace
}  // namespace samtale::simulation
