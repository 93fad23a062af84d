#include "clock_sync.h"

#include <pthread.h>

#include <atomic>
#include <exception>
#include <optional>
#include <stdexcept>
#include <thread>
#include <utility>
#include <variant>

#include "round.h"
#include "wire/client_frame.h"
#include "wire/server_frame.h"

namespace samtale::bench {
namespace {

// Together one question in five milliseconds, each of them ten in a second (P-37 allows 20).
constexpr std::size_t kAsking = 20;
constexpr Nanos kAskEvery = 5'000'000;
constexpr std::int64_t kPatienceMs = 60'000;
// Four facilitators, 20 commands a second each (P-37).
constexpr Nanos kTellEvery = 1'000'000'000 / (kFacilitators * 20);
constexpr double kNanosPerMilli = 1e6;

// A few devices that ask for the time.
class Asking final : public SwarmObserver {
 public:
  explicit Asking(const OwnSeminar& ours)
      : swarm_(ours.address(), *this), there_(kAsking), asked_(kAsking), seats_(ours.seats()) {}

  void come() {
    for (std::size_t i = 0; i < kAsking; ++i) swarm_.add({});
    if (!swarm_.run_until([this] { return there_count_ == kAsking; }, kPatienceMs)) {
      throw std::runtime_error("who asks for the time did not get in");
    }
  }

  std::vector<double> ask_until(const std::atomic<bool>& over) {
    round_trips_ms_.clear();
    auto next = now_ns();
    while (!over) {
      if (now_ns() >= next) {
        ask();
        next = now_ns() + kAskEvery;
      }
      swarm_.run_until([&] { return now_ns() >= next; }, 1);
    }
    // Each answer that is still missing would be the longest.
    const auto answered = [this] {
      for (const auto sent : asked_) {
        if (sent != 0) return false;
      }
      return true;
    };
    if (!swarm_.run_until(answered, kPatienceMs)) throw std::runtime_error("a clock ping was not answered");
    return round_trips_ms_;
  }

  void on_open(std::size_t who, Nanos) override {
    swarm_.send(who, Opcode::binary, hello_of(seats_[who * kDevicesOfGroup % seats_.size()].token));
  }
  void on_message(std::size_t who, Opcode, std::string_view payload, Nanos at) override {
    const auto message = wire::read_server_frame(payload);
    if (!message) throw std::runtime_error("a message that cannot be read");
    if (std::holds_alternative<wire::ClockPong>(*message)) {
      round_trips_ms_.push_back(static_cast<double>(at - asked_[who]) / kNanosPerMilli);
      asked_[who] = 0;
    } else if (const auto* changes = std::get_if<wire::Changes>(&*message); changes && changes->snapshot) {
      there_[who] = true;
      ++there_count_;
    }
  }
  void on_closed(std::size_t, const Farewell& farewell, Nanos) override {
    throw std::runtime_error("who asks for the time was closed: " + std::to_string(farewell.code));
  }

 private:
  void ask() {
    next_ = (next_ + 1) % kAsking;
    if (asked_[next_] != 0) return;  // still waits
    asked_[next_] = now_ns();
    swarm_.send(next_, Opcode::binary, wire::write_clock_ping({++number_, 0}));
  }

  Swarm swarm_;
  std::vector<bool> there_;
  std::size_t there_count_ = 0;
  std::vector<Nanos> asked_;  // 0: is not waiting
  std::vector<Seat> seats_;
  std::size_t next_ = 0;
  std::uint32_t number_ = 0;
  std::vector<double> round_trips_ms_;
};

bool come_before_everything() {
  sched_param priority{};
  priority.sched_priority = sched_get_priority_min(SCHED_FIFO);
  return pthread_setschedparam(pthread_self(), SCHED_FIFO, &priority) == 0;
}

// Asks in a thread of its own while `meanwhile` runs.
template <class Meanwhile>
std::vector<double> ask_while(Asking& asking, bool& undisturbed, Meanwhile meanwhile) {
  std::atomic<bool> over = false;
  std::exception_ptr failed;
  std::vector<double> found;
  std::thread thread([&] {
    undisturbed = come_before_everything();
    try {
      found = asking.ask_until(over);
    } catch (...) {
      failed = std::current_exception();
    }
  });
  try {
    meanwhile();
  } catch (...) {
    failed = std::current_exception();
  }
  over = true;
  thread.join();
  if (failed) std::rethrow_exception(failed);
  return found;
}

}  // namespace

ClockSync measure_clock_sync(OwnSeminar& ours, std::size_t audience_size, double seconds) {
  ClockSync found;
  Audience audience(ours, audience_size);
  if (!audience.come()) throw std::runtime_error("not everybody got in");
  std::optional<Asking> asking(std::in_place, ours);
  asking->come();
  const auto length = static_cast<Nanos>(seconds * 1e9);
  const auto wait_until = [&](Nanos end) {
    audience.swarm().run_until([end] { return now_ns() >= end; }, kPatienceMs);
  };
  found.idle_ms = ask_while(*asking, found.undisturbed, [&] { wait_until(now_ns() + length); });
  found.busy_ms = ask_while(*asking, found.undisturbed, [&] {
    const auto end = now_ns() + length;
    for (auto now = now_ns(); now < end; now = now_ns()) {
      audience.tell({News::Kind::timer, 0}, 1);
      ++found.changes;
      wait_until(now + kTellEvery);
    }
  });
  asking.reset();
  audience.go();
  return found;
}

}  // namespace samtale::bench
