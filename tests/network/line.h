#pragma once
// One client's way to the server: a TCP proxy with a port of its own and weather of its own. Every connection that is
// made through it is opened to the server, and crosses the weather in both directions.
//
// Threads: any, as the io_context does the work; what is asked for happens soon after, in the order asked. The
// io_context outlives it.
#include <cstdint>
#include <memory>
#include <optional>
#include <random>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include "support/server_address.h"
#include "tests/network/weather.h"

namespace samtale::network_test {

class Crossing;

class Line : public std::enable_shared_from_this<Line> {
 public:
  // `seed`: of the jitter.
  static std::shared_ptr<Line> open(boost::asio::io_context& context, const support::ServerAddress& server,
                                    std::uint32_t seed);
  support::ServerAddress address() const { return address_; }

  void set(Direction direction, const Weather& weather);
  // What crosses in this direction is lost, and so is everything later on the connections that are open now: they look
  // open and are not. Connections made before clear() are the same.
  void go_dead(Direction direction);
  void cut(Cut how);
  // Good weather. What is dead stays dead; what is held or delayed arrives.
  void clear();
  void close();

 private:
  Line(boost::asio::io_context& context, const support::ServerAddress& server, std::uint32_t seed);
  void accept();
  template <class Do>
  void each_crossing(Do what);

  struct Way {
    Weather weather;
    bool dead = false;
  };
  Way& way(Direction direction) { return direction == Direction::up ? up_ : down_; }

  boost::asio::io_context& context_;
  boost::asio::ip::tcp::endpoint server_;
  boost::asio::ip::tcp::acceptor acceptor_;
  support::ServerAddress address_;
  std::mt19937 dice_;
  Way up_;
  Way down_;
  std::vector<std::shared_ptr<Crossing>> crossings_;
};

}  // namespace samtale::network_test
