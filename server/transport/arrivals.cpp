#include "transport/arrivals.h"

#include <sys/socket.h>

#include <cerrno>
#include <chrono>
#include <string>
#include <utility>

#include "ops/clock.h"
#include "transport/handshake.h"
#include "transport/quick_handshake.h"

namespace samtale::transport {

Arrivals::Arrival::Arrival(Arrivals& all_given, Descriptor socket_given,
                           const boost::asio::ip::tcp::endpoint& peer_given, limits::Millis gone_at_ms_given)
    : all(all_given), socket(std::move(socket_given)), peer(peer_given), gone_at_ms(gone_at_ms_given) {}

Arrivals::Arrivals(HttpConnections& http, const HttpSurroundings& surroundings, ConnectionTable& table)
    : http_(http), surroundings_(surroundings), table_(table), deadline_(surroundings.loop) {}

void Arrivals::take(Descriptor socket, const boost::asio::ip::tcp::endpoint& peer) {
  const int number = socket.number();
  waiting_.emplace_back(*this, std::move(socket), peer, ops::counted_ms() + kHttpHeadersWithinMs);
  const auto place = std::prev(waiting_.end());
  place->place = place;
  if (!table_.watch().watch(number, *place)) return drop(place);
  if (!deadline_is_set_) drop_the_late();
}

void Arrivals::read(Place arrival, Readiness readiness) {
  const auto buffer = table_.read_buffer();
  const auto count = ::recv(arrival->socket.number(), buffer.data(), buffer.size(), MSG_DONTWAIT);
  if (count < 0 && (errno == EAGAIN || errno == EINTR) && !readiness.over) return;
  if (count <= 0) return drop(arrival);
  const std::string_view bytes(buffer.data(), static_cast<std::size_t>(count));
  // Whoever has gone on, or away, will not be told of once more.
  const bool is_all = bytes.size() < buffer.size() && !readiness.over;
  const auto handshake = is_all ? read_quick_handshake(bytes, surroundings_.dispatch.allowed_origins()) : std::nullopt;
  if (!handshake) return become_http(arrival, bytes);
  auto hello = offered_hello(handshake->protocols);
  auto answer = switching_protocols(accept_key_for(handshake->key), hello.has_value());
  become_websocket(arrival, {std::move(answer), std::move(hello), std::string(bytes.substr(handshake->bytes))});
}

void Arrivals::become_websocket(Place arrival, Opening opening) {
  auto socket = std::move(arrival->socket);
  waiting_.erase(arrival);
  surroundings_.on_websocket(std::move(socket), std::move(opening));
}

void Arrivals::become_http(Place arrival, std::string_view bytes) {
  table_.watch().release(arrival->socket.number());
  Newcomer newcomer{std::move(arrival->socket), arrival->peer, std::string(bytes),
                    arrival->gone_at_ms - ops::counted_ms()};
  waiting_.erase(arrival);
  http_.serve(std::move(newcomer), surroundings_);
}

void Arrivals::drop(Place arrival) {
  table_.watch().forget(arrival->socket.number());
  waiting_.erase(arrival);
}

void Arrivals::drop_all() {
  while (!waiting_.empty()) drop(waiting_.begin());
  deadline_.cancel();
  deadline_is_set_ = false;
}

// All have the same time, so that one timer for the first of them is enough.
void Arrivals::drop_the_late() {
  const auto now_ms = ops::counted_ms();
  while (!waiting_.empty() && waiting_.front().gone_at_ms <= now_ms) drop(waiting_.begin());
  deadline_is_set_ = !waiting_.empty();
  if (!deadline_is_set_) return;
  deadline_.expires_after(std::chrono::milliseconds(waiting_.front().gone_at_ms - now_ms));
  deadline_.async_wait([this](boost::system::error_code cancelled) {
    if (!cancelled) drop_the_late();
  });
}

}  // namespace samtale::transport
