#pragma once
// Servers, stores and clients that are broken on purpose, to test that the simulation would notice. Each breakage is a
// wrapper around a seam that the honest run has too; the product's code knows nothing of it. Threads: one.
#include <functional>
#include <memory>
#include <set>
#include <string_view>
#include <vector>

#include "domain/role.h"
#include "live/shard.h"
#include "live/subscriber.h"
#include "simulation/dice.h"
#include "simulation/disk.h"
#include "simulation/timeline.h"

namespace samtale::simulation {

enum class Breakage {
  none,
  // Stores.
  acknowledge_before_commit,
  forget_the_command_id,
  lose_the_last_event,
  store_twice,
  refuse_though_stored,
  restart_timers_when_read,
  skip_an_event_when_read,
  forget_commands_when_read,
  // Snapshots and restored copies.
  snapshot_misses_the_last_event,
  restore_keeps_the_epoch,
  // Shards.
  alarms_never_ring,
  // Connections.
  skip_one_audience,
  show_another_group,
  show_another_seminar,
  show_a_private_note,
  show_hidden_insights,
  show_others_messages,
  resume_skips_one,
  position_goes_back,
  answer_twice,
  swallow_rejections,
  frames_change_places,
  extra_time_moves_the_clock,
  merging_loses_a_group,
  recordings_do_not_jump,
  versions_are_lost,
  show_players_to_groups,
  players_stay_as_they_were,
  resume_ignores_the_epoch,
  dead_peers_stay,
  overtake_what_waits,
  leave_one_behind,
  // Rooms.
  forget_what_was_refused,
  // Clients.
  new_id_when_resending,
  forget_the_outbox,
};
inline constexpr Breakage kFirstBreakage = Breakage::acknowledge_before_commit;
inline constexpr Breakage kLastBreakage = Breakage::forget_the_outbox;

std::string_view name_of(Breakage breakage);

// Null: this breakage is not of the store. `real` outlives it.
std::unique_ptr<store::EventStore> broken_store(Breakage breakage, store::EventStore& real, Disk& disk, Dice dice);
// Null: not of the shard.
std::unique_ptr<live::Shard> broken_shard(Breakage breakage, live::Shard& real);

// A connection as the breakages see it.
struct Listener {
  SeminarId seminar;
  Viewer viewer;
};
// Of one server process: which connections there are, so that one can get what is another's.
class BrokenConnections {
 public:
  BrokenConnections(Breakage breakage, Dice dice) : breakage_(breakage), dice_(dice) {}
  // What the room is given in place of `real`; `real` itself when the breakage is not of connections.
  std::shared_ptr<live::Subscriber> in_place_of(std::shared_ptr<live::Subscriber> real, const Listener& listener);

 private:
  friend class BrokenSubscriber;
  struct Other {
    std::weak_ptr<live::Subscriber> real;
    Listener listener;
  };
  // A group's device in the same seminar; null: none is connected.
  std::shared_ptr<live::Subscriber> any_group_device(const Listener& listener);
  // Somebody who is not to see what `listener` is sent, as this breakage has it; null: nobody.
  std::shared_ptr<live::Subscriber> wrong_one(const Listener& listener);
  // A device of a group in the same seminar as `listener`, but not of these.
  std::shared_ptr<live::Subscriber> device_of_another_group(const Listener& listener, std::set<GroupId> but_not_of);

  Breakage breakage_;
  Dice dice_;
  std::vector<Other> others_;
};

}  // namespace samtale::simulation
