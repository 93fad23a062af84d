#include "transport/handshake.h"

#include <algorithm>

#include "auth/base64url.h"
#include "ops/digest.h"

namespace samtale::transport {
namespace {

constexpr std::string_view kMagic = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";  // RFC 6455, 1.3
constexpr std::string_view kProtocol = "samtale.1";
constexpr std::string_view kHello = "hello.";

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
  return origin_is_allowed(request.header("origin"), request.header("host"), allowed);
}

bool origin_is_allowed(std::string_view origin, std::string_view host, const AllowedOrigins& allowed) {
  const auto own = host_of_origin(origin);
  if (!own.empty() && same_ignoring_case(own, host)) return true;
  return std::any_of(allowed.begin(), allowed.end(),
                     [&](const std::string& one) { return same_ignoring_case(one, origin); });
}

bool wants_websocket(const Request& request) {
  return list_has_token(request.header_list("connection"), "upgrade") &&
         list_has_token(request.header_list("upgrade"), "websocket");
}

HandshakeAnswer check_handshake(const Request& request, const AllowedOrigins& allowed) {
  if (request.method != Method::get) return {405, {}, {}};
  if (!request.http_1_1 || request.header("host").empty() || !wants_websocket(request)) return {400, {}, {}};
  if (request.header("sec-websocket-version") != "13") return {426, {}, {}};
  const auto key = request.header("sec-websocket-key");
  if (!is_handshake_key(key)) return {400, {}, {}};
  if (!origin_is_allowed(request, allowed)) return {403, {}, {}};
  return {101, accept_key_for(key), offered_hello(request.header_list("sec-websocket-protocol"))};
}

// 22 symbols, the last of which carries only two bits, and two signs of padding.
bool is_handshake_key(std::string_view key) {
  static constexpr std::string_view kSymbols = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  if (key.size() != 24 || key.substr(22) != "==") return false;
  return key.substr(0, 22).find_first_not_of(kSymbols) == std::string_view::npos;
}

std::string accept_key_for(std::string_view key) {
  const auto digest = ops::sha1(std::string(key).append(kMagic));
  return ops::base64({reinterpret_cast<const char*>(digest.data()), digest.size()});
}

std::optional<std::string> offered_hello(std::string_view protocols) {
  bool is_ours = false;
  std::optional<std::string_view> text;
  while (!protocols.empty()) {
    const auto comma = std::min(protocols.find(','), protocols.size());
    const auto one = without_outer_spaces(protocols.substr(0, comma));
    protocols.remove_prefix(std::min(comma + 1, protocols.size()));
    if (one == kProtocol) is_ours = true;
    if (!one.starts_with(kHello)) continue;
    if (text) return std::nullopt;
    text = one.substr(kHello.size());
  }
  if (!is_ours || !text) return std::nullopt;
  const auto bytes = auth::from_base64url(*text);
  if (!bytes || bytes->empty()) return std::nullopt;
  return std::string(bytes->begin(), bytes->end());
}

std::string switching_protocols(std::string_view accept_key, bool hello_was_read) {
  constexpr std::size_t kEnough = 192;
  std::string answer;
  answer.reserve(kEnough);
  answer = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n";
  if (hello_was_read) answer.append("Sec-WebSocket-Protocol: ").append(kProtocol).append("\r\n");
  return answer.append("Sec-WebSocket-Accept: ").append(accept_key).append("\r\n\r\n");
}

}  // namespace samtale::transport
