#pragma once
// samtale-echo as a child process on a free port; it dies with the test program. Any one thread.
#include <string>

#include "support/server_address.h"

namespace samtale::rfc6455 {

class EchoProcess {
 public:
  explicit EchoProcess(std::size_t max_message);
  ~EchoProcess();
  EchoProcess(const EchoProcess&) = delete;
  EchoProcess& operator=(const EchoProcess&) = delete;

  // Port 0: it did not start.
  const support::ServerAddress& address() const { return address_; }

 private:
  int pid_ = -1;
  support::ServerAddress address_{"127.0.0.1", 0};
};

}  // namespace samtale::rfc6455
