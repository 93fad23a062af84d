#include "tests/network/crossing.h"

#include <utility>

namespace samtale::network_test {

using boost::asio::ip::tcp;

namespace {

void close_with_rst(tcp::socket& socket) {
  boost::system::error_code ignored;
  socket.set_option(tcp::socket::linger(true, 0), ignored);
  socket.close(ignored);
}

void close_with_fin(tcp::socket& socket) {
  boost::system::error_code ignored;
  socket.shutdown(tcp::socket::shutdown_both, ignored);
  socket.close(ignored);
}

}  // namespace

std::shared_ptr<Crossing> Crossing::begin(tcp::socket client, std::mt19937& dice) {
  std::shared_ptr<Crossing> crossing(new Crossing(std::move(client)));
  crossing->make_pipes(dice);
  return crossing;
}

Crossing::Crossing(tcp::socket client) : client_(std::move(client)), server_(client_.get_executor()) {}

void Crossing::make_pipes(std::mt19937& dice) {
  const std::weak_ptr<Crossing> self = weak_from_this();
  const auto broken = [this] { reset(); };
  up_.emplace(Pipe::Ends{client_, server_}, self, dice, broken);
  down_.emplace(Pipe::Ends{server_, client_}, self, dice, broken);
}

void Crossing::connect(const tcp::endpoint& server) {
  server_.async_connect(server, [this, self = shared_from_this()](boost::system::error_code error) {
    if (over_) return;
    if (error) return reset();
    boost::system::error_code ignored;
    client_.set_option(tcp::no_delay(true), ignored);
    server_.set_option(tcp::no_delay(true), ignored);
    up_->start();
    down_->start();
  });
}

void Crossing::call_into_nothing() { up_->go_dead(); }

void Crossing::cut(Cut how) {
  if (over_) return;
  switch (how) {
    case Cut::reset: return reset();
    case Cut::finish:
      over_ = true;
      close_with_fin(client_);
      close_with_fin(server_);
      return;
    case Cut::client_only:
      up_->go_dead();
      if (server_.is_open()) down_->go_dead();
      close_with_rst(client_);
      return;
  }
}

void Crossing::reset() {
  over_ = true;
  close_with_rst(client_);
  close_with_rst(server_);
}

}  // namespace samtale::network_test
