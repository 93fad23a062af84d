#include "support/server_address.h"

#include <charconv>

namespace samtale::support {

std::optional<ServerAddress> ServerAddress::parse(std::string_view url) {
  constexpr std::string_view kScheme = "http://";
  if (url.substr(0, kScheme.size()) != kScheme) return std::nullopt;
  url.remove_prefix(kScheme.size());
  url = url.substr(0, url.find('/'));
  const auto colon = url.rfind(':');
  ServerAddress address{std::string(url.substr(0, colon)), 80};
  if (colon != std::string_view::npos) {
    const auto digits = url.substr(colon + 1);
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), address.port);
    if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  }
  if (address.host.empty() || address.port < 1 || address.port > 65'535) return std::nullopt;
  return address;
}

}  // namespace samtale::support
