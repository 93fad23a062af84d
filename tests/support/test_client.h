#pragma once
// The blocking face of SessionClient, for tests: each call runs the loop until what it waits for is there or the time
// is up. Several clients on one loop all go on while one of them waits.
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "support/session_client.h"

namespace samtale::support {

// Long enough for a loaded machine under sanitizers; no test waits that long unless it fails.
inline constexpr std::int64_t kPatienceMs = 20'000;

class TestClient {
 public:
  TestClient(LwsLoop& loop, const ServerAddress& address, std::string token, std::string seminar_id = {});

  // Connects, says hello and waits for Welcome and the first Changes. False: the connection ended (see ended) or
  // nothing came.
  bool hello();
  // Connects without waiting.
  void start_hello();
  void drop();
  void close();

  // Sends and does not wait. The id is also the id of what the command creates.
  CommandId send(command::Body body);
  void resend(const Command& command) { client_.send(command); }
  // Sends and waits for the answer; without one in time the answer is nullopt.
  std::optional<Answer> ask(command::Body body);
  std::optional<Answer> answer_to(CommandId id);
  // Whether the command took effect; otherwise the reason is in last_refusal().
  bool took_effect(command::Body body);
  const Rejection& last_refusal() const { return last_refusal_; }
  const Command& last_sent() const { return last_sent_; }

  bool wait_for(const std::function<bool()>& predicate, std::int64_t within_ms = kPatienceMs);
  bool wait_for_end() {
    return wait_for([this] { return ended_.has_value(); });
  }
  // Until everything the server sent before now is here: a ping's answer comes behind it (P-41).
  bool catch_up();

  const Entities& entities() const { return client_.mirror().entities(); }
  const Mirror& mirror() const { return client_.mirror(); }
  const std::optional<Ended>& ended() const { return ended_; }
  // Every byte of every message ever received, for searching.
  const std::string& received() const { return received_; }
  const std::vector<wire::ServerMessage>& messages() const { return messages_; }
  SessionClient& session() { return client_; }
  const std::string& token() const { return token_; }
  std::uint32_t phase_revision() const { return entities().session.phase_revision; }

 private:
  LwsLoop& loop_;
  std::string token_;
  std::optional<Ended> ended_;
  std::string received_;
  std::vector<wire::ServerMessage> messages_;
  Rejection last_refusal_;
  Command last_sent_;
  std::uint64_t pongs_ = 0;
  SessionClient client_;
};

}  // namespace samtale::support
