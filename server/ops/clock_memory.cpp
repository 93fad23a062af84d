#include "ops/clock_memory.h"

#include <algorithm>
#include <chrono>
#include <fstream>
#include <span>
#include <system_error>
#include <utility>

#include "ops/durable_file.h"

namespace samtale::ops {
namespace {

// Linux makes it up anew at each start of the machine.
std::string this_machine_run() {
  std::ifstream file("/proc/sys/kernel/random/boot_id");
  std::string run;
  file >> run;
  return run;
}

}  // namespace

ClockMemory moment(std::int64_t now_ms) { return {now_ms, counted_ms(), this_machine_run()}; }

std::optional<ClockMemory> read_clock_memory(const std::filesystem::path& path) {
  std::ifstream file(path);
  ClockMemory memory;
  if (!(file >> memory.now_ms >> memory.counted_ms >> memory.machine_run)) return std::nullopt;
  return memory;
}

std::int64_t clock_begins_at_ms(const ClockMemory& now, const std::optional<ClockMemory>& memory,
                                bool somebody_is_in_the_middle) {
  if (!memory || !somebody_is_in_the_middle) return now.now_ms;
  const bool same_run = !now.machine_run.empty() && now.machine_run == memory->machine_run;
  if (same_run) return memory->now_ms + (now.counted_ms - memory->counted_ms);
  return std::max(now.now_ms, memory->now_ms);
}

ClockKeeper::ClockKeeper(std::filesystem::path file, const Clock& clock)
    : file_(std::move(file)), clock_(clock), thread_([this] { keep(); }) {}

ClockKeeper::~ClockKeeper() {
  {
    const std::lock_guard lock(mutex_);
    over_ = true;
  }
  woken_.notify_one();
  thread_.join();
}

void ClockKeeper::keep() {
  std::unique_lock lock(mutex_);
  while (!over_) {
    lock.unlock();
    remember();
    lock.lock();
    woken_.wait_for(lock, std::chrono::milliseconds(kRememberEveryMs), [this] { return over_; });
  }
  remember();
}

void ClockKeeper::remember() const {
  const auto memory = moment(clock_.now_ms());
  const auto text =
      std::to_string(memory.now_ms) + " " + std::to_string(memory.counted_ms) + " " + memory.machine_run + "\n";
  try {
    replace_durable_file(file_, std::span(reinterpret_cast<const std::uint8_t*>(text.data()), text.size()));
  } catch (const std::system_error&) {
    // The disk is full or gone, which the store says loudly enough.
  }
}

}  // namespace samtale::ops
