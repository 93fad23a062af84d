#include "simulation/link.h"

#include <algorithm>
#include <utility>

namespace samtale::simulation {

Link::Link(Timeline& timeline, Dice dice, ClientEnd& client) : timeline_(timeline), dice_(dice), client_(&client) {
  shortest_ = dice_.one_in(6) ? dice_.between(50 * kMilli, 300 * kMilli) : dice_.between(kMilli, 20 * kMilli);
  jitter_ = dice_.between(1, dice_.one_in(4) ? 200 * kMilli : 10 * kMilli);
}

void Link::client_sends(std::string bytes) {
  last_up_ = std::max(last_up_, timeline_.now() + shortest_ + dice_.between(0, jitter_));
  timeline_.at(last_up_, Timeline::kWorld, [self = shared_from_this(), bytes = std::move(bytes)] {
    if (self->silent_up_ || !self->server_) return;
    const auto server = self->server_;
    server->on_message(bytes);
  });
}

void Link::client_leaves() {
  client_ = nullptr;
  last_up_ = std::max(last_up_, timeline_.now() + shortest_);
  timeline_.at(last_up_, Timeline::kWorld, [self = shared_from_this()] {
    if (!self->silent_up_) self->server_notices();
  });
}

void Link::server_sends(Message message, std::size_t bytes) {
  queued_bytes_ += bytes;
  last_down_ = std::max(last_down_, timeline_.now() + shortest_ + dice_.between(0, jitter_));
  timeline_.at(last_down_, Timeline::kWorld, [self = shared_from_this(), message = std::move(message), bytes] {
    self->queued_bytes_ -= bytes;
    if (self->client_ && !self->silent_down_) self->client_->on_message(*message);
  });
}

void Link::server_pings() {
  last_down_ = std::max(last_down_, timeline_.now() + shortest_);
  timeline_.at(last_down_, Timeline::kWorld, [self = shared_from_this()] {
    if (!self->client_ || self->silent_down_) return;
    self->last_up_ = std::max(self->last_up_, self->timeline_.now() + self->shortest_);
    self->timeline_.at(self->last_up_, Timeline::kWorld, [self] {
      if (self->server_ && !self->silent_up_) self->server_->on_pong();
    });
  });
}

void Link::server_closes(live::CloseCode code) {
  server_ = nullptr;
  last_down_ = std::max(last_down_, timeline_.now() + shortest_);
  timeline_.at(last_down_, Timeline::kWorld, [self = shared_from_this(), code] {
    if (!self->silent_down_) self->client_notices(code);
  });
}

void Link::server_dies() {
  server_ = nullptr;
  const Micros known = timeline_.now() + dice_.between(kMilli, dice_.one_in(4) ? 2 * kSecond : 50 * kMilli);
  timeline_.at(std::max(known, last_down_), Timeline::kWorld,
               [self = shared_from_this()] { self->client_notices({}); });
}

void Link::fall_silent(bool up, bool down, Micros noticed_within) {
  silent_up_ = silent_up_ || up;
  silent_down_ = silent_down_ || down;
  timeline_.after(dice_.between(0, noticed_within), Timeline::kWorld,
                  [self = shared_from_this()] { self->client_notices({}); });
  if (dice_.one_in(2)) return;
  timeline_.after(dice_.between(0, 2 * noticed_within), Timeline::kWorld,
                  [self = shared_from_this()] { self->server_notices(); });
}

void Link::hold_up(Micros length, Micros noticed_within) {
  last_up_ = std::max(last_up_, timeline_.now() + length);
  timeline_.after(dice_.between(0, noticed_within), Timeline::kWorld,
                  [self = shared_from_this()] { self->client_notices({}); });
}

void Link::stall(Micros length) {
  stalled_until_ = timeline_.now() + length;
  last_down_ = std::max(last_down_, stalled_until_);
}

void Link::clear_up() {
  if (!silent_up_ && !silent_down_) return;
  timeline_.after(dice_.between(0, 300 * kMilli), Timeline::kWorld, [self = shared_from_this()] {
    self->client_notices({});
  });
}

void Link::client_notices(std::optional<live::CloseCode> code) {
  if (ClientEnd* client = std::exchange(client_, nullptr)) client->on_closed(code);
}

void Link::server_notices() {
  if (const auto server = std::exchange(server_, nullptr)) server->on_lost();
}

}  // namespace samtale::simulation
