#pragma once
// Where a server listens, as its line `listening on http://HOST:PORT` says. Plain HTTP only: in production TLS is the
// reverse proxy's business, and the tools here talk to the server itself.
#include <optional>
#include <string>
#include <string_view>

namespace samtale::support {

struct ServerAddress {
  std::string host;
  int port = 0;

  // Nullopt: not `http://HOST:PORT`; what follows the port is ignored.
  static std::optional<ServerAddress> parse(std::string_view url);
  std::string authority() const { return host + ":" + std::to_string(port); }
  std::string url() const { return "http://" + authority(); }
};

}  // namespace samtale::support
