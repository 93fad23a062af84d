#pragma once
// One round of a contender: everybody comes, is told changes one at a time and in bursts, and goes. What a client
// cannot be told within a minute is a std::runtime_error.
//
// Threads: one.
#include <cstddef>
#include <string>
#include <vector>

#include "bench/clients/swarm.h"
#include "bench/figures/figures.h"
#include "contender.h"

namespace samtale::bench {

inline constexpr std::size_t kBurst = 16;

// Who listens: when each of the audience had all of what is being told.
class Audience final : public SwarmObserver {
 public:
  Audience(Contender& contender, std::size_t size);

  // All connect, as fast as the server answers; true when all are there.
  bool come();
  // All lose their connections at once, and the server has noticed.
  void go();

  struct Arrivals {
    Nanos first = 0;
    Nanos median = 0;
    Nanos p99 = 0;
    Nanos last = 0;
  };
  // Since it was said; of everybody.
  Arrivals tell(const News& news, std::size_t count);

  // Bytes of messages that came, without headers, since the beginning.
  std::uint64_t payload_bytes() const { return payload_bytes_; }
  std::size_t size() const { return size_; }
  Swarm& swarm() { return swarm_; }

  void on_open(std::size_t who, Nanos at) override;
  void on_message(std::size_t who, Opcode opcode, std::string_view payload, Nanos at) override;
  void on_closed(std::size_t who, const Farewell& farewell, Nanos at) override;

 private:
  void is_there(std::size_t who);

  Contender& contender_;
  const std::size_t size_;
  std::size_t descriptors_before_ = 0;  // of the server
  std::vector<bool> there_;
  std::size_t there_count_ = 0;
  std::vector<std::size_t> progress_;
  std::vector<Nanos> arrived_;
  std::size_t target_ = 0;
  std::size_t complete_ = 0;
  std::uint64_t payload_bytes_ = 0;
  Swarm swarm_;
};

struct RoundPlan {
  std::string circumstance;  // the size of the audience, in words
  std::size_t audience = 0;
  std::size_t changes = 20;
  std::size_t bursts = 3;
  News phase{News::Kind::phase};
  News timer{News::Kind::timer};
};

// Measures one round and adds its figures.
void run_round(Contender& contender, const RoundPlan& plan, Figures& figures);

// How long each kind of change is on the wire, on average over the audience: what the others are to send.
void measure_sizes(Contender& ours, RoundPlan& plan);

// Under which circumstances a figure was found: behind the size of the audience.
namespace circumstance {
inline constexpr const char* kHandshake = ", handshake";
inline constexpr const char* kPhase = ", a phase change";
inline constexpr const char* kTimer = ", a timer change";
inline constexpr const char* kBurst = ", 16 timer changes at once";
inline constexpr const char* kClock = ", clock sync";
}  // namespace circumstance
namespace measure {
inline constexpr const char* kHandshakeCpu = "CPU per connection";
inline constexpr const char* kCpu = "CPU per message";
inline constexpr const char* kFirst = "first";
inline constexpr const char* kMedian = "median";
inline constexpr const char* kP99 = "p99";
inline constexpr const char* kLast = "last";
}  // namespace measure

}  // namespace samtale::bench
