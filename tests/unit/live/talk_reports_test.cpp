#include "live/talk_reports.h"

#include <gtest/gtest.h>

namespace samtale::live {
namespace {

Viewer device(Role role, std::uint8_t number, std::uint8_t group = 1) {
  Viewer viewer{role, {}, {}};
  viewer.group.bytes.fill(group);
  viewer.device.bytes.fill(number);
  return viewer;
}

TalkReport playing(Millis behind_ms) {
  TalkReport report;
  report.player = PlayerState::playing;
  report.behind_ms = behind_ms;
  return report;
}

change::GroupTalk only(const std::vector<Change>& changes) {
  EXPECT_EQ(changes.size(), 1u);
  return std::get<change::GroupTalk>(changes.at(0));
}

TEST(TalkReports, tell_of_the_device_that_stands_best_and_of_how_many_there_are) {
  TalkReports reports;
  reports.told(device(Role::host, 1), playing(4'000));
  reports.told(device(Role::screen, 2), playing(-100));
  reports.told(device(Role::screen, 3), playing(900));
  EXPECT_EQ(only(reports.all()), (change::GroupTalk{device(Role::host, 1).group, playing(-100), 3}));
  reports.told(device(Role::screen, 2), playing(60'000));
  EXPECT_EQ(only(reports.all()).report, playing(900));
}

TEST(TalkReports, are_the_newest_of_each_device_within_bounds) {
  TalkReports reports;
  reports.told(device(Role::host, 1), playing(10));
  TalkReport absurd;
  absurd.talk_1_percent = 4'000'000'000;
  reports.told(device(Role::host, 1), absurd);
  const auto talk = only(reports.all());
  EXPECT_EQ(talk.devices, 1u);
  EXPECT_EQ(talk.report.talk_1_percent, 100u);
  EXPECT_EQ(talk.report.player, PlayerState::nothing);
}

TEST(TalkReports, of_phones_staff_and_speakers_are_passed_over) {
  TalkReports reports;
  reports.told(device(Role::phone, 1), playing(0));
  reports.told({Role::facilitator, {}, {}}, playing(0));
  reports.told({Role::speaker, {}, {}}, playing(0));
  reports.told({Role::organiser, {}, {}}, playing(0));
  EXPECT_FALSE(reports.has_news());
  EXPECT_TRUE(reports.all().empty());
}

TEST(TalkReports, are_news_once_and_only_when_something_has_changed) {
  TalkReports reports;
  reports.told(device(Role::host, 1), playing(0));
  EXPECT_TRUE(reports.has_news());
  EXPECT_EQ(only(reports.take_news()).report, playing(0));
  EXPECT_FALSE(reports.has_news());
  reports.told(device(Role::host, 1), playing(0));
  EXPECT_FALSE(reports.has_news()) << "as before";
  reports.told(device(Role::host, 1), playing(1));
  reports.told(device(Role::host, 2, 2), playing(2));
  EXPECT_EQ(reports.take_news().size(), 2u);
}

TEST(TalkReports, go_with_their_device_and_the_group_with_the_last) {
  TalkReports reports;
  const auto host = device(Role::host, 1);
  const auto screen = device(Role::screen, 2);
  reports.told(host, playing(0));
  reports.told(screen, playing(700));
  reports.take_news();
  reports.gone(device(Role::phone, 9));
  EXPECT_FALSE(reports.has_news());
  reports.gone(host);
  EXPECT_EQ(only(reports.take_news()), (change::GroupTalk{host.group, playing(700), 1}));
  EXPECT_TRUE(reports.has(host.group));
  reports.gone(screen);
  EXPECT_FALSE(reports.has(host.group));
  EXPECT_TRUE(reports.all().empty());
  EXPECT_EQ(reports.take_news(),
            (std::vector<Change>{change::Removed{change::EntityKind::group_talk, host.group.bytes}}));
  reports.gone(screen);
  EXPECT_FALSE(reports.has_news());
}

TEST(TalkReports, of_all_devices_go_with_a_group_that_is_removed) {
  TalkReports reports;
  const auto host = device(Role::host, 1);
  reports.told(host, playing(0));
  reports.told(device(Role::screen, 2), playing(0));
  reports.take_news();
  reports.gone(device(Role::host, 1, 2).group);
  EXPECT_FALSE(reports.has_news());
  reports.gone(host.group);
  EXPECT_TRUE(reports.all().empty());
  EXPECT_EQ(reports.take_news(),
            (std::vector<Change>{change::Removed{change::EntityKind::group_talk, host.group.bytes}}));
}

}  // namespace
}  // namespace samtale::live
