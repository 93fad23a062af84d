#include "ops/processor_time.h"

#include <time.h>

namespace samtale::ops {

std::chrono::nanoseconds processor_time_of_this_thread() {
  timespec taken{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &taken);
  return std::chrono::seconds{taken.tv_sec} + std::chrono::nanoseconds{taken.tv_nsec};
}

}  // namespace samtale::ops
