#include "reports/group_paper.h"

#include <vector>

#include "reports/paper.h"
#include "reports/words.h"

namespace samtale::reports {
namespace {

std::string joined(std::string_view a, std::string_view between, std::string_view b) {
  if (a.empty() || b.empty()) return std::string{a}.append(b);
  return std::string{a}.append(between).append(b);
}

void add_head(Paper& paper, const GroupPage& page, Language language) {
  paper.add({LineStyle::small, {}, joined(page.seminar_title, " · ", long_date(page.date, language))});
  paper.add({LineStyle::title, {}, page.group_name});
  if (!page.workplace.empty() && page.workplace != page.group_name) paper.add({LineStyle::body, {}, page.workplace});
}

void add_talks(Paper& paper, const GroupPage& page, const Words& words) {
  if (page.talks.empty()) return;
  paper.add({LineStyle::heading, {}, std::string{words.talks}});
  for (const Talk& talk : page.talks) paper.add({LineStyle::body, {}, joined(talk.title, " – ", talk.speaker_name)});
}

void add_insights(Paper& paper, const GroupPage& page, const Words& words) {
  if (page.insights.empty()) return;
  paper.add({LineStyle::heading, {}, std::string{words.insights}});
  for (const std::string& insight : page.insights) paper.add({LineStyle::body, {}, "• " + insight});
}

void add_labelled(std::vector<Line>& card, std::string_view label, std::string text) {
  if (!text.empty()) card.push_back({LineStyle::body, std::string{label}, std::move(text)});
}

void add_small(std::vector<Line>& card, std::string_view label, std::string text) {
  if (!text.empty()) card.push_back({LineStyle::small, std::string{label}, std::move(text)});
}

std::string list_of(const std::vector<std::string>& names) {
  std::string list;
  for (const std::string& name : names) list = joined(list, "; ", name);
  return list;
}

std::string asked_in(const Exchange& exchange) { return joined(exchange.group, ": ", exchange.question); }

void add_asked(std::vector<Line>& card, const AgreedPoint& point, const Words& words) {
  for (const Exchange& exchange : point.asked) {
    add_small(card, words.asked, asked_in(exchange));
    add_small(card, words.answer, exchange.answer);
  }
}

void add_asked_others(Paper& paper, const GroupPage& page, const Words& words) {
  if (page.asked_others.empty()) return;
  paper.add({LineStyle::heading, {}, std::string{words.we_asked}});
  for (const Exchange& exchange : page.asked_others) {
    paper.add({LineStyle::body, {}, "• " + asked_in(exchange)});
    if (exchange.answer.empty()) {
      paper.add({LineStyle::small, {}, std::string{words.no_answer}});
    } else {
      paper.add({LineStyle::small, std::string{words.answer}, exchange.answer});
    }
  }
}

enum class Reader { group, colleagues };

std::vector<Line> card_of(const AgreedPoint& point, Language language, Reader reader) {
  const Words& words = words_in(language);
  const ActionPointText& text = point.text;
  std::vector<Line> card{{LineStyle::strong, point.draft ? std::string{words.draft} : std::string{}, text.what, true}};
  add_labelled(card, words.who, text.who);
  add_labelled(card, words.by_when, long_date(text.by_when, language));
  add_labelled(card, words.first_step, joined(text.first_step, " – ", long_date(text.first_step_by, language)));
  if (text.needs_leadership && text.needed_from_leadership.empty()) {
    card.push_back({LineStyle::body, {}, std::string{words.needs_leadership}});
  } else if (text.needs_leadership) {
    add_labelled(card, words.needed_from_leadership, text.needed_from_leadership);
  }
  if (reader == Reader::group) add_labelled(card, words.obstacles, text.obstacles);
  add_labelled(card, words.sign_of_success, text.sign_of_success);
  if (reader == Reader::group) add_small(card, words.reservation, point.reservation);
  add_small(card, words.grew_from, point.insight);
  add_small(card, words.taken_from, point.taken_from);
  add_small(card, words.taken_up_by, list_of(point.taken_up_by));
  if (reader == Reader::group) add_asked(card, point, words);
  return card;
}

void add_action_points(Paper& paper, const GroupPage& page, Language language, Reader reader) {
  const Words& words = words_in(language);
  paper.add({LineStyle::heading, {}, std::string{words.action_points}});
  bool any = false;
  for (const AgreedPoint& point : page.action_points) {
    if (point.draft && reader == Reader::colleagues) continue;
    paper.add_card(card_of(point, language, reader));
    any = true;
  }
  if (!any) paper.add({LineStyle::body, {}, std::string{words.no_action_points}});
}

void add_follow_up(Paper& paper, const GroupPage& page, Language language) {
  if (page.follow_up_on.empty()) return;
  paper.add({LineStyle::heading, {}, std::string{words_in(language).follow_up}});
  paper.add({LineStyle::body, {}, long_date(page.follow_up_on, language)});
}

}  // namespace

std::string group_paper(const GroupPage& page, Language language) {
  const Words& words = words_in(language);
  Paper paper{joined(page.seminar_title, " – ", page.group_name)};
  add_head(paper, page, language);
  add_action_points(paper, page, language, Reader::group);
  add_asked_others(paper, page, words);
  add_insights(paper, page, words);
  add_follow_up(paper, page, language);
  return paper.print();
}

std::string share_pack(const GroupPage& page, Language language) {
  const Words& words = words_in(language);
  Paper paper{joined(page.seminar_title, " – ", page.group_name)};
  add_head(paper, page, language);
  paper.add({LineStyle::body, {}, std::string{words.pack_greeting}});
  add_talks(paper, page, words);
  add_insights(paper, page, words);
  add_action_points(paper, page, language, Reader::colleagues);
  add_follow_up(paper, page, language);
  return paper.print();
}

}  // namespace samtale::reports
