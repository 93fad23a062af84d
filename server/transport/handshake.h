#pragma once
// The opening handshake of a WebSocket (RFC 6455, section 4.2): may this request become one, and what is answered.
#include <string>
#include <string_view>
#include <vector>

#include "transport/request.h"

namespace samtale::transport {

// Web pages that may talk to this server, beside its own: `https://seminar.example.org`, without a slash at the end.
using AllowedOrigins = std::vector<std::string>;

// P-03. A request without Origin does not come from a web page and may pass; `null` may not.
bool origin_is_allowed(const Request& request, const AllowedOrigins& allowed);

// Whether the client wants a WebSocket at all; if so, check_handshake says whether it gets one.
bool wants_websocket(const Request& request);

struct HandshakeAnswer {
  int status = 101;        // else 400, 403, 405 or 426: no WebSocket
  std::string accept_key;  // for Sec-WebSocket-Accept
};
HandshakeAnswer check_handshake(const Request& request, const AllowedOrigins& allowed);

std::string accept_key_for(std::string_view key);

}  // namespace samtale::transport
