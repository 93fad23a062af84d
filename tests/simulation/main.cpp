// The tests; or one run, to look at:
//   simulation --seed N [--verbose] [--break NAME]
// SAMTALE_SEEDS: how many seeds the test tries (2,000; with sanitizers 300).
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string_view>

#include <gtest/gtest.h>

#include "ops/log.h"
#include "simulation/world.h"

namespace {

using samtale::simulation::Breakage;

Breakage breakage_named(std::string_view name) {
  for (int i = 0; i <= static_cast<int>(samtale::simulation::kLastBreakage); ++i) {
    if (name_of(static_cast<Breakage>(i)) == name) return static_cast<Breakage>(i);
  }
  std::fprintf(stderr, "there is no breakage of this name\n");
  std::exit(2);
}

}  // namespace

int main(int count, char** arguments) {
  ::testing::InitGoogleTest(&count, arguments);
  samtale::ops::log::set_level(samtale::ops::log::Level::none);
  samtale::simulation::Options options;
  bool one_run = false;
  for (int i = 1; i < count; ++i) {
    const std::string_view argument = arguments[i];
    if (argument == "--verbose") options.verbose = true;
    if (i + 1 < count && argument == "--break") options.breakage = breakage_named(arguments[i + 1]);
    if (i + 1 < count && argument == "--seed") {
      options.seed = std::strtoull(arguments[i + 1], nullptr, 10);
      one_run = true;
    }
  }
  if (!one_run) return RUN_ALL_TESTS();
  const auto outcome = samtale::simulation::run(options);
  std::printf("seed %llu: %llu things happened, hash %016llx, %zu acknowledged: %s\n",
              static_cast<unsigned long long>(options.seed), static_cast<unsigned long long>(outcome.length),
              static_cast<unsigned long long>(outcome.hash), outcome.acknowledged,
              outcome.broken.empty() ? "nothing is broken" : outcome.broken.front().c_str());
  return outcome.broken.empty() ? 0 : 1;
}
