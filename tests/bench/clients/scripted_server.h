#pragma once
// A server that does with its connections what a test says, byte by byte, in a thread of its own: what no proper server
// does can be shown with it. Connections come one after the other.
#include <functional>
#include <string>
#include <string_view>
#include <thread>

#include "support/server_address.h"

namespace samtale::bench {

// The server's end of one connection; blocking.
class ScriptedLine {
 public:
  explicit ScriptedLine(int descriptor) : descriptor_(descriptor) {}
  void say(std::string_view bytes) const;
  // Each byte as a segment of its own.
  void say_slowly(std::string_view bytes) const;
  // Everything up to and with `end`; less when the client has gone.
  std::string hear_until(std::string_view end) const;
  std::string hear(std::size_t bytes) const;
  // Reads the request and accepts it.
  void shake_hands() const;
  // The client gets a RST.
  void cut() const;

 private:
  int descriptor_;
};

class ScriptedServer {
 public:
  explicit ScriptedServer(std::function<void(const ScriptedLine&)> script);
  ~ScriptedServer();
  ScriptedServer(const ScriptedServer&) = delete;
  ScriptedServer& operator=(const ScriptedServer&) = delete;

  const support::ServerAddress& address() const { return address_; }

 private:
  std::function<void(const ScriptedLine&)> script_;
  int listening_ = -1;
  support::ServerAddress address_{"127.0.0.1", 0};
  std::thread thread_;
};

}  // namespace samtale::bench
