#pragma once
// One run: two seminars full of people, a server, and weather; then the weather clears, and everything has to be right
// within five seconds. The same options give the same run, to the last frame.
#include <cstdint>
#include <string>
#include <vector>

#include "simulation/breakage.h"

namespace samtale::simulation {

struct Options {
  std::uint64_t seed = 0;
  Breakage breakage = Breakage::none;
  bool verbose = false;
};

struct Outcome {
  std::vector<std::string> broken;  // which rules, and when; the later ones may follow from the first
  std::uint64_t hash = 0;           // of everything that happened
  std::uint64_t length = 0;         // how many things that were
  std::size_t acknowledged = 0;
};

Outcome run(const Options& options);

}  // namespace samtale::simulation
