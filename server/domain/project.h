#pragma once
// Turns state into what screens are told. What an audience may not see is never made.
#include <vector>

#include "domain/change.h"
#include "domain/event.h"
#include "domain/seminar.h"

namespace samtale {

// What an event means for each audience. `seminar` is the state *after* the event. Changes of entities that are gone are
// Removed. Order within an audience is the order to apply them in.
std::vector<AddressedChange> project(const Event& event, const Seminar& seminar);

// Everything this viewer may see; the same entities that a viewer who followed every event has.
std::vector<Change> snapshot(const Seminar& seminar, const Viewer& viewer);
// Its two parts: what is the same for all, so that it need be encoded only once, and what this viewer sees beside it.
std::vector<Change> snapshot_for_everyone(const Seminar& seminar);
std::vector<Change> snapshot_beside(const Seminar& seminar, const Viewer& viewer);

}  // namespace samtale
