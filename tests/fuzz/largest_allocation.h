#pragma once
// The largest piece of memory that was asked for since the last look, in bytes. Counts `operator new` of the whole
// program (and malloc, where a sanitizer sees it too). Threads: one.
#include <cstddef>

namespace samtale::fuzz {

class LargestAllocation {
 public:
  LargestAllocation();  // begins to look
  std::size_t bytes() const;
};

}  // namespace samtale::fuzz
