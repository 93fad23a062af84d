#pragma once
// How long things took, in microseconds of a clock that only counts. For printing: nothing here is asserted.
#include <cstdint>
#include <string>
#include <vector>

namespace samtale::resilience {

std::int64_t counting_clock_us();

class Latencies {
 public:
  void add(std::int64_t us) { us_.push_back(us); }
  void add(const Latencies& more) { us_.insert(us_.end(), more.us_.begin(), more.us_.end()); }
  std::size_t count() const { return us_.size(); }
  // `part` of 1; 0 when there are none.
  double ms_at(double part) const;
  // "p50 1.2 ms, p99 3.4 ms of 5678"
  std::string text() const;

 private:
  std::vector<std::int64_t> us_;
};

}  // namespace samtale::resilience
