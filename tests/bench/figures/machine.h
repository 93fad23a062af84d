#pragma once
// What a figure was measured on, and how much else the machine had to do meanwhile: a figure from a busy machine says
// little. From /proc; any thread.
#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

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

// Processor time that the threads of a process have spent so far, in nanoseconds; of those that still run. 0: there is
// no such process.
std::int64_t cpu_ns(int process_id);

// What other programs take, from construction on. `ours`: processes that belong to the bench (this one does anyway, and
// so do children of it that have ended and were waited for).
class OthersWatch {
 public:
  explicit OthersWatch(std::vector<int> ours);
  double cores() const;  // on average, of one core each

 private:
  double seconds_of_others() const;
  std::vector<int> ours_;
  std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
  double before_ = seconds_of_others();
};

}  // namespace samtale::bench
