#pragma once
// What goes wrong in a soak, one thing after another, and is over by itself after a while.
#include <memory>
#include <string>
#include <vector>

#include "attendance.h"
#include "support/raw_socket.h"

namespace samtale::soak {

class Faults {
 public:
  // False: the strangers did not get in.
  bool prepare(Attendance& people, const support::ServerProcess& server);
  // The next; its name. What was left of the last is let go of.
  std::string next();
  void end();

 private:
  void open(std::size_t count, int receive_bytes, bool upgrades, bool says_hello);
  void lose_their_packets();
  std::string clients_killed();

  Attendance* people_ = nullptr;
  const support::ServerProcess* server_ = nullptr;
  std::vector<std::string> strangers_;  // tokens
  std::vector<std::unique_ptr<support::RawSocket>> sockets_;
  int child_ = -1;
  std::size_t number_ = 0;
};

}  // namespace samtale::soak
