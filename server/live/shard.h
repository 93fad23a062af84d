#pragma once
// One thread and its loop, as a room sees it: everything of a room happens on its shard. An interface, so that the same rooms
// run under simulated time.
#include <chrono>
#include <functional>
#include <memory>

namespace samtale::live {

// Rings once. Setting it again, cancelling or destroying it forgets the earlier ring. Threads: the shard's.
class Alarm {
 public:
  virtual ~Alarm() = default;
  virtual void set(std::chrono::milliseconds from_now, std::function<void()> ring) = 0;
  virtual void cancel() = 0;
};

class Shard {
 public:
  virtual ~Shard() = default;
  // Runs the task on the shard's thread, later, in the order posted. Any thread may call.
  virtual void post(std::function<void()> task) = 0;
  virtual std::unique_ptr<Alarm> make_alarm() = 0;
};

}  // namespace samtale::live
