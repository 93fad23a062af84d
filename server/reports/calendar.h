#pragma once
// A group's dates as calendar entries (iCalendar, RFC 5545): each action point on its day, its first step, and the
// follow-up. All of them whole days that do not make anybody look busy.
//
// The ids of the entries stay the same, so that importing the file again moves them and doubles nothing. Pure.
#include <cstdint>
#include <string>

#include "reports/group_page.h"

namespace samtale::reports {

// `made_at_ms`: milliseconds since 1970.
std::string calendar(const GroupPage& page, Language language, std::int64_t made_at_ms);

}  // namespace samtale::reports
