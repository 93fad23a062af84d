#pragma once
// One libwebsockets context and the thread that runs it: connections, HTTP exchanges and timers of many clients.
//
// Everything happens on the thread that calls run_until(), except post() and wake(). libwebsockets allows no more.
// The loop outlives all connections made on it.
#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

struct lws_context;

namespace samtale::support {

class LwsLoop {
 public:
  LwsLoop();
  ~LwsLoop();
  LwsLoop(const LwsLoop&) = delete;
  LwsLoop& operator=(const LwsLoop&) = delete;

  // Calls `then` once. Destroying or replacing the timer cancels it; that may happen inside `then`.
  class Timer {
   public:
    Timer();
    Timer(Timer&&) noexcept;
    Timer& operator=(Timer&&) noexcept;
    ~Timer();
    bool waiting() const;

   private:
    friend class LwsLoop;
    struct Body;
    std::unique_ptr<Body> body_;
  };
  [[nodiscard]] Timer after(std::int64_t delay_ms, std::function<void()> then);

  // Runs `then` on the loop's thread. Any thread.
  void post(std::function<void()> then);
  // Makes run_until() look at `done` again. Any thread, and signal handlers.
  void wake();

  void run_until(const std::function<bool()>& done);
  // False: `done` did not become true in time.
  bool run_until(const std::function<bool()>& done, std::int64_t within_ms);

  // A clock that only counts.
  static std::int64_t now_ms();

  lws_context* context() { return context_; }
  // The context is being torn down: what libwebsockets still calls back reaches nobody.
  bool ending() const { return ending_; }

 private:
  void run_posted();
  bool service();

  lws_context* context_ = nullptr;
  bool ending_ = false;
  std::mutex mutex_;
  std::vector<std::function<void()>> posted_;  // guarded by mutex_
};

}  // namespace samtale::support
