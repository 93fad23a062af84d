#pragma once
// What a server leaves behind so that the clock of the next one goes on, whatever has become of the wall clock
// meanwhile (docs/adr/0008). One small file in the data folder.
#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "ops/clock.h"

namespace samtale::ops {

// One moment, on both clocks.
struct ClockMemory {
  std::int64_t now_ms = 0;      // the server's
  std::int64_t counted_ms = 0;  // the machine's; means nothing after it has been started anew
  std::string machine_run;      // changes whenever the machine is started
  bool operator==(const ClockMemory&) const = default;
};

// Of this machine, at this moment, for a server's clock that shows `now_ms`.
ClockMemory moment(std::int64_t now_ms);
// Nullopt: there is none, or it cannot be read.
std::optional<ClockMemory> read_clock_memory(const std::filesystem::path& file);

// Where the clock of a new server begins. `now` is this moment with the wall clock's time. When nobody is in the middle
// of a seminar, that is all; otherwise it goes on from `memory`: exactly, while the machine has not been started anew;
// and never backwards, if it has.
std::int64_t clock_begins_at_ms(const ClockMemory& now, const std::optional<ClockMemory>& memory,
                                bool somebody_is_in_the_middle);

// Writes the memory at once, every kRememberEveryMs, and at the end, on a thread of its own. A disk that refuses costs
// only the memory.
class ClockKeeper {
 public:
  static constexpr std::int64_t kRememberEveryMs = 30'000;

  // `clock` outlives the keeper.
  ClockKeeper(std::filesystem::path file, const Clock& clock);
  ~ClockKeeper();
  ClockKeeper(const ClockKeeper&) = delete;
  ClockKeeper& operator=(const ClockKeeper&) = delete;

 private:
  void keep();
  void remember() const;

  const std::filesystem::path file_;
  const Clock& clock_;
  std::mutex mutex_;
  std::condition_variable woken_;
  bool over_ = false;  // guarded by mutex_
  std::thread thread_;
};

}  // namespace samtale::ops
