#include "trend.h"

#include <algorithm>

namespace samtale::soak {

double growth_per_hour(const std::vector<Sample>& samples) {
  std::vector<double> slopes;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    for (std::size_t j = i + 1; j < samples.size(); ++j) {
      const double hours = samples[j].hours - samples[i].hours;
      if (hours > 0) slopes.push_back((samples[j].value - samples[i].value) / hours);
    }
  }
  if (slopes.empty()) return 0;
  const auto middle = slopes.begin() + static_cast<std::ptrdiff_t>(slopes.size() / 2);
  std::nth_element(slopes.begin(), middle, slopes.end());
  return *middle;
}

}  // namespace samtale::soak
