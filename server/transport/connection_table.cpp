#include "transport/connection_table.h"

#include <chrono>
#include <functional>
#include <utility>

#include <boost/asio/post.hpp>

#include "transport/sign_of_life.h"
#include "transport/websocket_connection.h"
#include "transport/websocket_framing.h"

namespace samtale::transport {
namespace {

constexpr std::size_t kBucketsAtFirst = 64;  // a power of two, as all that follow

}  // namespace

ConnectionTable::ConnectionTable(boost::asio::any_io_executor executor, const ops::Clock& clock)
    : sweeper_(executor),
      watch_(executor),
      departures_([this](std::function<void()> task) { later(std::move(task)); }),
      clock_(clock),
      buckets_(kBucketsAtFirst),
      per_token_({buckets_.data(), buckets_.size()}),
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
// Those whose time has not come are not touched: thousands of them would be fetched into the caches each second for
// nothing.
void ConnectionTable::sweep() {
  const auto now_ms = clock_.now_ms();
  for (auto i = connections_.size(); i-- > 0;) {
    if (connections_[i].look_at_ms > now_ms) continue;
    const auto connection = connections_[i].connection;
    connection->look_after(now_ms);
  }
  departures_.give_back_memory();
  std::erase_if(thrown_out_until_ms_, [now_ms](const auto& entry) { return entry.second <= now_ms; });
}

void ConnectionTable::close_all(live::CloseCode code) {
  for (const auto& kept : std::vector(connections_.begin(), connections_.end())) kept.connection->close(code);
}

void ConnectionTable::drop_all() {
  for (const auto& kept : std::vector(connections_.begin(), connections_.end())) kept.connection->drop();
}

std::size_t ConnectionTable::place_of(const WebsocketConnection& connection) { return connection.place_in_table(); }

void ConnectionTable::add(std::shared_ptr<WebsocketConnection> connection, limits::Millis at_ms) {
  connection->set_place_in_table(connections_.size());
  connections_.push_back({std::move(connection), at_ms});
}

void ConnectionTable::remove(const WebsocketConnection& connection) {
  const auto place = connection.place_in_table();
  connections_[place] = std::move(connections_.back());
  connections_[place].connection->set_place_in_table(place);
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
  std::size_t open = 0;
  WebsocketConnection* silent = nullptr;
  for (auto [each, end] = per_token_.equal_range(token); each != end; ++each, ++open) {
    auto& other = static_cast<WebsocketConnection&>(*each);
    if (silent == nullptr || other.heard_ms() < silent->heard_ms()) silent = &other;
  }
  const bool makes_room = open >= allowed && silent != nullptr;
  if (makes_room && clock_.now_ms() - silent->heard_ms() < limits::kHeardJustNowMs) return false;
  if (makes_room) count_out(*silent);  // before close(), which may end in count_out()
  make_room_for_one_more_token();
  connection.token_ = token;
  per_token_.insert(connection);
  if (makes_room) silent->close(live::CloseCode::too_many);
  return true;
}

void ConnectionTable::count_out(WebsocketConnection& connection) {
  if (static_cast<TokenSeat&>(connection).is_linked()) per_token_.erase(per_token_.iterator_to(connection));
}

void ConnectionTable::make_room_for_one_more_token() {
  if (per_token_.size() < buckets_.size()) return;
  std::vector<PerToken::bucket_type> more(2 * buckets_.size());
  per_token_.rehash({more.data(), more.size()});
  buckets_.swap(more);
}

}  // namespace samtale::transport
