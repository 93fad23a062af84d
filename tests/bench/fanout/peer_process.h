#pragma once
// A peer as a child process: it dies with the bench. Any one thread.
#include <string>
#include <vector>

#include "support/server_address.h"

namespace samtale::bench {

class PeerProcess {
 public:
  PeerProcess() = default;
  ~PeerProcess();  // kills it
  PeerProcess(const PeerProcess&) = delete;
  PeerProcess& operator=(const PeerProcess&) = delete;

  // Starts one that says `listening on http://HOST:PORT` on its standard output; false: it did not.
  bool start(const std::vector<std::string>& words);
  // Starts one that says nothing; false: nobody listens on that port within some seconds.
  bool start_silent(const std::vector<std::string>& words, int port);

  // A line on its standard input.
  void order(const std::string& line) const;

  int process_id() const { return pid_; }
  const support::ServerAddress& address() const { return address_; }

 private:
  void run(const std::vector<std::string>& words);

  int pid_ = -1;
  int input_ = -1;
  int output_ = -1;
  support::ServerAddress address_{"127.0.0.1", 0};
};

// One that nobody listens on now. Somebody else may be quicker; then the peer does not start. 0: there is
// none.
int free_port();
// The path of a program, where systems keep theirs; empty when it is not installed.
std::string find_program(const std::string& name);

}  // namespace samtale::bench
