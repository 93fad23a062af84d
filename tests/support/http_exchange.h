#pragma once
// One HTTP request and its answer, by libwebsockets' own client.
//
// Not for HEAD: libwebsockets 4.1 waits for the body that a HEAD's answer announces; see raw_socket.h.
// Threads: the loop's.
#include <functional>
#include <map>
#include <optional>
#include <string>

#include "support/lws_loop.h"
#include "support/server_address.h"

namespace samtale::support {

struct HttpRequest {
  std::string method = "GET";
  std::string path = "/";
  std::string body;  // sent with its length when the method is POST or PUT
  std::string content_type = "application/x-protobuf";
  std::optional<std::string> bearer;  // Authorization
  std::optional<std::string> origin;
  std::map<std::string, std::string> headers;  // names end in a colon, as libwebsockets wants them
};

struct HttpAnswer {
  int status = 0;                              // 0: there was no answer
  std::map<std::string, std::string> headers;  // those of http_exchange.cpp's list; names in lower case
  std::string body;
};

// Calls `then` once, unless the loop ends before.
void exchange(LwsLoop& loop, const ServerAddress& address, HttpRequest request, std::function<void(HttpAnswer)> then);

// Runs the loop until the answer is there; status 0 when it is not within the time.
HttpAnswer exchange_now(LwsLoop& loop, const ServerAddress& address, HttpRequest request,
                        std::int64_t within_ms = 30'000);

}  // namespace samtale::support
