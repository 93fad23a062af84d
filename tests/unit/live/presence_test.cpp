#include "live/presence.h"

#include <gtest/gtest.h>

namespace samtale::live {
namespace {

Viewer device(Role role, std::uint8_t number) {
  Viewer viewer{role, {}, {}};
  viewer.group.bytes.fill(1);
  viewer.device.bytes.fill(number);
  return viewer;
}

change::GroupPresence only(const std::vector<Change>& changes) {
  EXPECT_EQ(changes.size(), 1u);
  return std::get<change::GroupPresence>(changes.at(0));
}

TEST(Presence, counts_the_devices_of_a_group_by_kind) {
  Presence presence;
  presence.came(device(Role::host, 1), 100);
  presence.came(device(Role::phone, 2), 200);
  presence.came(device(Role::phone, 3), 300);
  presence.left(device(Role::phone, 2), 400);
  const auto seen = only(presence.all());
  EXPECT_EQ(seen.hosts, 1u);
  EXPECT_EQ(seen.screens, 0u);
  EXPECT_EQ(seen.phones, 1u);
  EXPECT_EQ(seen.last_seen_at_ms, 400);
}

TEST(Presence, tells_the_worst_round_trip_of_those_who_are_here) {
  Presence presence;
  presence.came(device(Role::host, 1), 0);
  presence.came(device(Role::phone, 2), 0);
  presence.seen(device(Role::host, 1), 40, 1);
  presence.seen(device(Role::phone, 2), 1'000, 2);
  presence.seen(device(Role::phone, 2), 900, 3);
  EXPECT_EQ(only(presence.all()).worst_round_trip_ms, 900u) << "the newest of each";
  presence.left(device(Role::phone, 2), 3);
  EXPECT_EQ(only(presence.all()).worst_round_trip_ms, 40u);
}

TEST(Presence, has_news_once) {
  Presence presence;
  EXPECT_FALSE(presence.has_news());
  presence.came(device(Role::screen, 1), 5);
  EXPECT_TRUE(presence.has_news());
  EXPECT_EQ(only(presence.take_news()).screens, 1u);
  EXPECT_FALSE(presence.has_news());
  EXPECT_TRUE(presence.take_news().empty());
}

TEST(Presence, tells_signs_of_life_every_ten_seconds_and_who_comes_or_goes_at_once) {
  Presence presence;
  presence.came(device(Role::host, 1), 1'000);
  presence.came(device(Role::phone, 2), 1'000);
  presence.take_news();
  for (Millis now_ms = 3'000; now_ms < 11'000; now_ms += 2'000) presence.seen(device(Role::host, 1), 40, now_ms);
  presence.seen(device(Role::phone, 2), 900, 10'999);
  EXPECT_FALSE(presence.has_news());
  presence.seen(device(Role::host, 1), 40, 11'000);
  const auto told = only(presence.take_news());
  EXPECT_EQ(told.last_seen_at_ms, 11'000);
  EXPECT_EQ(told.worst_round_trip_ms, 900u);
  presence.seen(device(Role::host, 1), 40, 20'999);
  EXPECT_FALSE(presence.has_news());
  presence.left(device(Role::host, 1), 20'999);
  EXPECT_EQ(only(presence.take_news()).hosts, 0u);
}

TEST(Presence, staff_and_speakers_are_nobodys_business) {
  Presence presence;
  presence.came({Role::facilitator, {}, {}}, 1);
  presence.came({Role::speaker, {}, {}}, 1);
  EXPECT_TRUE(presence.all().empty());
}

}  // namespace
}  // namespace samtale::live
