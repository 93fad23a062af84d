// Calendar files are read back with libical: the same library, but by its strict parser, and by what the standard says.
#include "reports/calendar.h"

#include <gtest/gtest.h>
#include <libical/ical.h>

#include <memory>

#include "a_group_page.h"

namespace samtale::reports {
namespace {

constexpr std::int64_t kMadeAtMs = 1'796'000'000'000;

struct Read {
  std::string uid, summary, description, day, end;
};

std::vector<Read> read(const std::string& file) {
  const std::unique_ptr<icalcomponent, decltype(&icalcomponent_free)> parsed{icalparser_parse_string(file.c_str()),
                                                                             &icalcomponent_free};
  std::vector<Read> entries;
  if (!parsed) return entries;
  EXPECT_EQ(icalcomponent_count_errors(parsed.get()), 0);
  for (auto* event = icalcomponent_get_first_component(parsed.get(), ICAL_VEVENT_COMPONENT); event != nullptr;
       event = icalcomponent_get_next_component(parsed.get(), ICAL_VEVENT_COMPONENT)) {
    const char* description = icalcomponent_get_description(event);
    entries.push_back({icalcomponent_get_uid(event), icalcomponent_get_summary(event), description ? description : "",
                       icaltime_as_ical_string(icalcomponent_get_dtstart(event)),
                       icaltime_as_ical_string(icalcomponent_get_dtend(event))});
  }
  return entries;
}

TEST(Calendar, HasAWholeDayForEachActionPointWithADateAndForTheFollowUp) {
  const auto entries = read(calendar(ordinary_page(), Language::danish, kMadeAtMs));
  ASSERT_EQ(entries.size(), 3u);
  EXPECT_EQ(entries[0].day, "20261218");
  EXPECT_EQ(entries[0].end, "20261219");
  EXPECT_EQ(entries[0].summary, ordinary_page().action_points[0].text.what);
  EXPECT_NE(entries[0].description.find("Hvem: Mette og Åse"), std::string::npos);
  EXPECT_EQ(entries[1].day, "20261207");
  EXPECT_EQ(entries[1].summary, "Første skridt: Mette tager det op på mandagens møde");
  EXPECT_EQ(entries[2].day, "20270101");
  EXPECT_EQ(entries[2].summary, "Opfølgning: Børn, leg og fællesskab");
  EXPECT_NE(entries[2].description.find("- Forældremødet begynder"), std::string::npos);
}

TEST(Calendar, ImportingItAgainDoublesNothing) {
  GroupPage page = ordinary_page();
  const auto before = read(calendar(page, Language::danish, kMadeAtMs));
  page.action_points[0].text.by_when = "2026-12-20";
  page.action_points[0].revision = 2;
  const auto file = calendar(page, Language::danish, kMadeAtMs + 1);
  const auto after = read(file);
  ASSERT_EQ(before.size(), after.size());
  for (std::size_t i = 0; i < before.size(); ++i) EXPECT_EQ(before[i].uid, after[i].uid);
  EXPECT_NE(file.find("SEQUENCE:2"), std::string::npos) << "a calendar takes the newer one";
}

TEST(Calendar, EveryTextSurvivesAndLinesAreFolded) {
  GroupPage page = ordinary_page();
  page.action_points[0].text.what = "Kolon: komma, semikolon; skråstreg \\ og\nny linje BEGIN:VEVENT æøå " + std::string(300, 'x');
  const auto file = calendar(page, Language::danish, kMadeAtMs);
  const auto entries = read(file);
  ASSERT_EQ(entries.size(), 3u);
  EXPECT_EQ(entries[0].summary, page.action_points[0].text.what);
  for (std::size_t at = 0; at < file.size();) {  // RFC 5545, 3.1: at most 75 octets, ended by CRLF
    const auto end = file.find("\r\n", at);
    ASSERT_NE(end, std::string::npos);
    EXPECT_LE(end - at, 75u) << file.substr(at, end - at);
    at = end + 2;
  }
}

TEST(Calendar, WithoutDatesThereIsOnlyTheCalendar) {
  GroupPage page = ordinary_page();
  page.action_points[0].text.by_when.clear();
  page.action_points[0].text.first_step_by.clear();
  page.follow_up_on.clear();
  EXPECT_TRUE(read(calendar(page, Language::english, kMadeAtMs)).empty());
}

}  // namespace
}  // namespace samtale::reports
