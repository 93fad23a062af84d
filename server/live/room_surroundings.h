#pragma once
// What a room stands on. All of it outlives the room.
#include "live/shard.h"
#include "ops/clock.h"
#include "store/event_store.h"

namespace samtale::live {

class Snapshots;

struct RoomSurroundings {
  Shard& shard;
  store::EventStore& events;
  const ops::Clock& clock;
  int speed = 1;
  Snapshots* snapshots = nullptr;  // null: rooms are always read from the beginning of the log
};

}  // namespace samtale::live
