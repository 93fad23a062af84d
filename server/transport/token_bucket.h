#pragma once
// A rate with bursts: `kPerSecond` tokens come in, at most `kBurst` are kept; by reference, since clang 14 takes
// no numbers of that kind for a template. Pure: time is passed in. Threads: one.
#include <algorithm>

#include "domain/limits.h"

namespace samtale::transport {

template <const double& kPerSecond, const double& kBurst>
class TokenBucket {
 public:
  // False: none left; nothing was taken.
  bool take(limits::Millis now_ms) {
    if (filled_ms_ != 0 && now_ms > filled_ms_) {
      tokens_ = std::min(kBurst, tokens_ + kPerSecond * static_cast<double>(now_ms - filled_ms_) / 1000);
    }
    filled_ms_ = now_ms;
    if (tokens_ < 1) return false;
    tokens_ -= 1;
    return true;
  }

 private:
  double tokens_ = kBurst;
  limits::Millis filled_ms_ = 0;  // 0: never used
};

}  // namespace samtale::transport
