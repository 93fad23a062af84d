// The table for spreadsheets: RFC 4180, and D6 (a cell is never a formula).
#include "reports/action_point_table.h"

#include <gtest/gtest.h>

#include "a_group_page.h"

namespace samtale::reports {
namespace {

std::string rows_after_the_first(const std::string& table) { return table.substr(table.find("\r\n") + 2); }

TEST(ActionPointTable, HasARowForEachAndAHeadInTheLanguageOfTheReader) {
  const auto danish = action_point_table(ordinary_page(), Language::danish);
  EXPECT_EQ(danish.find("\xEF\xBB\xBF\"Hvad\";\"Hvem\";\"Senest\";"), 0u) << danish;
  EXPECT_NE(danish.find("\r\n\"Forældremødet begynder i mindre grupper\";\"\";"), std::string::npos) << danish;
  const auto english = action_point_table(ordinary_page(), Language::english);
  EXPECT_EQ(english.find("\xEF\xBB\xBF\"What\",\"Who\",\"By\","), 0u) << english;
}

TEST(ActionPointTable, KeepsSeparatorsQuotesAndLinesInsideACell) {
  GroupPage page = ordinary_page();
  page.action_points = {agreed_point(1, "Først; \"leg\", så\nmad")};
  const auto rows = rows_after_the_first(action_point_table(page, Language::danish));
  EXPECT_EQ(rows.find("\"Først; \"\"leg\"\", så\nmad\";"), 0u) << rows;
}

TEST(ActionPointTable, NoCellIsAFormula) {
  for (const char* beginning : {"=", "+", "-", "@", "\t=", "\r="}) {
    GroupPage page = ordinary_page();
    page.action_points = {agreed_point(1, std::string{beginning} + "HYPERLINK(1)")};
    page.action_points[0].text.who = std::string{beginning} + "1";
    const auto rows = rows_after_the_first(action_point_table(page, Language::danish));
    EXPECT_EQ(rows.find(std::string{"\"'"} + beginning), 0u) << rows;
    EXPECT_NE(rows.find(std::string{";\"'"} + beginning + "1\""), std::string::npos) << rows;
  }
}

}  // namespace
}  // namespace samtale::reports
