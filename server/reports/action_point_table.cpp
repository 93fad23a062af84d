#include "reports/action_point_table.h"

#include <initializer_list>
#include <string_view>

#include "reports/words.h"

namespace samtale::reports {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// What makes a spreadsheet read on as a formula. Tab and line feed may come before it, hence they count too.
bool looks_like_a_formula(std::string_view text) {
  return !text.empty() && std::string_view{"=+-@\t\r\n"}.find(text.front()) != std::string_view::npos;
}

std::string cell(std::string_view text) {
  std::string quoted = "\"";
  if (looks_like_a_formula(text)) quoted += '\'';
  for (const char c : text) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

void add_row(std::string& table, char separator, std::initializer_list<std::string_view> cells) {
  bool first = true;
  for (const std::string_view text : cells) {
    if (!first) table += separator;
    first = false;
    table += cell(text);
  }
  table += "\r\n";
}

}  // namespace

std::string action_point_table(const GroupPage& page, Language language) {
  const Words& words = words_in(language);
  const char separator = language == Language::danish ? ';' : ',';
  std::string table{kByteOrderMark};
  add_row(table, separator,
          {words.what, words.who, words.by_when, words.first_step, words.first_step_by, words.needs_leadership,
           words.needed_from_leadership, words.obstacles, words.sign_of_success, words.grew_from, words.draft,
           words.taken_from});
  for (const AgreedPoint& point : page.action_points) {
    add_row(table, separator,
            {point.text.what, point.text.who, point.text.by_when, point.text.first_step, point.text.first_step_by,
             point.text.needs_leadership ? words.yes : words.no, point.text.needed_from_leadership, point.text.obstacles,
             point.text.sign_of_success, point.insight, point.draft ? words.yes : words.no, point.taken_from});
  }
  return table;
}

}  // namespace samtale::reports
