#pragma once
// What must hold whatever the input is: a broken rule ends the program, which is how a fuzzer notices. Any thread.
#include <cstdio>
#include <cstdlib>

namespace samtale::fuzz {

inline void require(bool holds, const char* rule) {
  if (holds) return;
  std::fprintf(stderr, "broken: %s\n", rule);
  std::abort();
}

}  // namespace samtale::fuzz
