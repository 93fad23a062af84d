#pragma once
// A client of one seminar's room: connection, Hello, mirror, unanswered commands sent again, the server's clock.
// It connects when told to and does not come back by itself; when to come back is its owner's decision.
// Threads: the loop's. May be destroyed inside its own events.
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "support/clock_estimate.h"
#include "support/lws_client.h"
#include "support/lws_loop.h"
#include "support/mirror.h"
#include "support/server_address.h"

namespace samtale::support {

class SessionClient {
 public:
  struct Options {
    std::string token;
    std::string seminar_id = {};  // an organiser names it
    bool measures_clock = true;   // five exchanges on connecting, one a minute later on (P-41)
    LwsClient::Options connection = {};
  };
  struct Events {
    std::function<void()> changed = [] {};  // Welcome, Changes or a Rejection has been taken into the mirror
    std::function<void(const Ended&)> ended = [](const Ended&) {};
    std::function<void(const std::string&)> received = [](const std::string&) {};  // each message, as it came
    std::function<void()> pong = [] {};                                            // a clock ping was answered
  };

  SessionClient(LwsLoop& loop, ServerAddress address, Options options, Events events);
  ~SessionClient();
  SessionClient(const SessionClient&) = delete;
  SessionClient& operator=(const SessionClient&) = delete;

  // A new connection; what is left of an earlier one is dropped. Sends Hello as soon as it is open, and what is pending
  // as soon as the server has welcomed.
  void connect();
  // Pending until answered; sent now when the server has welcomed, else as soon as it does.
  void send(const Command& command);
  void send_clock_ping();
  void close(int code = 1000);
  void drop();
  // Another server process may listen elsewhere.
  void move_to(ServerAddress address) { address_ = std::move(address); }

  Mirror& mirror() { return mirror_; }
  const Mirror& mirror() const { return mirror_; }
  const ClockEstimate& clock() const { return clock_; }
  std::int64_t server_now_ms() const { return clock_.server_ms(LwsLoop::now_ms()); }
  // For what this class does not send by itself; null while there is no connection.
  LwsClient* connection() { return connection_.get(); }

 private:
  void receive(const std::string& message);
  void take(const wire::Welcome& welcome);
  void take(const wire::Changes& changes);
  void take(const wire::Refusal& refusal);
  void take(const wire::ClockPong& pong);
  void plan_next_ping();

  LwsLoop& loop_;
  ServerAddress address_;
  Options options_;
  std::shared_ptr<const Events> events_;
  Mirror mirror_;
  ClockEstimate clock_;
  int pings_left_ = 0;
  LwsLoop::Timer next_ping_;
  std::unique_ptr<LwsClient> connection_;
};

}  // namespace samtale::support
