#pragma once
// What all simulated groups of one crowd share. One thread.
#include <cstdint>
#include <functional>
#include <set>
#include <string>

#include "crowd/deck.h"
#include "crowd/dice.h"
#include "crowd/seats.h"
#include "domain/ids.h"
#include "support/lws_loop.h"
#include "support/server_address.h"

namespace samtale::crowd {

// Numbers for the line the crowd prints now and then; never texts.
struct Tally {
  std::uint64_t commands = 0;
  std::uint64_t refused = 0;
  std::uint64_t came_back = 0;   // connections after the first
  std::uint64_t violations = 0;  // of the protocol, by the server
};

struct Surroundings {
  support::LwsLoop& loop;
  support::ServerAddress address;
  std::string code;
  int speed = 1;
  Dice& dice;
  Decks& decks;
  Seats& seats;
  Tally tally = {};
  std::set<GroupId> taken = {};  // groups that one of the crowd has taken or is about to take
  // Names that one of the crowd gave at the door: such a group may be listed before its own host has heard that it is in.
  std::set<std::string> named = {};
  std::function<void(const std::string&)> say = [](const std::string&) {};

  // So many seconds of human time, in milliseconds of this crowd's.
  std::int64_t human_ms(double least_s, double most_s) {
    return static_cast<std::int64_t>(dice.between(least_s, most_s) * 1'000 / speed);
  }
};

}  // namespace samtale::crowd
