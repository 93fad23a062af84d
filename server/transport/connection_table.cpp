#include "transport/connection_table.h"

#include <algorithm>
#include <chrono>
#include <functional>
#include <iterator>
#include <utility>

#include <boost/asio/post.hpp>

#include "transport/sign_of_life.h"
#include "transport/websocket_connection.h"
#include "transport/websocket_framing.h"

namespace samtale::transport {

ConnectionTable::ConnectionTable(boost::asio::any_io_executor executor, const ops::Clock& clock)
    : sweeper_(executor),
      watch_(executor),
      departures_([this](std::function<void()> task) { later(std::move(task)); }),
      clock_(clock),
      ping_(std::make_shared<const std::string>(ping_frame({}))) {}

ConnectionTable::~ConnectionTable() = default;

void ConnectionTable::start_sweeping() {
  sweeper_.expires_after(std::chrono::milliseconds(kSweepEveryMs));
  sweeper_.async_wait([this](boost::system::error_code cancelled) {
    if (cancelled) return;
    sweep();
    start_sweeping();
  });
}

void ConnectionTable::stop_sweeping() {
  sweeper_.cancel();
  watch_.stop();
}

void ConnectionTable::later(std::function<void()> task) { boost::asio::post(sweeper_.get_executor(), std::move(task)); }

// From the back, since looking after a connection may take it out of the table, and then the last takes its place.
void ConnectionTable::sweep() {
  const auto now_ms = clock_.now_ms();
  for (auto i = connections_.size(); i-- > 0;) {
    const auto connection = connections_[i];
    connection->look_after(now_ms);
  }
  std::erase_if(thrown_out_until_ms_, [now_ms](const auto& entry) { return entry.second <= now_ms; });
}

void ConnectionTable::close_all(live::CloseCode code) {
  for (const auto& connection : std::vector(connections_)) connection->close(code);
}

void ConnectionTable::drop_all() {
  for (const auto& connection : std::vector(connections_)) connection->drop();
}

void ConnectionTable::add(std::shared_ptr<WebsocketConnection> connection) {
  connection->set_place_in_table(connections_.size());
  connections_.push_back(std::move(connection));
}

void ConnectionTable::remove(const WebsocketConnection& connection) {
  const auto place = connection.place_in_table();
  connections_[place] = std::move(connections_.back());
  connections_[place]->set_place_in_table(place);
  connections_.pop_back();
}

void ConnectionTable::throw_out(const store::TokenHash& token) {
  thrown_out_until_ms_[token] = clock_.now_ms() + limits::kThrownOutForMs;
}

bool ConnectionTable::is_thrown_out(const store::TokenHash& token) const {
  const auto found = thrown_out_until_ms_.find(token);
  return found != thrown_out_until_ms_.end() && clock_.now_ms() < found->second;
}

bool ConnectionTable::count_in(const store::TokenHash& token, WebsocketConnection& connection, std::size_t allowed) {
  auto& open = per_token_[token];
  if (static_cast<std::size_t>(std::distance(open.begin(), open.end())) >= allowed) {
    WebsocketConnection* const silent = *std::ranges::min_element(open, {}, &WebsocketConnection::heard_ms);
    if (clock_.now_ms() - silent->heard_ms() < limits::kHeardJustNowMs) return false;
    open.remove(silent);  // before close(), which may end in count_out()
    open.push_front(&connection);
    silent->close(live::CloseCode::too_many);
    return true;
  }
  open.push_front(&connection);
  return true;
}

void ConnectionTable::count_out(const store::TokenHash& token, const WebsocketConnection& connection) {
  const auto found = per_token_.find(token);
  if (found == per_token_.end()) return;
  found->second.remove_if([&](const WebsocketConnection* each) { return each == &connection; });
  if (found->second.empty()) per_token_.erase(found);
}

}  // namespace samtale::transport
