#include "support/session_client.h"

#include <utility>

namespace samtale::support {
namespace {

constexpr int kPingsOnConnecting = 5;
constexpr std::int64_t kPingEveryMs = 60'000;

}  // namespace

SessionClient::SessionClient(LwsLoop& loop, ServerAddress address, Options options, Events events)
    : loop_(loop),
      address_(std::move(address)),
      options_(std::move(options)),
      events_(std::make_shared<const Events>(std::move(events))) {}

SessionClient::~SessionClient() = default;

void SessionClient::connect() {
  mirror_.disconnected();
  clock_.forget();
  LwsClient::Events events;
  events.opened = [this] {
    connection_->send_binary(wire::write_hello(mirror_.hello(options_.token, options_.seminar_id)));
  };
  events.message = [this](const std::string& message) { receive(message); };
  events.ended = [this](const Ended& ended) {
    mirror_.disconnected();
    next_ping_ = {};
    const auto handlers = events_;
    handlers->ended(ended);
  };
  connection_ = std::make_unique<LwsClient>(loop_, address_, options_.connection, std::move(events));
}

void SessionClient::send(const Command& command) {
  mirror_.sent(command);
  if (mirror_.welcomed() && connection_) connection_->send_binary(wire::write_command(command));
}

void SessionClient::send_clock_ping() {
  if (!connection_) return;
  const auto round_trip_ms = clock_.last_round_trip_ms();
  connection_->send_binary(wire::write_clock_ping({clock_.ping(LwsLoop::now_ms()), round_trip_ms}));
}

void SessionClient::close(int code) {
  if (connection_) connection_->close(code);
}

void SessionClient::drop() {
  if (connection_) connection_->drop();
}

void SessionClient::receive(const std::string& message) {
  const auto events = events_;
  events->received(message);
  const auto read = wire::read_server_frame(message);
  if (read) std::visit([this](const auto& body) { take(body); }, *read);
}

void SessionClient::take(const wire::Welcome& welcome) {
  mirror_.take(welcome);
  for (const auto& command : mirror_.pending()) {
    mirror_.sent(command);
    connection_->send_binary(wire::write_command(command));
  }
  if (options_.measures_clock) {
    pings_left_ = kPingsOnConnecting;
    send_clock_ping();
  }
  const auto events = events_;
  events->changed();
}

void SessionClient::take(const wire::Changes& changes) {
  mirror_.take(changes);
  const auto events = events_;
  events->changed();
}

void SessionClient::take(const wire::Refusal& refusal) {
  mirror_.take(refusal);
  const auto events = events_;
  events->changed();
}

void SessionClient::take(const wire::ClockPong& pong) {
  clock_.pong(pong.number, pong.server_ms, LwsLoop::now_ms());
  const auto events = events_;
  events->pong();
  if (!options_.measures_clock) return;
  if (--pings_left_ > 0) {
    send_clock_ping();
  } else {
    plan_next_ping();
  }
}

void SessionClient::plan_next_ping() {
  next_ping_ = loop_.after(kPingEveryMs, [this] { send_clock_ping(); });
}

}  // namespace samtale::support
