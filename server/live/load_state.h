#pragma once
// Reads a room's state back from what is kept: the newest snapshot and the events behind it; or, when there is no
// snapshot of this log, every event.
#include <functional>
#include <optional>

#include "live/room_surroundings.h"
#include "wire/stored_state.h"

namespace samtale::live {

// Called on the shard; so is `done`. Nullopt: there is no such log, or it cannot be read (that is said in the server's
// log).
void load_state(const RoomSurroundings& around, SeminarId seminar,
                std::function<void(std::optional<wire::StoredState>)> done);

}  // namespace samtale::live
