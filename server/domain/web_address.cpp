#include "domain/web_address.h"

#include <algorithm>

#include "domain/text.h"

namespace samtale {
namespace {

constexpr std::string_view kScheme = "https://";
constexpr std::string_view kNeverInAnAddress = "\"'<>\\^`{|}";

bool is_letter_or_digit(char symbol) {
  return (symbol >= 'a' && symbol <= 'z') || (symbol >= 'A' && symbol <= 'Z') || (symbol >= '0' && symbol <= '9');
}

bool is_host(std::string_view host) {
  if (host.empty() || !is_letter_or_digit(host.front()) || !is_letter_or_digit(host.back())) return false;
  if (host.find("..") != std::string_view::npos) return false;
  return std::all_of(host.begin(), host.end(),
                     [](char symbol) { return is_letter_or_digit(symbol) || symbol == '.' || symbol == '-'; });
}

bool is_port(std::string_view port) {
  return !port.empty() && port.size() <= 5 &&
         std::all_of(port.begin(), port.end(), [](char symbol) { return symbol >= '0' && symbol <= '9'; });
}

constexpr std::string_view kPortOfHttps = "443";
constexpr int kHighestPort = 65'535;
constexpr std::size_t kHostName = 253;  // RFC 1035

// As a browser writes it.
bool is_plain_port(std::string_view port) {
  return is_port(port) && port.front() != '0' && std::stoi(std::string(port)) <= kHighestPort;
}

}  // namespace

bool is_https_address(std::string_view address) {
  // `cleaned` takes away what cannot be seen at all; what it leaves may still hold blanks in the middle.
  if (!is_utf8(address) || cleaned(address) != address || address.substr(0, kScheme.size()) != kScheme) return false;
  const bool well_written = std::none_of(address.begin(), address.end(), [](char symbol) {
    return (symbol >= 0 && symbol <= ' ') || kNeverInAnAddress.find(symbol) != std::string_view::npos;
  });
  const auto authority = address.substr(kScheme.size(), address.find_first_of("/?#", kScheme.size()) - kScheme.size());
  const auto colon = authority.find(':');
  if (!well_written || !is_host(authority.substr(0, colon))) return false;
  return colon == std::string_view::npos || is_port(authority.substr(colon + 1));
}

std::optional<Rejection> check_https_address(std::string& address, std::string_view field, std::size_t limit) {
  if (!is_utf8(address)) return Rejection{RejectionCode::text_not_utf8, std::string{field}, 0};
  address = cleaned(address);
  if (length_of(address) > limit) {
    return Rejection{RejectionCode::text_too_long, std::string{field}, static_cast<std::uint32_t>(limit)};
  }
  if (address.empty() || is_https_address(address)) return std::nullopt;
  return Rejection{RejectionCode::address_invalid, std::string{field}, 0};
}

std::optional<std::string> https_host(std::string_view text) {
  const auto colon = text.find(':');
  std::string host(text.substr(0, colon));
  if (!is_host(host) || host.size() > kHostName) return std::nullopt;
  std::transform(host.begin(), host.end(), host.begin(),
                 [](char symbol) { return symbol >= 'A' && symbol <= 'Z' ? static_cast<char>(symbol - 'A' + 'a') : symbol; });
  if (colon == std::string_view::npos) return host;
  const auto port = text.substr(colon + 1);
  if (!is_plain_port(port)) return std::nullopt;
  return port == kPortOfHttps ? host : host.append(":").append(port);
}

}  // namespace samtale
