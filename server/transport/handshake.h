#pragma once
// The opening handshake of a WebSocket (RFC 6455, section 4.2): may this request become one, and what is answered.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "transport/request.h"

namespace samtale::transport {

// Web pages that may talk to this server, beside its own: `https://seminar.example.org`, without a slash at the end.
using AllowedOrigins = std::vector<std::string>;

// P-03. A request without Origin does not come from a web page and may pass; `null` may not.
bool origin_is_allowed(const Request& request, const AllowedOrigins& allowed);
// Of a page of `origin` that asks for `host`.
bool origin_is_allowed(std::string_view origin, std::string_view host, const AllowedOrigins& allowed);

// Whether the client wants a WebSocket at all; if so, check_handshake says whether it gets one.
bool wants_websocket(const Request& request);

struct HandshakeAnswer {
  int status = 101;                  // else 400, 403, 405 or 426: no WebSocket
  std::string accept_key;            // for Sec-WebSocket-Accept
  std::optional<std::string> hello;  // the client's first message, said with the handshake
};
HandshakeAnswer check_handshake(const Request& request, const AllowedOrigins& allowed);

// Sixteen bytes in base64, as a Sec-WebSocket-Key is.
bool is_handshake_key(std::string_view key);
std::string accept_key_for(std::string_view key);
// The message that is offered beside our sub-protocol (P-16); `protocols` is Sec-WebSocket-Protocol. Nullopt: none that
// can be read.
std::optional<std::string> offered_hello(std::string_view protocols);
// The whole 101.
std::string switching_protocols(std::string_view accept_key, bool hello_was_read);

// What a WebSocket begins with.
struct Opening {
  std::string answer;                // to the handshake; goes before everything else
  std::optional<std::string> hello;  // the client's first message, if it came with the handshake
  std::string already_read = {};     // what came behind it
};

}  // namespace samtale::transport
