#include "ops/random.h"

#include <gtest/gtest.h>

#include <set>

namespace samtale::ops {
namespace {

TEST(Random, StartsOnceAndAgain) {
  EXPECT_TRUE(start_random());
  EXPECT_TRUE(start_random());
}

TEST(Random, IdsDiffer) {
  struct SomeId {
    std::array<std::uint8_t, 16> bytes{};
  };
  std::set<std::array<std::uint8_t, 16>> ids;
  for (int i = 0; i < 1'000; ++i) ids.insert(random_id<SomeId>().bytes);
  EXPECT_EQ(ids.size(), 1'000u);
}

TEST(Random, EveryByteIsFilled) {
  std::array<std::uint8_t, 64> ever_set{};
  for (int i = 0; i < 100; ++i) {
    std::array<std::uint8_t, 64> bytes{};
    fill_random(bytes);
    for (std::size_t at = 0; at < bytes.size(); ++at) ever_set[at] |= bytes[at];
  }
  for (const auto byte : ever_set) EXPECT_NE(byte, 0);
}

TEST(Random, NumbersCoverTheirRangeAndNothingElse) {
  std::set<std::uint32_t> seen;
  for (int i = 0; i < 10'000; ++i) seen.insert(random_below(31));
  EXPECT_EQ(seen.size(), 31u);
  EXPECT_EQ(*seen.rbegin(), 30u);
  EXPECT_EQ(random_below(1), 0u);
}

}  // namespace
}  // namespace samtale::ops
