#pragma once
// Turns a fact into state. Cannot fail: what was decided once is true for ever, also after a restart.
#include "domain/event.h"
#include "domain/seminar.h"

namespace samtale {

void apply(Seminar& seminar, const Event& event);

}  // namespace samtale
