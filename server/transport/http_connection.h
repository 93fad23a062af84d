#pragma once
// HTTP on one socket: reads requests, obeys HttpDispatch, writes answers; until the socket is closed or becomes a
// WebSocket.
//
// The library that parses HTTP is seen by http_connection.cpp alone. Threads: the shard's.
#include <cstddef>
#include <functional>
#include <list>
#include <memory>
#include <string>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include "transport/descriptor.h"
#include "transport/handshake.h"
#include "transport/http_dispatch.h"
#include "transport/security_headers.h"
#include "transport/services.h"

namespace samtale::transport {

// How long a client may take: R6, half-open handshakes are gone within ten seconds, so a little less.
inline constexpr limits::Millis kHttpHeadersWithinMs = 9'500;
// For the next piece of a body, either way, or for our answer.
inline constexpr limits::Millis kHttpProgressMs = 30'000;
// For a recording of the longest kind to reach the disk.
inline constexpr limits::Millis kHttpStoreMs = 300'000;
// So that a refused client can read why.
inline constexpr limits::Millis kHttpLingerMs = 2'000;
inline constexpr std::size_t kHttpPieceBytes = 65'536;
// What a thread of the disk sends of a file before it turns to somebody else's. A client must take kHttpPieceBytes of
// it within kHttpProgressMs.
inline constexpr std::size_t kHttpFilePieceBytes = 524'288;

struct HttpSurroundings {
  boost::asio::io_context& loop;
  const HttpDispatch& dispatch;
  const SecurityHeaders& security;
  std::function<void(Task)> on_shard;  // as in Services
  std::function<void(Task)> on_disk;
  bool behind_proxy = false;
  // Takes the socket over, with the 101 that is to be sent and what the client has said already.
  std::function<void(Descriptor socket, Opening opening)> on_websocket;
};

// Somebody who speaks HTTP, or will.
struct Newcomer {
  Descriptor socket;
  boost::asio::ip::tcp::endpoint peer;
  std::string already_read = {};
  limits::Millis headers_within_ms = kHttpHeadersWithinMs;  // of the first request
};

// The HTTP connections that are open, for closing them at the end.
class HttpConnections {
 public:
  class Member {
   public:
    virtual ~Member() = default;
    virtual void finish() = 0;  // answer what is being answered, then close
    virtual void drop() = 0;
  };

  void serve(Newcomer newcomer, const HttpSurroundings& surroundings);
  void finish_all();
  void drop_all();
  std::size_t size() const { return members_.size(); }

  using Place = std::list<std::weak_ptr<Member>>::iterator;
  void remove(Place place) { members_.erase(place); }

 private:
  std::list<std::weak_ptr<Member>> members_;
};

}  // namespace samtale::transport
