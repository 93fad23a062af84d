#include "latencies.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>

namespace samtale::resilience {

std::int64_t counting_clock_us() {
  const auto now = std::chrono::steady_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::microseconds>(now).count();
}

double Latencies::ms_at(double part) const {
  if (us_.empty()) return 0;
  auto sorted = us_;
  const auto index = static_cast<std::size_t>(part * static_cast<double>(sorted.size() - 1));
  std::nth_element(sorted.begin(), sorted.begin() + static_cast<std::ptrdiff_t>(index), sorted.end());
  return static_cast<double>(sorted[index]) / 1'000;
}

std::string Latencies::text() const {
  std::array<char, 100> line{};
  std::snprintf(line.data(), line.size(), "p50 %.1f ms, p99 %.1f ms, longest %.1f ms of %zu", ms_at(0.5), ms_at(0.99),
                ms_at(1), us_.size());
  return line.data();
}

}  // namespace samtale::resilience
