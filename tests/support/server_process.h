#pragma once
// The real server as a child process, in a folder of its own: started, stopped, killed and started again.
// The child dies with the test program. Any one thread.
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "support/server_address.h"

namespace samtale::support {

class ServerProcess {
 public:
  // `program`: path of samtale. Everything it writes stays below `folder`, which is made when missing and never removed
  // here.
  ServerProcess(std::string program, std::filesystem::path folder);
  ~ServerProcess();  // kills what still runs
  ServerProcess(const ServerProcess&) = delete;
  ServerProcess& operator=(const ServerProcess&) = delete;

  // `samtale <subcommand> --listen … --data … <more>`; true when it has said that it listens. The first start picks a
  // free port, later ones listen on the same.
  bool start(const std::string& subcommand, const std::vector<std::string>& more);
  // As the last time.
  bool start_again();
  // The same without waiting for anything: for somebody who knocks until it answers, or kills it on its way.
  void begin_again();
  // SIGTERM; the exit status, or -1 when it had to be killed or was killed by a signal.
  // `meanwhile` is called again and again: clients on this thread have their goodbyes to say.
  int stop(const std::function<void()>& meanwhile = [] {});
  // SIGKILL: no goodbye.
  void kill();
  bool running() const { return pid_ > 0; }
  int process_id() const { return pid_; }

  const ServerAddress& address() const { return address_; }
  const std::filesystem::path& data() const { return data_; }
  // Everything it wrote: for failures, and to search for what must not be in a log.
  std::string output() const;
  // A value of demo.json (`samtale demo` writes it); empty when there is none.
  std::string demo(const std::string& key) const;

 private:
  bool wait_until_it_listens();
  bool reap(
      int within_ms, int& status, const std::function<void()>& meanwhile = [] {});

  std::string program_;
  std::filesystem::path folder_;
  std::filesystem::path data_;
  std::string subcommand_;
  std::vector<std::string> more_;
  int pid_ = -1;
  std::size_t output_before_ = 0;  // bytes of output of earlier starts
  ServerAddress address_{"127.0.0.1", 0};
};

}  // namespace samtale::support
