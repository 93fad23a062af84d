#include "machine.h"

#include <sys/resource.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <limits>
#include <string>
#include <utility>

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

double seconds_spent(int whose) {
  rusage spent{};
  getrusage(whose, &spent);
  return of(spent.ru_utime) + of(spent.ru_stime);
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
  return {seconds_of(server_process_id), seconds_spent(RUSAGE_SELF), seconds_of_everything()};
}

// The first number of each thread's schedstat (Linux, Documentation/scheduler/sched-stats.rst).
std::int64_t cpu_ns(int process_id) {
  std::int64_t all = 0;
  std::error_code gone;
  const auto tasks = "/proc/" + std::to_string(process_id) + "/task";
  for (const auto& task : std::filesystem::directory_iterator(tasks, gone)) {
    std::int64_t spent = 0;
    if (std::ifstream(task.path() / "schedstat") >> spent) all += spent;
  }
  return all;
}

OthersWatch::OthersWatch(std::vector<int> ours) : ours_(std::move(ours)) {}

// A child that was waited for has left its time with RUSAGE_CHILDREN.
double OthersWatch::seconds_of_others() const {
  auto others = seconds_of_everything() - seconds_spent(RUSAGE_SELF) - seconds_spent(RUSAGE_CHILDREN);
  for (const int process : ours_) others -= seconds_of(process);
  return others;
}

double OthersWatch::cores() const {
  const auto seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun_).count();
  return seconds > 0 ? std::max(0.0, (seconds_of_others() - before_) / seconds) : 0;
}

}  // namespace samtale::bench
