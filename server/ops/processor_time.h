#pragma once
// What a thread has taken of the processors. Threads: any.
#include <chrono>

namespace samtale::ops {

// Of the calling thread, since it began, in the program and in the kernel.
std::chrono::nanoseconds processor_time_of_this_thread();

}  // namespace samtale::ops
