#pragma once
// Chance from a seed, the same on every machine: what the standard library's distributions make of a generator is not.
#include <cstddef>
#include <cstdint>
#include <vector>

#include "domain/ids.h"

namespace samtale::simulation {

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}

  // SplitMix64.
  std::uint64_t roll() {
    std::uint64_t mixed = (state_ += 0x9E3779B97F4A7C15u);
    mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9u;
    mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBu;
    return mixed ^ (mixed >> 31);
  }
  std::uint64_t below(std::uint64_t end) { return roll() % end; }
  // Both ends included.
  std::int64_t between(std::int64_t least, std::int64_t most) {
    return least + static_cast<std::int64_t>(below(static_cast<std::uint64_t>(most - least) + 1));
  }
  bool one_in(std::uint64_t chances) { return below(chances) == 0; }
  template <class T>
  const T& pick(const std::vector<T>& from) {
    return from[below(from.size())];
  }
  template <class SomeId>
  SomeId id() {
    SomeId made;
    for (std::size_t half = 0; half < 2; ++half) {
      const std::uint64_t bits = roll();
      for (std::size_t i = 0; i < 8; ++i) made.bytes[8 * half + i] = static_cast<std::uint8_t>(bits >> (8 * i));
    }
    made.bytes[0] |= 1;  // none is all zero
    return made;
  }
  // Another source of chance, so that what one actor draws does not move what another draws.
  Dice split() { return Dice{roll()}; }

 private:
  std::uint64_t state_;
};

}  // namespace samtale::simulation
