#pragma once
// Keeps a group's Tally: whatever changes in a note or an action point is discounted before and counted after.
#include "domain/group.h"

namespace samtale {

void count(Tally& tally, const Note& note);
void discount(Tally& tally, const Note& note);
void count(Tally& tally, const ActionPoint& action_point);
void discount(Tally& tally, const ActionPoint& action_point);
// Counted anew. For a group that was not made by events.
Tally tally_of(const Group& group);

}  // namespace samtale
