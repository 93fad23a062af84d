#pragma once
// Everybody who sits in some seminars, and what they were sent: connected, listening, and led by their facilitators.
// Threads: the caller's.
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "bench/clients/swarm.h"
#include "bench/seats/seats.h"

namespace samtale::bench {

class Listeners final : public SwarmObserver {
 public:
  // The facilitator of each seminar and all its seats; nobody connects yet.
  Listeners(const support::ServerAddress& address, const std::vector<SeatedSeminar>& seminars);

  // Until each has its snapshot: the facilitators first, which is what opens the rooms, or everybody. Throws
  // std::runtime_error when somebody does not get it, or loses the connection.
  void lead();
  void come();
  // All who sit lose their connections without a word, and come back.
  void come_again();
  // Each of these facilitators broadcasts once, all in one moment; until everybody there has it. Gives how many
  // messages that was. Throws like come().
  std::uint64_t broadcast(std::size_t first_seminar, std::size_t seminars);
  // One after the other asks for the time, so that each does once in `every_ms`, for so long (P-51). The next call goes
  // on where this one ends.
  void be_idle(std::int64_t ms, std::int64_t every_ms);

  std::size_t size() const { return hellos_.size(); }

 private:
  void on_open(std::size_t who, Nanos at) override;
  void on_message(std::size_t who, Opcode opcode, std::string_view payload, Nanos at) override;
  void on_closed(std::size_t who, const Farewell& farewell, Nanos at) override;
  void wait_for_snapshots(std::size_t people);
  void wait_for(const std::uint64_t& count, std::uint64_t enough, const char* otherwise);

  struct Members {
    std::size_t facilitator = 0;  // their number in the swarm
    std::size_t size = 0;         // with the facilitator
  };
  Swarm swarm_;
  std::vector<std::string> hellos_;  // of the facilitators, and behind them of all who sit
  std::vector<Members> seminars_;
  std::uint64_t heard_ = 0;  // messages
  std::uint64_t told_ = 0;   // those with a broadcast of ours
  std::size_t lost_ = 0;
  std::size_t broadcasts_ = 0;
  Nanos all_here_at_ = 0;
  std::uint64_t asked_ = 0;  // since then
};

}  // namespace samtale::bench
