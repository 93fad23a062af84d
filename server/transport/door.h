#pragma once
// From the code or link that somebody holds to the room behind it (P-60, P-61). Threads: the shard's.
#include <functional>
#include <memory>
#include <string>

#include "live/room.h"
#include "transport/services.h"
#include "wire/api.h"

namespace samtale::transport {

struct OpenDoor {
  std::shared_ptr<live::Room> room;
  const Seminar& seminar;  // its durable state; good during the call only
  GroupId group;           // that the code or link names; may be empty
};

// Calls exactly one of the two, at once or later. `address` is whose wrong codes are counted.
void go_through_door(const wire::Door& door, const std::string& address, Services& services,
                     std::function<void(const OpenDoor&)> inside, std::function<void(Rejection)> refused);

}  // namespace samtale::transport
