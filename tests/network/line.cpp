#include "tests/network/line.h"

#include <algorithm>
#include <utility>

#include <boost/asio/ip/address.hpp>
#include <boost/asio/post.hpp>

#include "tests/network/crossing.h"

namespace samtale::network_test {

using boost::asio::ip::tcp;

std::shared_ptr<Line> Line::open(boost::asio::io_context& context, const support::ServerAddress& server,
                                 std::uint32_t seed) {
  std::shared_ptr<Line> line(new Line(context, server, seed));
  boost::asio::post(context, [line] { line->accept(); });
  return line;
}

Line::Line(boost::asio::io_context& context, const support::ServerAddress& server, std::uint32_t seed)
    : context_(context),
      server_(boost::asio::ip::make_address(server.host), static_cast<std::uint16_t>(server.port)),
      acceptor_(context, tcp::endpoint(server_.address(), 0)),
      address_{server.host, acceptor_.local_endpoint().port()},
      dice_(seed) {}

void Line::accept() {
  acceptor_.async_accept([self = shared_from_this()](boost::system::error_code error, tcp::socket socket) {
    if (error) return;
    std::erase_if(self->crossings_, [](const auto& crossing) { return crossing->over(); });
    const auto& crossing = self->crossings_.emplace_back(Crossing::begin(std::move(socket), self->dice_));
    crossing->set(Direction::up, self->up_.weather);
    crossing->set(Direction::down, self->down_.weather);
    if (self->up_.dead) {
      crossing->call_into_nothing();
    } else {
      crossing->connect(self->server_);
      if (self->down_.dead) crossing->go_dead(Direction::down);
    }
    self->accept();
  });
}

template <class Do>
void Line::each_crossing(Do what) {
  boost::asio::post(context_, [self = shared_from_this(), what] {
    for (const auto& crossing : self->crossings_) {
      if (!crossing->over()) what(*crossing);
    }
  });
}

void Line::set(Direction direction, const Weather& weather) {
  boost::asio::post(context_, [self = shared_from_this(), direction, weather] {
    self->way(direction) = {weather, false};
  });
  each_crossing([direction, weather](Crossing& crossing) { crossing.set(direction, weather); });
}

void Line::go_dead(Direction direction) {
  boost::asio::post(context_, [self = shared_from_this(), direction] { self->way(direction).dead = true; });
  each_crossing([direction](Crossing& crossing) { crossing.go_dead(direction); });
}

void Line::cut(Cut how) {
  each_crossing([how](Crossing& crossing) { crossing.cut(how); });
}

void Line::clear() {
  set(Direction::up, {});
  set(Direction::down, {});
}

void Line::close() {
  boost::asio::post(context_, [self = shared_from_this()] {
    boost::system::error_code ignored;
    self->acceptor_.close(ignored);
    for (const auto& crossing : self->crossings_) crossing->cut(Cut::reset);
  });
}

}  // namespace samtale::network_test
