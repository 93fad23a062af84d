#pragma once
// The live connections of one shard, and what they share so that each costs little: one read buffer, one watch over
// the sockets, one timer that looks after those whose time has come, one ping frame, one list of those that have
// something to send, the connections of each token (P-15), and who was thrown out.
//
// Threads: the shard's. Outlives its connections' handlers.
#include <array>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>

#include "auth/doorkeeper.h"
#include "domain/limits.h"
#include "live/subscriber.h"
#include "ops/clock.h"
#include "transport/departures.h"
#include "transport/socket_watch.h"
#include "transport/token_seat.h"
#include "wire/prepared_frame.h"

namespace samtale::transport {

class WebsocketConnection;

class ConnectionTable {
 public:
  ConnectionTable(boost::asio::any_io_executor executor, const ops::Clock& clock);
  ~ConnectionTable();

  void start_sweeping();
  // Closes all with `code`, and sweeps on until the last is gone or has been dropped.
  void close_all(live::CloseCode code);
  // Closes the sockets without another word.
  void drop_all();
  void stop_sweeping();

  // Looks after it when `at_ms` has come, which may be said anew.
  void add(std::shared_ptr<WebsocketConnection> connection, limits::Millis at_ms);
  void look_after(const WebsocketConnection& connection, limits::Millis at_ms) {
    connections_[place_of(connection)].look_at_ms = at_ms;
  }
  void remove(const WebsocketConnection& connection);
  std::size_t size() const { return connections_.size(); }

  // False: `allowed` are open already with this token, and all of them have been heard of just now. Otherwise the one
  // that has been silent longest makes room: a device whose network was cut a few times must not wait until the server
  // has found out about each dead connection. Once for each connection, before count_out(), which may come for one
  // that has made room already.
  bool count_in(const store::TokenHash& token, WebsocketConnection& connection, std::size_t allowed);
  void count_out(WebsocketConnection& connection);

  // Whoever was closed for flooding (P-37) is not let in for a while, so that coming back is not the next flood.
  void throw_out(const store::TokenHash& token);
  bool is_thrown_out(const store::TokenHash& token) const;

  // Runs the task on this thread, behind what is due already.
  void later(std::function<void()> task);

  SocketWatch& watch() { return watch_; }
  Departures& departures() { return departures_; }
  std::span<char> read_buffer() { return read_buffer_; }
  const wire::PreparedFrame& ping() const { return ping_; }
  const ops::Clock& clock() const { return clock_; }

 private:
  struct Kept {
    std::shared_ptr<WebsocketConnection> connection;
    limits::Millis look_at_ms = 0;  // nothing can be due before
  };
  using PerToken = boost::intrusive::unordered_multiset<
      TokenSeat, boost::intrusive::key_of_value<TokenOfSeat>, boost::intrusive::hash<HashOfToken>,
      boost::intrusive::equal<std::equal_to<>>, boost::intrusive::power_2_buckets<true>>;

  void sweep();
  void make_room_for_one_more_token();
  static std::size_t place_of(const WebsocketConnection& connection);

  static constexpr std::size_t kReadBytes = 65'536;

  boost::asio::steady_timer sweeper_;
  SocketWatch watch_;
  Departures departures_;
  const ops::Clock& clock_;
  // A deque grows without moving anybody, and without room for as many again.
  std::deque<Kept> connections_;
  std::vector<PerToken::bucket_type> buckets_;
  PerToken per_token_;
  std::unordered_map<store::TokenHash, limits::Millis, HashOfToken> thrown_out_until_ms_;  // forgotten by the sweep
  wire::PreparedFrame ping_;
  std::array<char, kReadBytes> read_buffer_{};
};

}  // namespace samtale::transport
