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
  EXPECT_EQ(recent.missed({1, 11}, {1, 13}, kScreen)->size(), 2u);
  EXPECT_EQ(recent.missed({1, 13}, {1, 13}, kScreen)->size(), 0u);
}

TEST(RecentDeliveries, P_13_do_not_reach_behind_the_moment_the_room_came_to_life) {
  const RecentDeliveries recent({1, 10});
  EXPECT_TRUE(recent.missed({1, 10}, {1, 10}, kScreen));
  EXPECT_FALSE(recent.missed({1, 9}, {1, 10}, kScreen));
}

TEST(RecentDeliveries, P_13_do_not_mix_epochs_nor_believe_in_the_future) {
  const RecentDeliveries recent({2, 10});
  EXPECT_FALSE(recent.missed({1, 10}, {2, 10}, kScreen));
  EXPECT_FALSE(recent.missed({2, 11}, {2, 10}, kScreen));
}

TEST(RecentDeliveries, keep_only_so_many) {
  RecentDeliveries recent({1, 0});
  for (std::uint64_t sequence = 1; sequence <= limits::kResumableFrames; ++sequence) recent.add(for_everyone(sequence));
  const Position now{1, limits::kResumableFrames + 1};
  EXPECT_TRUE(recent.missed({1, 0}, now, kScreen));
  recent.add(for_everyone(now.sequence));
  EXPECT_FALSE(recent.missed({1, 0}, now, kScreen));
  EXPECT_EQ(recent.missed({1, 1}, now, kScreen)->size(), limits::kResumableFrames);
}

// A frame for everyone that takes at least so many bytes.
Delivery large(std::uint64_t sequence, std::size_t bytes) {
  return prepare_delivery({1, sequence}, {}, kScreen, {{Audience::everyone(), Broadcast{{}, std::string(bytes, 'x'), 0}}});
}

TEST(RecentDeliveries, P_13_more_than_fits_into_the_outbox_is_not_resumed) {
  constexpr std::size_t kEach = limits::kResumableBytes / 8;
  RecentDeliveries recent({1, 0});
  for (std::uint64_t sequence = 1; sequence <= 8; ++sequence) recent.add(large(sequence, kEach));
  EXPECT_FALSE(recent.missed({1, 0}, {1, 8}, kScreen)) << "eight of them, and their headers";
  EXPECT_EQ(recent.missed({1, 1}, {1, 8}, kScreen)->size(), 7u);
}

TEST(RecentDeliveries, keep_only_so_many_bytes) {
  constexpr std::size_t kEach = 1'048'576;
  constexpr std::uint64_t kAll = 2 * limits::kResumableBytesInAll / kEach;
  RecentDeliveries recent({1, 0});
  for (std::uint64_t sequence = 1; sequence <= kAll; ++sequence) recent.add(large(sequence, kEach));
  recent.add(for_everyone(kAll + 1));
  // The large ones are also too large to be sent; for staff as for screens nothing is kept twice.
  EXPECT_EQ(recent.missed({1, kAll}, {1, kAll + 1}, kScreen)->size(), 1u);
  EXPECT_LE(recent.bytes(), limits::kResumableBytesInAll);
  EXPECT_GT(recent.bytes(), limits::kResumableBytesInAll / 2);
}

TEST(RecentDeliveries, show_each_viewer_only_its_own) {
  RecentDeliveries recent({1, 0});
  recent.add(prepare_delivery({1, 1}, {}, kScreen, {{Audience::staff(), change::GroupProgress{}}}));
  EXPECT_EQ(recent.missed({1, 0}, {1, 1}, kScreen)->size(), 0u);
  EXPECT_EQ(recent.missed({1, 0}, {1, 1}, {Role::organiser, {}, {}})->size(), 1u);
}

}  // namespace
}  // namespace samtale::live
