#pragma once
// One connection between a client and a server: both directions delayed, each in order, until it is cut, falls silent,
// or one side ends it. Threads: one.
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "live/subscriber.h"
#include "simulation/dice.h"
#include "simulation/observer.h"
#include "simulation/timeline.h"

namespace samtale::simulation {

class ClientEnd {
 public:
  virtual ~ClientEnd() = default;
  virtual void on_message(const wire::ServerMessage& message) = 0;
  // Nothing more will come. Nullopt: without a word.
  virtual void on_closed(std::optional<live::CloseCode> code) = 0;
};

class ServerEnd {
 public:
  virtual ~ServerEnd() = default;
  virtual void on_message(std::string_view bytes) = 0;
  virtual void on_pong() = 0;
  virtual void on_lost() = 0;
};

class Link : public std::enable_shared_from_this<Link> {
 public:
  // `client` lives as long as the run.
  Link(Timeline& timeline, Dice dice, ClientEnd& client);

  void set_server(std::shared_ptr<ServerEnd> server) { server_ = std::move(server); }

  // The client's side.
  void client_sends(std::string bytes);
  void client_leaves();

  // The server's side.
  void server_sends(Message message, std::size_t bytes);
  // Answered by the other side without asking the client (RFC 6455, 5.5.2).
  void server_pings();
  void server_closes(live::CloseCode code);
  // The process has gone; the machine tells the client sooner or later.
  void server_dies();
  std::size_t queued_bytes() const { return queued_bytes_; }
  bool is_stalled() const { return timeline_.now() < stalled_until_; }

  // The weather's. Nothing gets through any more in these directions; the client notices when it notices, and the server
  // perhaps only by what it does not hear.
  void fall_silent(bool up, bool down, Micros noticed_within);
  // What the client sends is held for so long, and then arrives: perhaps after the client has given up and come back by
  // another connection.
  void hold_up(Micros length, Micros noticed_within);
  // The client reads nothing for a while.
  void stall(Micros length);
  // The weather is good again: whoever has lost the other knows it now.
  void clear_up();

 private:
  void client_notices(std::optional<live::CloseCode> code);
  void server_notices();

  Timeline& timeline_;
  Dice dice_;
  ClientEnd* client_;                  // null: has left, or knows that it is over
  std::shared_ptr<ServerEnd> server_;  // likewise
  Micros shortest_;
  Micros jitter_;
  Micros last_up_ = 0;
  Micros last_down_ = 0;
  Micros stalled_until_ = 0;
  bool silent_up_ = false;
  bool silent_down_ = false;
  std::size_t queued_bytes_ = 0;
};

}  // namespace samtale::simulation
