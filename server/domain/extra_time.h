#pragma once
// More time for a single group in a conversation. The others and the session's clock go on; the group stays behind in the
// conversation for so long, and is back with them by the middle of the next phase at the latest. Pure.
#include "domain/agenda.h"
#include "domain/group.h"
#include "domain/seminar.h"

namespace samtale {

// How much a group may be given in the phase with this index; 0: none, because of what comes next (a talk is for all).
Millis most_extra_ms(const Agenda& agenda, std::uint32_t phase_index);

// Whether the others have gone on without the group, and its time is not over.
bool is_lingering(const Group& group, Millis now_ms);
// The phase a group is in: the one it stayed behind in, else the running one; null unless the session runs. What a group
// may write depends on this one.
const Phase* phase_of(const Seminar& seminar, const Group& group, Millis now_ms);

}  // namespace samtale
