#pragma once
// What a group takes home, on paper. Threads: any but the shard's (see paper.h).
#include <string>

#include "reports/group_page.h"

namespace samtale::reports {

// For the group itself: everything, drafts and reservations included.
std::string group_paper(const GroupPage& page, Language language);
// For colleagues who were away: the talks, the insights and what was agreed; no drafts, no reservations, no obstacles.
std::string share_pack(const GroupPage& page, Language language);

}  // namespace samtale::reports
