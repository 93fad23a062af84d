#pragma once
// How action points travel: a group takes up what another has shared, and a third may take it up from there. Each copy
// knows its whole lineage, so that a chain still holds when a link of it goes; each action point knows its copies.
#include "domain/seminar.h"

namespace samtale {

struct FoundActionPoint {
  const Group* group = nullptr;  // null: there is none
  const ActionPoint* action_point = nullptr;
};
// Another's or one's own, as long as it is shared.
FoundActionPoint find_shared(const Seminar& seminar, ActionPointId id);

// The first of its chain; itself when it is a group's own.
ActionPointId root_of(const ActionPoint& action_point);
// Puts a copy, whose `origin` is set, into its chain.
void join_chain(Seminar& seminar, GroupId group, ActionPoint& copy);
// Before a copy goes: those it came from no longer count it.
void leave_chain(Seminar& seminar, const ActionPoint& copy);
// Fills in `whose_action_point`, and every `copies` from the lineages.
void trace_action_points(Seminar& seminar);

}  // namespace samtale
