#pragma once
// How a server is to run.
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace samtale::app {

// Each answer over HTTP names them all.
inline constexpr std::size_t kMeetingHosts = 8;

struct Options {
  std::string listen = "127.0.0.1:8080";  // address:port, `[::1]:8080`; port 0 takes a free one
  std::filesystem::path data = "var/data";
  std::filesystem::path web = "clients/web/dist";  // the built web client
  std::string public_url;                          // as people type it; empty: http:// and the address listened on
  std::vector<std::string> allowed_origins;        // besides the server's own
  std::vector<std::string> meeting_hosts;          // whose pages may be shown inside ours; as https_host() gives them
  bool behind_proxy = false;                       // take a guest's address from X-Forwarded-For
  int speed = 1;                                   // the agenda's lengths are divided by it (demonstrations)
  std::string log_level = "info";
};

struct Endpoint {
  std::string address;
  std::uint16_t port = 0;
};
// Throws std::invalid_argument with a sentence for people when `listen` is not an address and a port.
Endpoint parse_listen(const std::string& listen);

}  // namespace samtale::app
