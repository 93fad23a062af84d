#include "app/options.h"

#include <charconv>
#include <stdexcept>

namespace samtale::app {

Endpoint parse_listen(const std::string& listen) {
  const auto colon = listen.rfind(':');
  const auto fail = [&] { throw std::invalid_argument("--listen wants ADDRESS:PORT, for instance 127.0.0.1:8080, not '" + listen + "'"); };
  if (colon == std::string::npos || colon == 0) fail();
  Endpoint endpoint{listen.substr(0, colon), 0};
  if (endpoint.address.size() > 2 && endpoint.address.front() == '[' && endpoint.address.back() == ']')
    endpoint.address = endpoint.address.substr(1, endpoint.address.size() - 2);
  const char* first = listen.data() + colon + 1;
  const char* last = listen.data() + listen.size();
  const auto [end, error] = std::from_chars(first, last, endpoint.port);
  if (error != std::errc{} || end != last) fail();
  return endpoint;
}

}  // namespace samtale::app
