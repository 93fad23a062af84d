#pragma once
// The whole crowd: so many groups in one seminar, until it is told to stop. One thread.
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "crowd/deck.h"
#include "crowd/dice.h"
#include "crowd/seats.h"
#include "crowd/simulated_group.h"
#include "crowd/surroundings.h"

namespace samtale::crowd {

class Crowd {
 public:
  struct Options {
    support::ServerAddress address;
    std::string code;
    int groups = 1;
    int speed = 1;
    std::uint64_t seed = 1;
    std::filesystem::path seats;  // empty: forgotten at the end
    bool once = false;            // everybody at once, nobody late, no network lost
    std::function<void(const std::string&)> say;
  };

  Crowd(support::LwsLoop& loop, Options options);

  void come();
  // Closes every connection; true when all are closed.
  bool leave();

  bool all_here() const;
  bool any_failed() const;
  // One line of numbers.
  std::string summary() const;
  const Tally& tally() const { return around_.tally; }

 private:
  void report_now_and_then();

  Options options_;
  Dice dice_;
  Decks decks_;
  Seats seats_;
  Surroundings around_;
  std::vector<std::unique_ptr<SimulatedGroup>> groups_;
  std::vector<support::LwsLoop::Timer> arrivals_;
  support::LwsLoop::Timer next_report_;
};

}  // namespace samtale::crowd
