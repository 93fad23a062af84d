#pragma once
// Whether a figure grows, in spite of its ups and downs. Pure.
#include <cstddef>
#include <vector>

namespace samtale::soak {

struct Sample {
  double hours = 0;
  double value = 0;
};

// The median of the slopes between all pairs (Theil and Sen): half of the samples would have to be out of line to bend
// it, so a fault that costs memory for a while does not count, and what never comes back does. 0 for less than two
// samples.
double growth_per_hour(const std::vector<Sample>& samples);

}  // namespace samtale::soak
