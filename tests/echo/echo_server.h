#pragma once
// Answers every WebSocket message with itself, on any connection that comes through the server's own HTTP, handshake
// (on /ws) and frame code. No rooms, no store.
//
// Threads: the io_context's. Must outlive what the io_context still has to run.
#include <cstdint>
#include <string>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include "ops/clock.h"
#include "transport/arrivals.h"
#include "transport/connection_table.h"
#include "transport/http_connection.h"
#include "transport/security_headers.h"
#include "transport/socket.h"
#include "transport/websocket_framing.h"

namespace samtale::echo {

class EchoServer {
 public:
  // `router`: what else there is over HTTP.
  EchoServer(boost::asio::io_context& context, const ops::Clock& clock, transport::FrameRules rules,
             transport::Router router = {});
  ~EchoServer();
  EchoServer(const EchoServer&) = delete;
  EchoServer& operator=(const EchoServer&) = delete;

  // Port 0: a free one. Throws when it cannot have it.
  boost::asio::ip::tcp::endpoint listen(const std::string& address, std::uint16_t port);
  // One connection, however it came.
  void serve(transport::Descriptor socket, const boost::asio::ip::tcp::endpoint& peer) {
    arrivals_.take(std::move(socket), peer);
  }
  // That are open.
  std::size_t connections() const { return arrivals_.size() + http_.size() + table_.size(); }

 private:
  void accept();
  void welcome(transport::Descriptor socket, transport::Opening opening);

  transport::FrameRules rules_;
  transport::ConnectionTable table_;
  transport::HttpDispatch dispatch_;
  transport::SecurityHeaders security_{{}};
  transport::HttpConnections http_;
  transport::HttpSurroundings surroundings_;
  transport::Arrivals arrivals_;
  transport::Acceptor acceptor_;
};

}  // namespace samtale::echo
