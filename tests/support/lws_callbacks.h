#pragma once
// Where libwebsockets calls back: one function for WebSocket connections, one for HTTP exchanges. Only for the files
// that know libwebsockets.
#include <libwebsockets.h>

namespace samtale::support {

inline constexpr const char* kWebSocketProtocol = "websocket";
inline constexpr const char* kHttpProtocol = "http-exchange";

int websocket_callback(lws* wsi, lws_callback_reasons reason, void* user, void* in, std::size_t length);
int http_callback(lws* wsi, lws_callback_reasons reason, void* user, void* in, std::size_t length);

}  // namespace samtale::support
