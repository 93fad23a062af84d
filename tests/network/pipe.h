#pragma once
// One direction of one TCP connection that crosses a line: reads on one side, and writes on the other what the weather
// lets through. Threads: the io_context's only. The crossing owns it and both sockets, and outlives every handler.
#include <chrono>
#include <deque>
#include <functional>
#include <memory>
#include <random>
#include <string>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include "tests/network/weather.h"

namespace samtale::network_test {

class Pipe {
 public:
  using Socket = boost::asio::ip::tcp::socket;
  struct Ends {
    Socket& from;
    Socket& to;
  };
  // `keeper` is what handlers hold on to; `broken` is called when one side was reset or can no longer be written to.
  Pipe(Ends ends, std::weak_ptr<void> keeper, std::mt19937& dice, std::function<void()> broken);

  void start();
  void set(const Weather& weather);
  // From now on nothing passes and whatever comes is lost, the end of the stream too. For ever.
  void go_dead();
  bool dead() const { return dead_; }
  // Its end has been passed on.
  bool ended() const { return ended_; }

 private:
  using Clock = std::chrono::steady_clock;
  struct Parcel {
    Clock::time_point due;
    std::string bytes;  // empty: the end
    bool reset = false;
  };

  void read();
  void took_in(boost::system::error_code error, std::size_t length);
  void put(std::string bytes, bool reset);
  void deliver();
  void deliver_at(Clock::time_point when);
  void delivered(boost::system::error_code error, std::size_t length);
  void pass_on_the_end(bool reset);

  Ends ends_;
  std::weak_ptr<void> keeper_;
  std::mt19937& dice_;
  std::function<void()> broken_;
  Weather weather_;
  boost::asio::steady_timer timer_;
  std::string buffer_;
  std::deque<Parcel> parcels_;
  std::size_t waiting_bytes_ = 0;
  std::size_t sent_of_first_ = 0;
  bool reading_ = false;
  bool writing_ = false;
  bool timing_ = false;
  bool dead_ = false;
  bool ended_ = false;
};

}  // namespace samtale::network_test
