#pragma once
// One connection, as a room sees it. Owned by transport; a room only borrows it between join() and leave().
#include <cstdint>

#include "wire/prepared_frame.h"

namespace samtale::live {

// Close codes of docs/protocol.md, "Endings".
enum class CloseCode : unsigned short {
  going_away = 1001,
  unsupported_data = 1003,
  message_too_big = 1009,
  token_unknown = 4401,
  other_seminar = 4403,
  no_sign_of_life = 4408,
  too_slow = 4409,
  gone = 4410,
  client_too_old = 4426,
  too_many = 4429,
  room_dropped = 4500,
};

class Subscriber {
 public:
  virtual ~Subscriber() = default;
  // Never blocks; may close itself when its outbox is full, but neither that
  // nor leaving the room from within this call.
  virtual void send(const wire::PreparedFrame& frame) = 0;
  // What was decided together, as if sent one after the other.
  virtual void send_run(const wire::FrameRun& run) {
    for (const auto& frame : run.frames) send(frame);
  }
  virtual void close(CloseCode code) = 0;

 private:
  // Where the room that it is in keeps it: the hub's own, so that a room needs no table of its connections beside them.
  friend class Hub;
  enum class Among : std::uint8_t { nobody, staff, speakers, devices };
  mutable Among among_ = Among::nobody;
  mutable std::uint32_t place_ = 0;
};

}  // namespace samtale::live
