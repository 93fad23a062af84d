#pragma once
// What a room stands on. All of it outlives the room.
#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

#include "domain/limits.h"
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
  std::size_t events_per_read = limits::kEventsPerRead;
  std::size_t answers_remembered = limits::kAnswersRemembered;
  // How long nobody must have been in a room, and no timer running, before it is put away.
  std::chrono::milliseconds rests_after{limits::kRoomRestsAfterMs};
  std::vector<std::string> embeddable_hosts{};  // for Welcome
};

}  // namespace samtale::live
