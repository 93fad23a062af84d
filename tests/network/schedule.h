#pragma once
// The weather over the clients of one seminar, drawn from a seed: what happens to whose line, and when. The same seed
// gives the same schedule; what it meets on the lines is as far the same as real time allows. Pure.
#include <cstdint>
#include <string>
#include <vector>

#include "tests/network/weather.h"

namespace samtale::network_test {

enum class Happening { calm, slow, drip, freeze, one_way, half_open, cut_reset, cut_finish, cut_client_only };

struct Turn {
  int at_ms = 0;  // from the beginning of the storm
  std::size_t line = 0;
  Happening what{};
  Direction direction{};  // of one_way
  bool loses = false;     // one_way: what comes is lost and the connection with it; else it is held
  Weather weather;        // of slow and drip, in both directions
};

struct Schedule {
  std::uint64_t seed = 0;
  int length_ms = 0;
  // The devices see that they have a network again, as a browser does. If not, the trouble was further away.
  bool end_is_noticed = true;
  std::vector<Turn> turns;  // in order of time
};

Schedule draw_schedule(std::uint64_t seed, std::size_t lines);
// One line each, for whoever looks into a failure.
std::string to_text(const Schedule& schedule);

}  // namespace samtale::network_test
