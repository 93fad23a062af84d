#pragma once
// What to do with each message of a live connection (docs/protocol.md, P-04, P-10 to P-15, P-37). Decides and nothing
// more: it knows no socket, room or clock; RoomVisit obeys. Threads: one.
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "auth/doorkeeper.h"
#include "domain/limits.h"
#include "live/subscriber.h"
#include "transport/token_bucket.h"
#include "wire/client_frame.h"
#include "wire/server_frame.h"

namespace samtale::transport {

// Look up the token, then join the seminar's room.
struct Greet {
  wire::Hello hello;
};
struct Submit {
  Command command;
};
// Answer with a ClockPong at once.
struct AnswerClock {
  wire::ClockPing ping;
};
// Tell the room; nothing is answered.
struct TakeReport {
  TalkReport report;
};
struct Refuse {
  wire::Refusal refusal;
};
struct End {
  live::CloseCode code;
};
struct Ignore {};

using ProtocolStep = std::variant<Greet, Submit, AnswerClock, TakeReport, Refuse, End, Ignore>;

class ConnectionProtocol {
 public:
  ProtocolStep on_message(std::string_view bytes, limits::Millis now_ms);
  bool greeted() const { return greeted_; }

 private:
  ProtocolStep before_hello(wire::ClientMessage message);
  // Nullopt: within the rate.
  std::optional<ProtocolStep> over_rate(const wire::ClientMessage& message, limits::Millis now_ms);

  bool greeted_ = false;
  TokenBucket<limits::kCommandsPerSecond, limits::kCommandBurst> commands_;
  // Everything else has an allowance of its own, so that reading the clock never costs a person a command.
  TokenBucket<limits::kCommandsPerSecond, limits::kCommandBurst> others_;
  std::size_t too_fast_in_a_row_ = 0;
};

// Whose the seminar is; nullopt: there is no such seminar.
using OwnerOf = std::function<std::optional<store::OrganiserId>(SeminarId)>;

// P-11: which seminar this person or device gets, or with which code it is sent away. `named` is Hello.seminar_id.
std::variant<SeminarId, live::CloseCode> seminar_for(const auth::Identity& identity, std::string_view named,
                                                     const OwnerOf& owner_of);

// P-15.
std::size_t connections_allowed(const auth::Identity& identity);

}  // namespace samtale::transport
