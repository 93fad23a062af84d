#include "live/recent_deliveries.h"

#include <gtest/gtest.h>

namespace samtale::live {
namespace {

const Viewer kScreen{Role::screen, {}, {}};

Delivery for_everyone(std::uint64_t sequence) {
  return prepare_delivery({1, sequence}, {}, kScreen, {{Audience::everyone(), Session{}}});
}

TEST(RecentDeliveries, P_13_give_what_came_behind_a_position) {
  RecentDeliveries recent({1, 10});
  for (std::uint64_t sequence = 11; sequence <= 13; ++sequence) recent.add(for_everyone(sequence));
  EXPECT_TRUE(recent.reaches_back_to({1, 11}, {1, 13}));
  EXPECT_EQ(recent.after({1, 11}, kScreen).size(), 2u);
  EXPECT_EQ(recent.after({1, 13}, kScreen).size(), 0u);
}

TEST(RecentDeliveries, P_13_do_not_reach_behind_the_moment_the_room_came_to_life) {
  const RecentDeliveries recent({1, 10});
  EXPECT_TRUE(recent.reaches_back_to({1, 10}, {1, 10}));
  EXPECT_FALSE(recent.reaches_back_to({1, 9}, {1, 10}));
}

TEST(RecentDeliveries, P_13_do_not_mix_epochs_nor_believe_in_the_future) {
  const RecentDeliveries recent({2, 10});
  EXPECT_FALSE(recent.reaches_back_to({1, 10}, {2, 10}));
  EXPECT_FALSE(recent.reaches_back_to({2, 11}, {2, 10}));
}

TEST(RecentDeliveries, keep_only_so_many) {
  RecentDeliveries recent({1, 0});
  for (std::uint64_t sequence = 1; sequence <= limits::kResumableFrames; ++sequence) recent.add(for_everyone(sequence));
  const Position now{1, limits::kResumableFrames + 1};
  EXPECT_TRUE(recent.reaches_back_to({1, 0}, now));
  recent.add(for_everyone(now.sequence));
  EXPECT_FALSE(recent.reaches_back_to({1, 0}, now));
  EXPECT_TRUE(recent.reaches_back_to({1, 1}, now));
  EXPECT_EQ(recent.after({1, 1}, kScreen).size(), limits::kResumableFrames);
}

TEST(RecentDeliveries, show_each_viewer_only_its_own) {
  RecentDeliveries recent({1, 0});
  recent.add(prepare_delivery({1, 1}, {}, kScreen, {{Audience::staff(), change::GroupProgress{}}}));
  EXPECT_EQ(recent.after({1, 0}, kScreen).size(), 0u);
  EXPECT_EQ(recent.after({1, 0}, {Role::organiser, {}, {}}).size(), 1u);
}

}  // namespace
}  // namespace samtale::live
