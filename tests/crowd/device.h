#pragma once
// One simulated device: joins over HTTP, stays connected, comes back as the close codes say, and does what its person
// wants. Threads: the loop's. The surroundings outlive it.
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <variant>

#include "crowd/seats.h"
#include "crowd/surroundings.h"
#include "domain/command.h"
#include "support/http_exchange.h"
#include "support/mirror.h"
#include "support/session_client.h"
#include "wire/api.h"

namespace samtale::crowd {

class Device {
 public:
  // What its person does next, asked every few seconds while nothing is unanswered.
  using Person = std::function<std::optional<command::Body>(const support::Mirror&, Millis server_now_ms)>;
  using Into = std::variant<GroupId, ExpectedGroup>;

  Device(Surroundings& around, Seat seat, Person person);
  ~Device();
  Device(const Device&) = delete;
  Device& operator=(const Device&) = delete;

  // Joins and connects; `joined` with the group, or with the reason why never.
  void join(Into into, std::function<void(GroupId)> joined, std::function<void(Rejection)> refused);
  // With the token it has.
  void connect();
  // No network for so long; then it comes back by itself.
  void lose_network(std::int64_t length_ms);
  void leave();

  bool has_snapshot() const { return client_ && client_->mirror().snapshots() > 0; }
  bool connected() const { return client_ && client_->mirror().synced(); }
  bool gone() const { return gone_; }
  const Seat& seat() const { return seat_; }

 private:
  void join_again_later();
  void ask_to_join();
  void take_answer(const support::HttpAnswer& answer);
  void come_back(const support::Ended& ended);
  void connect_after(std::int64_t delay_ms);
  void think_later();
  void think();
  void take_note();

  Surroundings& around_;
  Seat seat_;
  Person person_;
  Into into_;
  std::function<void(GroupId)> joined_;
  std::function<void(Rejection)> refused_;
  std::unique_ptr<support::SessionClient> client_;
  int attempts_ = 0;
  bool gone_ = false;
  bool asking_ = false;
  bool was_connected_ = false;
  std::uint64_t refusals_noted_ = 0;
  std::uint64_t violations_noted_ = 0;
  support::LwsLoop::Timer next_attempt_;
  support::LwsLoop::Timer next_thought_;
  // Tells an HTTP answer whether the device is still there.
  std::shared_ptr<bool> alive_;
};

}  // namespace samtale::crowd
