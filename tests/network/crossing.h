#pragma once
// One TCP connection through a line: a socket on each side and a pipe in each direction. Threads: the io_context's
// only.
#include <functional>
#include <memory>
#include <optional>
#include <random>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include "tests/network/pipe.h"

namespace samtale::network_test {

class Crossing : public std::enable_shared_from_this<Crossing> {
 public:
  // `dice` outlives it.
  static std::shared_ptr<Crossing> begin(boost::asio::ip::tcp::socket client, std::mt19937& dice);

  // Asks for the connection to the server, and lets the bytes run when it is there.
  void connect(const boost::asio::ip::tcp::endpoint& server);
  // Instead: somebody called and nobody will ever know.
  void call_into_nothing();

  // Before connect() too.
  void set(Direction direction, const Weather& weather) { pipe(direction).set(weather); }
  void go_dead(Direction direction) { pipe(direction).go_dead(); }
  void cut(Cut how);
  // Nothing crosses any more and nothing will.
  bool over() const { return over_ || (up_->ended() && down_->ended()); }

 private:
  explicit Crossing(boost::asio::ip::tcp::socket client);
  Pipe& pipe(Direction direction) { return direction == Direction::up ? *up_ : *down_; }
  void make_pipes(std::mt19937& dice);
  void reset();

  boost::asio::ip::tcp::socket client_;
  boost::asio::ip::tcp::socket server_;
  std::optional<Pipe> up_;
  std::optional<Pipe> down_;
  bool over_ = false;
};

}  // namespace samtale::network_test
