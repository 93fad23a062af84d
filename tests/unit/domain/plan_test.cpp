// Planning: the plan's texts and dates, the agenda, and the talks' recordings.
#include "domain/plan.h"

#include <gtest/gtest.h>

#include "tests/support/seminar_builder.h"

namespace samtale {
namespace {

using testing::kMinuteMs;
using testing::numbered;
using testing::SeminarBuilder;

const Rejection kNotNow{RejectionCode::not_now, "", 0};

PlanText plan() { return {"Title", "2027-03-01", "09:00", "2027-03-29", Language::english, "https://meet.example.org/a", {"Children", "Parents"}}; }

class EditPlan : public ::testing::Test {
 protected:
  testing::Answer edit(const PlanText& text) { return seminar.ask(seminar.organiser(), command::EditPlan{text}); }
  Rejection rejected(RejectionCode code, const char* field, std::uint32_t limit = 0) { return {code, field, limit}; }
  SeminarBuilder seminar;
};

TEST_F(EditPlan, replaces_the_plan) {
  ASSERT_TRUE(edit(plan()).accepted());
  EXPECT_EQ(seminar.state().plan, plan());
  EXPECT_TRUE(edit(plan()).changed_nothing());
}

TEST_F(EditPlan, is_possible_until_the_end) {
  seminar.go_to(PhaseKind::sharing);
  EXPECT_TRUE(edit(plan()).accepted());
  seminar.end();
  EXPECT_EQ(edit(plan()).rejection(), kNotNow);
}

TEST_F(EditPlan, needs_a_title_within_its_limit) {
  PlanText text = plan();
  text.title = std::string(limits::kTitle, 't');
  EXPECT_TRUE(edit(text).accepted());
  text.title.push_back('t');
  EXPECT_EQ(edit(text).rejection(), rejected(RejectionCode::text_too_long, "title", limits::kTitle));
  text.title = " ";
  EXPECT_EQ(edit(text).rejection(), rejected(RejectionCode::text_empty, "title"));
  text.title = "\xff";
  EXPECT_EQ(edit(text).rejection(), rejected(RejectionCode::text_not_utf8, "title"));
}

TEST_F(EditPlan, needs_a_day_from_today_on) {
  PlanText text = plan();
  for (const char* date : {"", "2027-02-29", "1.3.2027"}) {
    text.date = date;
    EXPECT_EQ(edit(text).rejection(), rejected(RejectionCode::date_invalid, "date")) << date;
  }
  seminar.set_today(*parse_date("2027-03-02"));
  text.date = "2027-03-01";
  EXPECT_EQ(edit(text).rejection(), rejected(RejectionCode::date_in_past, "date"));
  text.date = "2027-03-02";
  EXPECT_TRUE(edit(text).accepted());
}

TEST_F(EditPlan, may_keep_a_day_that_has_passed) {
  ASSERT_TRUE(edit(plan()).accepted());
  seminar.set_today(*parse_date("2027-05-01"));
  PlanText text = plan();
  text.title = "Another title";
  EXPECT_TRUE(edit(text).accepted());
}

TEST_F(EditPlan, the_meeting_is_an_https_address_or_none) {
  PlanText text = plan();
  const auto invalid = rejected(RejectionCode::address_invalid, "meeting_url");
  for (const char* address : {"http://meet.example.org", "meet.example.org", "https://a b", "javascript:alert(1)"}) {
    text.meeting_url = address;
    EXPECT_EQ(edit(text).rejection(), invalid) << address;
  }
  text.meeting_url = "";
  EXPECT_TRUE(edit(text).accepted());
  text.meeting_url = " https://meet.example.org/j/0102031234\n";
  EXPECT_TRUE(edit(text).accepted()) << "a meeting's number is nobody's personal number";
  EXPECT_EQ(seminar.state().plan.meeting_url, "https://meet.example.org/j/0102031234");
  text.meeting_url = "https://m.example/" + std::string(limits::kMeetingUrl - 18, 'x');
  EXPECT_TRUE(edit(text).accepted());
  text.meeting_url.push_back('x');
  EXPECT_EQ(edit(text).rejection(), rejected(RejectionCode::text_too_long, "meeting_url", limits::kMeetingUrl));
  text.meeting_url = "https://\xff";
  EXPECT_EQ(edit(text).rejection(), rejected(RejectionCode::text_not_utf8, "meeting_url"));
}

TEST_F(EditPlan, has_a_dozen_themes_at_most_and_none_twice) {
  PlanText text = plan();
  text.themes = {" Børn ", "Forældre"};
  ASSERT_TRUE(edit(text).accepted());
  EXPECT_EQ(seminar.state().plan.themes, (std::vector<std::string>{"Børn", "Forældre"}));
  text.themes = {"Parents", "parents"};
  EXPECT_EQ(edit(text).rejection(), rejected(RejectionCode::name_taken, "themes"));
  text.themes = {"Parents", " "};
  EXPECT_EQ(edit(text).rejection(), rejected(RejectionCode::text_empty, "themes"));
  text.themes = {std::string(limits::kTheme, 'x')};
  EXPECT_TRUE(edit(text).accepted());
  text.themes[0].push_back('x');
  EXPECT_EQ(edit(text).rejection(), rejected(RejectionCode::text_too_long, "themes", limits::kTheme));
  text.themes = {"About 010203-1234"};
  EXPECT_EQ(edit(text).rejection(), rejected(RejectionCode::personal_number, "themes"));
  text.themes.clear();
  for (std::size_t i = 0; i < limits::kThemes; ++i) text.themes.push_back("Theme " + std::to_string(i));
  EXPECT_TRUE(edit(text).accepted());
  text.themes.push_back("One more");
  EXPECT_EQ(edit(text).rejection(), rejected(RejectionCode::limit_reached, "themes", limits::kThemes));
}

TEST_F(EditPlan, starts_at_is_a_time_of_day_or_empty) {
  PlanText text = plan();
  text.starts_at = "";
  EXPECT_TRUE(edit(text).accepted());
  text.starts_at = "9.00";
  EXPECT_EQ(edit(text).rejection(), rejected(RejectionCode::date_invalid, "starts_at"));
}

TEST_F(EditPlan, follow_up_is_four_weeks_later_unless_chosen) {
  PlanText text = plan();
  text.follow_up_on = "";
  ASSERT_TRUE(edit(text).accepted());
  EXPECT_EQ(seminar.state().plan.follow_up_on, "2027-03-29");
  text.follow_up_on = "2027-04-12";
  ASSERT_TRUE(edit(text).accepted());
  EXPECT_EQ(seminar.state().plan.follow_up_on, "2027-04-12");
}

TEST_F(EditPlan, follow_up_is_not_before_the_seminar) {
  PlanText text = plan();
  text.follow_up_on = text.date;
  EXPECT_TRUE(edit(text).accepted());
  for (const char* date : {"2027-02-28", "soon"}) {
    text.follow_up_on = date;
    EXPECT_EQ(edit(text).rejection(), rejected(RejectionCode::date_invalid, "follow_up_on")) << date;
  }
}

TEST_F(EditPlan, needs_a_known_language) {
  PlanText text = plan();
  text.language = Language{};
  EXPECT_EQ(edit(text).rejection(), rejected(RejectionCode::malformed, "language"));
}

TEST(NewPlan, has_no_day_before_and_may_not_lie_in_the_past) {
  PlanText text = plan();
  EXPECT_EQ(check_plan(text, "", *parse_date("2027-03-02")), (Rejection{RejectionCode::date_in_past, "date", 0}));
  EXPECT_EQ(check_plan(text, "", *parse_date("2027-03-01")), std::nullopt);
}

class EditAgenda : public ::testing::Test {
 protected:
  testing::Answer edit(const Agenda& agenda) { return seminar.ask(seminar.organiser(), command::EditAgenda{agenda}); }
  SeminarBuilder seminar;
};

TEST_F(EditAgenda, is_possible_until_the_session_runs) {
  Agenda agenda = testing::full_agenda();
  agenda.phases[0].length_ms = 7 * kMinuteMs;
  EXPECT_TRUE(edit(agenda).accepted());
  EXPECT_EQ(seminar.state().agenda, agenda);
  EXPECT_TRUE(edit(agenda).changed_nothing());
  seminar.open_lobby();
  EXPECT_TRUE(edit(testing::full_agenda()).accepted());
  seminar.go_to(PhaseKind::welcome);
  EXPECT_EQ(edit(agenda).rejection(), kNotNow);
  seminar.end();
  EXPECT_EQ(edit(agenda).rejection(), kNotNow);
}

TEST_F(EditAgenda, is_refused_when_the_agenda_is_wrong) {
  EXPECT_EQ(edit({}).rejection(), (Rejection{RejectionCode::agenda_invalid, "phases", 0}));
  EXPECT_EQ(seminar.state().agenda, testing::full_agenda());
}

TEST_F(EditAgenda, keeps_the_recordings_that_are_attached) {
  const auto media = numbered<MediaId>(9);
  const std::vector<MediaVersion> versions{{MediaKind::high, 9, std::string(32, 'h')}};
  const command::AttachTalk talk{PhaseKind::talk_2, media, kMinuteMs, {}, versions, true};
  ASSERT_TRUE(seminar.ask(seminar.room(), talk).accepted());
  const command::AttachCaptions captions{PhaseKind::talk_2, Language::english, numbered<MediaId>(10), {}};
  ASSERT_TRUE(seminar.ask(seminar.room(), captions).accepted());
  Agenda older_copy = testing::full_agenda();
  older_copy.phases[1].talk = {"New title", "", numbered<MediaId>(666), 5, "", {{MediaKind::low, 1, {}}}, true,
                               {{Language::danish, numbered<MediaId>(667)}}};
  ASSERT_TRUE(edit(older_copy).accepted());
  EXPECT_EQ(find_phase(seminar.state().agenda, PhaseKind::talk_1)->talk, (Talk{"New title", "", {}, 0, "", {}, false, {}}));
  const Talk& kept = find_phase(seminar.state().agenda, PhaseKind::talk_2)->talk;
  EXPECT_EQ(kept.media, media);
  EXPECT_EQ(kept.media_length_ms, kMinuteMs);
  EXPECT_EQ(kept.versions, versions);
  EXPECT_TRUE(kept.has_poster);
  EXPECT_EQ(kept.captions, (std::vector<Captions>{{Language::english, numbered<MediaId>(10)}}));
}

TEST_F(EditAgenda, takes_the_page_that_shows_a_talk_elsewhere) {
  Agenda agenda = testing::full_agenda();
  agenda.phases[1].talk.page_url = " https://films.example.org/one ";
  ASSERT_TRUE(edit(agenda).accepted());
  EXPECT_EQ(find_phase(seminar.state().agenda, PhaseKind::talk_1)->talk.page_url, "https://films.example.org/one");
}

}  // namespace
}  // namespace samtale
