#pragma once
// Rounds of writing: everybody of a seminar adds notes and action points, and what it took is counted.
//
// Threads: one.
#include <cstddef>
#include <vector>

#include "bench/session/people.h"

namespace samtale::bench {

struct Written {
  std::size_t commands = 0;
  double seconds = 0;  // from the first that was sent to the last that was answered
  std::vector<double> latencies_ms;
  bool all_took_effect = false;

  double per_second() const { return seconds > 0 ? static_cast<double>(commands) / seconds : 0; }
};

// Each writes `each` commands, in turns, so that never more than `under_way` of all together are unanswered.
Written write_in_turns(People& people, std::size_t each, std::size_t under_way);
// Each writes all of them at once, as one piece.
Written write_at_once(People& people, std::size_t each);
// One after another, by everybody in turn, with a rest before each.
Written write_alone(People& people, std::size_t commands, int rest_us);

// Everybody removes again what they wrote, so that each round finds the groups as the first one did. False: not all of
// it could be removed.
bool take_back(People& people, std::size_t under_way);

}  // namespace samtale::bench
