#pragma once
// The live home of one seminar: its only writer. Everything that happens to a seminar passes through its inbox, in order:
// joining, resuming, commands, questions about its state. Log first, then state is shown, then screens.
//
// Threads: all calls and all callbacks on the thread of the shard the room was made with.
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

#include "domain/command.h"
#include "domain/position.h"
#include "domain/rejection.h"
#include "domain/role.h"
#include "domain/seminar.h"
#include "domain/talk_report.h"
#include "live/subscriber.h"

namespace samtale::live {

// What a joining connection brings.
struct Joiner {
  Viewer viewer;
  std::string name;        // of the person behind a personal link
  std::string group_link;  // for Welcome
  std::string room_link;
  std::optional<Position> position;  // to resume from
};

class Room {
 public:
  virtual ~Room() = default;

  // Answers with Welcome and then a snapshot or the missing frames; from then on the subscriber gets every change it may see.
  virtual void join(std::shared_ptr<Subscriber> subscriber, Joiner joiner) = 0;
  virtual void leave(const Subscriber& subscriber) = 0;
  // Answered to the subscriber: its own copy of the changes, or a Rejection (P-31).
  virtual void submit(std::shared_ptr<Subscriber> subscriber, Command command) = 0;
  // From the server itself (Role::room). `done`: nullopt when durable, else why not. `not_saved`: certainly nothing
  // happened; `outcome_unknown`: it may have, so ask the seminar's next room again, with the same command id.
  virtual void submit_from_server(Command command, std::function<void(std::optional<Rejection>)> done) = 0;
  // Looks at the durable state; null when the room is no longer live. The pointer is good during the call only.
  virtual void inspect(std::function<void(const Seminar*)> look) = 0;
  // A sign of life, with the round trip the client measured (0: unknown). For the board.
  virtual void seen(const Subscriber& subscriber, std::uint32_t round_trip_ms) = 0;
  // How a device that shows talks stands. For the board; other devices' and strangers' reports are passed over.
  virtual void told(const Subscriber& subscriber, const TalkReport& report) = 0;
};

}  // namespace samtale::live
