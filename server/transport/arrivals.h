#pragma once
// Those who have connected and not said anything yet. When they do, a handshake (quick_handshake.h) becomes a
// WebSocket at once; everybody else is handed on to HTTP, with what was read and with what is left of the time.
//
// They cost little: no buffer, no timer of their own, nothing of the loop's. Threads: the shard's.
#include <cstddef>
#include <list>
#include <string_view>

#include <boost/asio/steady_timer.hpp>

#include "transport/connection_table.h"
#include "transport/descriptor.h"
#include "transport/http_connection.h"
#include "transport/socket_watch.h"

namespace samtale::transport {

class Arrivals {
 public:
  // All must outlive the arrivals.
  Arrivals(HttpConnections& http, const HttpSurroundings& surroundings, ConnectionTable& table);
  ~Arrivals() { drop_all(); }

  void take(Descriptor socket, const boost::asio::ip::tcp::endpoint& peer);
  void drop_all();
  std::size_t size() const { return waiting_.size(); }

 private:
  struct Arrival;
  using Place = std::list<Arrival>::iterator;
  struct Arrival final : Watched {
    Arrival(Arrivals& all_given, Descriptor socket_given, const boost::asio::ip::tcp::endpoint& peer_given,
            limits::Millis gone_at_ms_given);
    void on_ready(Readiness readiness) override { all.read(place, readiness); }

    Arrivals& all;
    Place place;
    Descriptor socket;
    boost::asio::ip::tcp::endpoint peer;
    limits::Millis gone_at_ms;
  };

  void read(Place arrival, Readiness readiness);
  void become_websocket(Place arrival, Opening opening);
  void become_http(Place arrival, std::string_view bytes);
  void drop(Place arrival);
  void drop_the_late();

  HttpConnections& http_;
  const HttpSurroundings& surroundings_;
  ConnectionTable& table_;
  std::list<Arrival> waiting_;          // in the order in which they came, which is that of their deadlines
  boost::asio::steady_timer deadline_;  // of the first
  bool deadline_is_set_ = false;
};

}  // namespace samtale::transport
