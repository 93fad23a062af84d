#include "machine.h"

#include <sys/resource.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <fstream>
#include <limits>
#include <string>

namespace samtale::bench {
namespace {

double of_ticks(std::uint64_t ticks) { return static_cast<double>(ticks) / static_cast<double>(sysconf(_SC_CLK_TCK)); }
double of(const timeval& time) { return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6; }

std::string processor_name() {
  std::ifstream about("/proc/cpuinfo");
  for (std::string line; std::getline(about, line);) {
    if (line.rfind("model name", 0) == 0) return line.substr(line.find(':') + 2);
  }
  return "unknown";
}

std::uint64_t memory_bytes() {
  return static_cast<std::uint64_t>(sysconf(_SC_PHYS_PAGES)) * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
}

// /proc/<id>/stat, fields 14 and 15 of proc(5): user and system time, behind a name that may hold spaces.
double seconds_of(int process_id) {
  std::ifstream stat("/proc/" + std::to_string(process_id) + "/stat");
  stat.ignore(std::numeric_limits<std::streamsize>::max(), ')');
  std::string skipped;
  for (int field = 3; field < 14; ++field) stat >> skipped;
  std::uint64_t user = 0;
  std::uint64_t system = 0;
  stat >> user >> system;
  return of_ticks(user + system);
}

// The first line of /proc/stat: user nice system idle iowait irq softirq steal.
double seconds_of_everything() {
  std::ifstream stat("/proc/stat");
  std::string cpu;
  std::uint64_t user = 0, nice = 0, system = 0, idle = 0, waiting = 0, irq = 0, softirq = 0, steal = 0;
  stat >> cpu >> user >> nice >> system >> idle >> waiting >> irq >> softirq >> steal;
  return of_ticks(user + nice + system + irq + softirq + steal);
}

}  // namespace

Machine this_machine() {
  utsname names{};
  uname(&names);
  return {processor_name(), static_cast<unsigned>(sysconf(_SC_NPROCESSORS_ONLN)), names.release, memory_bytes()};
}

double load() {
  double minute = 0;
  std::ifstream("/proc/loadavg") >> minute;
  return minute;
}

CpuSeconds cpu_seconds(int server_process_id) {
  rusage own{};
  getrusage(RUSAGE_SELF, &own);
  return {seconds_of(server_process_id), of(own.ru_utime) + of(own.ru_stime), seconds_of_everything()};
}

}  // namespace samtale::bench
