#pragma once
// Finds the live room of a seminar, and brings it to life from the log when it is not.
//
// Threads: all calls and callbacks on the shard's thread.
#include <functional>
#include <memory>
#include <optional>

#include "domain/event.h"
#include "domain/ids.h"
#include "live/room.h"
#include "store/catalogue.h"

namespace samtale::live {

class RoomDirectory {
 public:
  virtual ~RoomDirectory() = default;

  // `found`: null when there is no such seminar or its log could not be read. Calls back at once when the room is alive.
  virtual void open(SeminarId seminar, std::function<void(std::shared_ptr<Room>)> found) = 0;
  // A new seminar: its catalogue entry and its first event, durable before `done`, which tells
  // `outcome_unknown` when it may be there all the same. `created.seminar` is its id.
  virtual void create(store::CatalogueEntry entry, event::SeminarCreated created,
                      std::function<void(std::optional<Rejection>)> done) = 0;
  // Brings every seminar that is in the lobby or running to life, so that its timers go on after a restart.
  virtual void revive(std::function<void()> done) = 0;
  // Closes every connection with going_away and stops the timers. What is in the inboxes and not yet stored is dropped
  // unanswered: its senders will send it again.
  virtual void stop() = 0;
};

}  // namespace samtale::live
