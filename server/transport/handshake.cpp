#include "transport/handshake.h"

#include <algorithm>

#include "transport/digest.h"

namespace samtale::transport {
namespace {

constexpr std::string_view kMagic = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";  // RFC 6455, 1.3

// Sixteen bytes in base64: 22 symbols, the last of which carries only two bits, and two signs of padding.
bool is_key(std::string_view key) {
  static constexpr std::string_view kSymbols = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  if (key.size() != 24 || key.substr(22) != "==") return false;
  return key.substr(0, 22).find_first_not_of(kSymbols) == std::string_view::npos;
}

// "https://host:port" -> "host:port"; empty when it is not of that form.
std::string_view host_of_origin(std::string_view origin) {
  for (const std::string_view scheme : {"https://", "http://"}) {
    if (origin.size() > scheme.size() && same_ignoring_case(origin.substr(0, scheme.size()), scheme)) {
      return origin.substr(scheme.size());
    }
  }
  return {};
}

}  // namespace

bool origin_is_allowed(const Request& request, const AllowedOrigins& allowed) {
  const auto origins = std::count_if(request.headers.begin(), request.headers.end(),
                                     [](const auto& header) { return same_ignoring_case(header.first, "origin"); });
  if (origins == 0) return true;
  if (origins > 1) return false;
  const auto origin = request.header("origin");
  const auto host = host_of_origin(origin);
  if (!host.empty() && same_ignoring_case(host, request.header("host"))) return true;
  return std::any_of(allowed.begin(), allowed.end(),
                     [&](const std::string& one) { return same_ignoring_case(one, origin); });
}

bool wants_websocket(const Request& request) {
  return list_has_token(request.header_list("connection"), "upgrade") &&
         list_has_token(request.header_list("upgrade"), "websocket");
}

HandshakeAnswer check_handshake(const Request& request, const AllowedOrigins& allowed) {
  if (request.method != Method::get) return {405, {}};
  if (!request.http_1_1 || request.header("host").empty() || !wants_websocket(request)) return {400, {}};
  if (request.header("sec-websocket-version") != "13") return {426, {}};
  const auto key = request.header("sec-websocket-key");
  if (!is_key(key)) return {400, {}};
  if (!origin_is_allowed(request, allowed)) return {403, {}};
  return {101, accept_key_for(key)};
}

std::string accept_key_for(std::string_view key) {
  const auto digest = sha1(std::string(key).append(kMagic));
  return base64({reinterpret_cast<const char*>(digest.data()), digest.size()});
}

}  // namespace samtale::transport
