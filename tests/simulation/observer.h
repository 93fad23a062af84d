#pragma once
// Sees everything and holds it to the rules while it happens: every frame that is put on a wire, every answer that a
// client reads, every mirror. What the truth is, it takes from the disk alone. Threads: one.
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "domain/event.h"
#include "simulation/canary.h"
#include "simulation/disk.h"
#include "simulation/sim_shard.h"
#include "simulation/trace.h"
#include "support/mirror.h"
#include "wire/server_frame.h"

namespace samtale::simulation {

using Message = std::shared_ptr<const wire::ServerMessage>;

class Observer {
 public:
  Observer(Trace& trace, const Disk& disk, const SimClock& clock) : trace_(trace), disk_(disk), clock_(clock) {}

  // The server puts this frame on the wire to this viewer. Gives what it says; null, and a broken rule, if that is
  // nothing.
  Message on_the_wire(SeminarId seminar, const Viewer& viewer, const wire::PreparedFrame& frame);
  // A person has asked for this; from now on nothing less than an answer will do.
  void intends(SeminarId seminar, const Viewer& viewer, const Command& command);
  // A client has read that its command took effect.
  void acknowledged(CommandId command);
  // A client has read that its command was refused for good.
  void refused(CommandId command) { refused_.insert(command); }
  // Another disk is in place of the one that was: these commands, which were stored, are not on it.
  void disk_replaced(const std::set<CommandId>& lost);
  // A client that stands at `position` knows this.
  void knows(SeminarId seminar, const Viewer& viewer, Position position, const support::Entities& entities);

  // When everything is at rest: acknowledged is stored, each log is in order, and this is what rooms and screens have
  // to show.
  void check_logs();
  const Seminar& truth(SeminarId seminar) { return state_at(seminar, disk_.logs.at(seminar).events.size()); }
  support::Entities what_is_shown(SeminarId seminar, std::uint64_t sequence, const Viewer& viewer);

  // For texts that are all different, and for ids that somebody else has made.
  std::uint64_t next_number() { return ++last_number_; }
  const std::vector<CommandId>& ids_made() const { return ids_made_; }
  std::size_t acknowledged_count() const { return acknowledged_.size(); }
  void broken(const std::string& rule) { trace_.broken(rule); }

 private:
  struct Intention {
    SeminarId seminar;
    Viewer viewer;
    Command command;
    std::uint64_t log_length = 0;  // when it was first sent
  };
  struct Replay {
    std::vector<Event> events;  // decoded so far
    std::uint64_t sequence = 0;
    Seminar state;
    GivenAway given;  // in all that was ever applied
  };

  Message read(const wire::PreparedFrame& frame);
  void check_for_staff_only(const Viewer& viewer, const wire::Changes& changes);
  void check(SeminarId seminar, const wire::Changes& changes);
  void check(const wire::Refusal& refusal);
  void check_acknowledgement(SeminarId seminar, const wire::Changes& changes, CommandId command);
  bool was_nothing_to_do(Position position, const Intention& intention);
  const std::vector<Event>& events_of(SeminarId seminar);
  const Seminar& state_at(SeminarId seminar, std::uint64_t sequence);

  Trace& trace_;
  const Disk& disk_;
  const SimClock& clock_;
  std::map<CommandId, Intention> intentions_;
  std::vector<CommandId> ids_made_;
  std::set<CommandId> acknowledged_;
  std::set<CommandId> nothing_to_do_;
  std::set<CommandId> without_trace_;  // acknowledged, and not in the log at that moment
  std::set<CommandId> refused_;
  std::set<CommandId> lost_with_a_disk_;
  std::map<SeminarId, Replay> replays_;
  std::vector<std::pair<wire::PreparedFrame, Message>> read_lately_;
  std::uint64_t last_number_ = 0;
};

}  // namespace samtale::simulation
