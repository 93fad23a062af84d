#pragma once
// What a figure was measured on, and how much else the machine had to do meanwhile: a figure from a busy machine says
// little. From /proc; any thread.
#include <cstdint>
#include <string>

namespace samtale::bench {

struct Machine {
  std::string processor;
  unsigned cores = 0;
  std::string kernel;
  std::uint64_t memory_bytes = 0;
};
Machine this_machine();

// The work that waited or ran, averaged over the last minute (/proc/loadavg).
double load();

// Processor time that was spent so far, in seconds of one core.
struct CpuSeconds {
  double server = 0;
  double own = 0;
  double everything = 0;  // of the whole machine, without idling
};
CpuSeconds cpu_seconds(int server_process_id);

}  // namespace samtale::bench
