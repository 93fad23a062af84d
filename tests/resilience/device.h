#pragma once
// A device that costs a test little: it keeps no copy of the seminar, only whether it saw every broadcast, how soon,
// and what became of its commands. Broadcasts carry numbers, so that a missing one is noticed.
//
// Threads: the loop's.
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "domain/command.h"
#include "latencies.h"
#include "support/lws_client.h"
#include "wire/server_frame.h"

namespace samtale::resilience {

// What was announced to everybody: the number of a broadcast is its place here, what is kept is when it was sent.
struct Announcements {
  std::vector<std::int64_t> sent_us;
  // The text of the next, noted as sent now. As long as a broadcast may be.
  std::string next();
};

class Device {
 public:
  Device(support::LwsLoop& loop, const support::ServerAddress& address, std::string token,
         const Announcements& announced);

  // Has its snapshot, and its connection.
  bool there() const { return there_ && !ended_; }
  const std::optional<support::Ended>& ended() const { return ended_; }

  CommandId send(command::Body body);
  std::size_t unanswered() const { return waiting_.size(); }
  std::size_t refused() const { return refused_; }
  const Latencies& answers() const { return answers_; }

  std::size_t broadcasts_seen() const { return seen_; }
  bool has_seen_all() const { return next_ == announced_.sent_us.size(); }
  std::size_t broadcasts_missed() const { return missed_; }
  const Latencies& broadcasts() const { return broadcasts_; }
  // Figures from here on.
  void forget_latencies() { broadcasts_ = answers_ = {}; }

 private:
  void take(const wire::Changes& changes);
  void take(const wire::Refusal& refusal);
  void take(const wire::Welcome&) {}
  void take(const wire::ClockPong&) {}
  void see(const Broadcast& broadcast);
  void answered(const std::string& id);

  const Announcements& announced_;
  std::string token_;
  bool there_ = false;
  std::optional<support::Ended> ended_;
  std::unordered_map<std::string, std::int64_t> waiting_;  // command ids, and when they were sent
  std::size_t refused_ = 0;
  std::size_t next_ = 0;  // the number of the broadcast that must come next
  std::size_t seen_ = 0;
  std::size_t missed_ = 0;
  Latencies answers_;
  Latencies broadcasts_;
  std::unique_ptr<support::LwsClient> connection_;
};

}  // namespace samtale::resilience
