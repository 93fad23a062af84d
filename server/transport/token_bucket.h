#pragma once
// A rate with bursts: `per_second` tokens come in, at most `burst` are kept. Pure: time is passed in. Threads: one.
#include <algorithm>

#include "domain/limits.h"

namespace samtale::transport {

class TokenBucket {
 public:
  TokenBucket(double per_second, double burst) : per_second_(per_second), burst_(burst), tokens_(burst) {}

  // False: none left; nothing was taken.
  bool take(limits::Millis now_ms) {
    if (filled_ms_ != 0 && now_ms > filled_ms_) {
      tokens_ = std::min(burst_, tokens_ + per_second_ * static_cast<double>(now_ms - filled_ms_) / 1000);
    }
    filled_ms_ = now_ms;
    if (tokens_ < 1) return false;
    tokens_ -= 1;
    return true;
  }

 private:
  double per_second_;
  double burst_;
  double tokens_;
  limits::Millis filled_ms_ = 0;  // 0: never used
};

}  // namespace samtale::transport
