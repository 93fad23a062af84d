#pragma once
// Another program, run once and waited for: no shell, nothing to read, its complaints thrown away, the lowest priority,
// bounds on what it may use. It dies with this process, and with whoever waits for it.
//
// Threads: any; run_child blocks. `stop` may be set from any thread.
#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace samtale::media {

struct ChildTask {
  std::vector<std::string> words;        // the program's path, then what it is told
  std::chrono::milliseconds within{};    // it is killed when it takes longer
  std::uint64_t largest_file_bytes = 0;  // that it may write
};

enum class ChildEnd {
  succeeded,
  failed,     // it said so, crashed, could not be started, or `on_output` had enough
  took_long,  // killed
  stopped,    // killed
};

// `on_output` gets what it writes to its standard output, piece by piece; false: it is killed.
ChildEnd run_child(const ChildTask& task, const std::function<bool(std::string_view)>& on_output,
                   const std::atomic<bool>& stop);

}  // namespace samtale::media
