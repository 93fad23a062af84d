#pragma once
// One server process: the real directory, rooms, rules and wire format on a simulated shard and store; in place of
// sockets, links. Threads: one.
#include <memory>
#include <vector>

#include "live/live_directory.h"
#include "simulation/breakage.h"
#include "simulation/link.h"
#include "simulation/sim_snapshots.h"
#include "simulation/sim_store.h"
#include "simulation/staging.h"
#include "transport/departures.h"

namespace samtale::simulation {

class Visit;

// What the process stands on, and what outlives it.
struct Ground {
  Timeline& timeline;
  Trace& trace;
  Observer& observer;
  const SimClock& clock;
  Disk& disk;
  DiskWeather& weather;
  const People& people;
  Breakage breakage;
};

class ModelServer {
 public:
  ModelServer(const Ground& ground, Timeline::Owner process, Dice dice);
  ~ModelServer();

  void accept(const std::shared_ptr<Link>& link);
  // Something comes in over HTTP that a room gives itself: a group at the door, a talk.
  void knock(const StagedSeminar& seminar);
  // Power off: what is not on the disk is gone.
  void crash();
  // An orderly end: connections are closed, what waits is stored. The process is destroyed soon after.
  void stop();
  bool stopping() const { return stopping_; }
  // Connections that are open here although nobody has been heard on them for longer than P-50 allows.
  std::size_t held_for_the_dead() const;
  // Calls back with the durable state; null: there is no such room.
  void inspect(SeminarId seminar, std::function<void(const Seminar*)> look);

 private:
  friend class Visit;
  void ask_room(SeminarId seminar, const Command& command);
  void sweep();
  // Broken on purpose: what is sent goes before what waits for its slice; somebody is in no slice.
  bool overtakes();
  bool leaves_behind();
  live::Shard& shard() { return broken_shard_ ? *broken_shard_ : static_cast<live::Shard&>(honest_shard_); }
  store::EventStore& events() {
    return broken_store_ ? *broken_store_ : static_cast<store::EventStore&>(honest_store_);
  }

  Ground ground_;
  Timeline::Owner process_;
  Dice dice_;
  SimShard honest_shard_;
  std::unique_ptr<live::Shard> broken_shard_;
  SimStore honest_store_;
  std::unique_ptr<store::EventStore> broken_store_;
  SimSnapshots snapshots_;
  SimCatalogue catalogue_;
  BrokenConnections broken_connections_;
  transport::Departures departures_;
  std::unique_ptr<live::LiveDirectory> directory_;
  std::vector<std::weak_ptr<Visit>> visits_;
  bool stopping_ = false;
};

}  // namespace samtale::simulation
