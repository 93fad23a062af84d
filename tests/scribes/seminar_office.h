#pragma once
// Makes seminars for tests that need many: over HTTP and WebSocket as an organiser, a facilitator and groups would.
// Threads: the loop's. What does not succeed is a std::runtime_error in words.
#include <string>
#include <vector>

#include "domain/ids.h"
#include "domain/role.h"
#include "domain/seminar.h"
#include "support/http_exchange.h"
#include "support/lws_loop.h"
#include "support/server_address.h"

namespace samtale::scribes {

// Somebody who may connect to a seminar.
struct Ticket {
  Role role{};
  GroupId group;  // of group devices
  std::string token;
};

struct OpenedSeminar {
  SeminarId id;
  std::string room_code;
  std::vector<Ticket> tickets;  // the facilitator's is the first
};

class SeminarOffice {
 public:
  struct Wish {
    std::string title;
    PhaseKind phase = PhaseKind::learning_conversation;  // that runs when it is handed over
    int groups = 2;                                      // each with a host and a screen
    int phones = 1;                                      // of each group
  };

  SeminarOffice(support::LwsLoop& loop, support::ServerAddress address, std::string organiser_token);
  OpenedSeminar open(const Wish& wish);

 private:
  std::string post(const std::string& path, std::string body, bool as_organiser);
  Ticket join(const std::string& code, Role role, GroupId group, const std::string& new_name);

  support::LwsLoop& loop_;
  support::ServerAddress address_;
  std::string organiser_;
};

}  // namespace samtale::scribes
