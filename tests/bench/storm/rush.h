#pragma once
// How long each of many took to be in step, counted from one moment for all.
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "bench/clients/swarm.h"
#include "bench/figures/report.h"
#include "bench/session/people.h"

namespace samtale::bench {

struct Rush {
  bool all_got_there = false;
  std::vector<double> ms;    // of each
  double server_cpu_us = 0;  // of each, on average
  double bytes = 0;          // of messages to each, on average
};

// All connect to a bare server at once, and are in step with its greeting.
Rush rush_to_greeting(const support::ServerAddress& server, int process_id, std::size_t clients);

// Everybody who is not in step yet, until all are. `begun`: when it began for them.
Rush rush_until_in_step(People& people, Nanos begun, int process_id);

void add_to(Figures& figures, const std::string& circumstance, const std::string& subject, const Rush& rush);

}  // namespace samtale::bench
