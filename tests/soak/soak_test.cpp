// What the soak concludes from its samples.
#include <gtest/gtest.h>

#include "trend.h"

namespace samtale::soak {
namespace {

std::vector<Sample> samples(double growth_per_hour, double spike) {
  std::vector<Sample> all;
  for (int minute = 0; minute < 120; ++minute) {
    const double hours = minute / 60.0;
    all.push_back({hours, 40 + growth_per_hour * hours + (minute % 4 == 0 ? spike : 0)});
  }
  return all;
}

TEST(Trend, WhatStaysHasNone) {
  EXPECT_DOUBLE_EQ(growth_per_hour({}), 0);
  EXPECT_DOUBLE_EQ(growth_per_hour({{1, 40}}), 0);
  EXPECT_NEAR(growth_per_hour(samples(0, 0)), 0, 1e-9);
}

TEST(Trend, ASlowLeakIsSeen) { EXPECT_NEAR(growth_per_hour(samples(1.5, 0)), 1.5, 1e-9); }

TEST(Trend, WhatComesBackDoesNotHideItOrLookLikeIt) {
  EXPECT_NEAR(growth_per_hour(samples(0, 50)), 0, 0.1);
  EXPECT_NEAR(growth_per_hour(samples(1.5, 50)), 1.5, 0.1);
}

}  // namespace
}  // namespace samtale::soak
