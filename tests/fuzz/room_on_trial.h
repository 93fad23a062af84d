#pragma once
// A real room with a scene's log behind it, and its people as connections whose bytes anybody may choose. After each
// message the rules of docs/protocol.md that can be seen from here are held (invariant.h). Threads: one.
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "fuzz/scene.h"
#include "live/live_room.h"
#include "simulation/disk.h"
#include "simulation/sim_shard.h"
#include "simulation/sim_store.h"
#include "simulation/timeline.h"

namespace samtale::fuzz {

class Seat;

class RoomOnTrial {
 public:
  // `scene` must outlive the room.
  explicit RoomOnTrial(const Scene& scene);
  ~RoomOnTrial();

  std::size_t seats() const { return people_.size(); }
  // One of the people sends these bytes as a message, and everything that follows from it happens.
  void say(std::size_t seat, std::string_view bytes);
  // The connection is lost, and comes again with the position that it had.
  void come_back(std::size_t seat);
  void pass(Millis length_ms);
  // The log, read from its beginning, is the state; and so is what each screen shows.
  void check_all_agree();

 private:
  Seat& at(std::size_t seat);
  void let_happen(Millis length_ms) { timeline_.run_until(timeline_.now() + length_ms * simulation::kMilli); }
  std::size_t log_length() const { return disk_.logs.at(seminar_).events.size(); }
  bool log_holds(CommandId command) const { return disk_.holds(command); }
  // Durable; waits until what is being stored is stored.
  Seminar state();
  void submit(Seat& seat, const Command& command);

  const Scene& scene_;
  simulation::Timeline timeline_;
  simulation::SimClock clock_{timeline_};
  simulation::SimShard shard_;
  simulation::Disk disk_;
  simulation::DiskWeather weather_;  // fair
  simulation::Trace trace_{timeline_, false};
  simulation::SimStore store_;
  SeminarId seminar_;
  std::vector<Viewer> people_;
  std::shared_ptr<live::LiveRoom> room_;
  std::map<std::size_t, std::shared_ptr<Seat>> seats_;
};

}  // namespace samtale::fuzz
