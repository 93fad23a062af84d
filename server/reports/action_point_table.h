#pragma once
// A group's action points as a table for a spreadsheet: CSV (RFC 4180) in UTF-8.
//
// Danish spreadsheets part columns at semicolons and English ones at commas, and both know UTF-8 by a byte order mark;
// so do we. A cell that a spreadsheet would take for a formula begins with an apostrophe. Pure.
#include <string>

#include "reports/group_page.h"

namespace samtale::reports {

std::string action_point_table(const GroupPage& page, Language language);

}  // namespace samtale::reports
