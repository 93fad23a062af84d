#pragma once
// How long clock sync takes (P-41) while everybody is told one change after the other (S10).
#include <cstdint>
#include <vector>

#include "bench/clients/swarm.h"
#include "own_seminar.h"

namespace samtale::bench {

struct ClockSync {
  std::vector<double> idle_ms;  // round trips while nothing else went on
  std::vector<double> busy_ms;  // and while changes were told without a pause
  std::size_t changes = 0;
  bool undisturbed = false;  // those who asked came before everything else on this machine
};

// Beside an audience of so many, for so many seconds of each. Those who ask are a few devices more, in a thread of
// their own with real-time priority where that is allowed: else it would be the bench's own work that is measured.
ClockSync measure_clock_sync(OwnSeminar& ours, std::size_t audience, double seconds);

}  // namespace samtale::bench
