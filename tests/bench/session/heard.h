#pragma once
// What a frame of the server's (proto/samtale/v1/frame.proto) says to a client that only wants to know where it stands:
// the entities in it are passed over unread, for reading them would cost more than what is measured. Any thread.
#include <optional>
#include <string_view>
#include <vector>

#include "domain/position.h"

namespace samtale::bench {

struct Heard {
  enum class Kind { welcome, changes, rejection, pong, unreadable };

  Kind kind = Kind::unreadable;
  bool resumed = false;               // of a welcome
  bool snapshot = false;              // of changes
  std::optional<Position> position;   // of changes that are stored
  std::vector<std::string_view> ids;  // of the commands that it answers; parts of the payload
};

// `into` is written over; its memory is used again.
void hear(std::string_view payload, Heard& into);

}  // namespace samtale::bench
