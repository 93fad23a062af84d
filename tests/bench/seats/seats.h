#pragma once
// One seminar with as many devices as one likes, on a real server and through its own doors: an organiser makes it, a
// facilitator leads it to a phase, groups name themselves and everybody joins.
//
// Threads: the loop's. What does not succeed is a std::runtime_error in words.
#include <cstddef>
#include <string>
#include <vector>

#include "domain/ids.h"
#include "domain/role.h"
#include "domain/seminar.h"
#include "support/lws_loop.h"
#include "support/server_address.h"

namespace samtale::bench {

struct Seat {
  Role role{};            // the first of a group is its host, the second its screen, all others are phones
  std::size_t group = 0;  // counted from 0
  GroupId group_id;
  std::string token;
};

struct SeatedSeminar {
  SeminarId id;
  std::string organiser_token;
  std::string facilitator_token;
  std::vector<Seat> seats;  // group by group
};

struct SeatsWish {
  std::string title = "Måling";
  std::size_t groups = 1;
  std::size_t devices = 1;                             // of each group
  PhaseKind phase = PhaseKind::learning_conversation;  // that runs when it is handed over
};

// Nobody is connected afterwards.
SeatedSeminar seat(support::LwsLoop& loop, const support::ServerAddress& address, const std::string& organiser_token,
                   const SeatsWish& wish);

// The first frame of a device or a facilitator (P-10), without what an earlier connection knew.
std::string hello_of(const std::string& token);
// An organiser names the seminar (P-11).
std::string hello_of(const std::string& token, SeminarId seminar);

}  // namespace samtale::bench
