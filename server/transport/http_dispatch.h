#pragma once
// What to do with an HTTP request once its headers are there. Decides without I/O; HttpConnection obeys.
// Threads: the shard's.
#include <memory>
#include <optional>
#include <string>
#include <variant>

#include "transport/handshake.h"
#include "transport/router.h"
#include "transport/static_files.h"

namespace samtale::transport {

// Answer 101 and hand the socket over.
struct BecomeWebsocket {
  std::string accept_key;
  std::optional<std::string> hello;  // P-16
};
// Read the body, at most kHttpBodyBytes, then call answer_to().
struct ReadSmallBody {
  const Route* route = nullptr;  // null: the web client's files
  Captures captures;
};
// Read the body, at most kTalkBytes, and give it to `taker`.
struct ReadLargeBody {
  std::shared_ptr<BodyTaker> taker;
};

using HttpDecision = std::variant<Response, BecomeWebsocket, ReadSmallBody, ReadLargeBody>;

class HttpDispatch {
 public:
  HttpDispatch(Router router, StaticFiles files, AllowedOrigins allowed)
      : router_(std::move(router)), files_(std::move(files)), allowed_(std::move(allowed)) {}

  HttpDecision on_headers(const Request& request) const;
  void answer_to(const Request& request, const ReadSmallBody& reading, Respond respond) const;
  const AllowedOrigins& allowed_origins() const { return allowed_; }

 private:
  Router router_;
  StaticFiles files_;
  AllowedOrigins allowed_;
};

// Whose address counts: the peer's, or what a reverse proxy on this machine says when `behind_proxy`.
std::string client_address(const std::string& peer, bool peer_is_loopback, std::string_view forwarded_for,
                           bool behind_proxy);

}  // namespace samtale::transport
