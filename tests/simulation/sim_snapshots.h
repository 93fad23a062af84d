#pragma once
// The snapshots of one server process, on the disk: made a while after they are asked for, and not always whole. What
// lies there outlives the process, and sometimes the log that it is of. Threads: one.
#include <map>

#include "live/snapshots.h"
#include "simulation/breakage.h"
#include "simulation/dice.h"
#include "simulation/disk.h"
#include "simulation/timeline.h"
#include "simulation/trace.h"

namespace samtale::simulation {

class SimSnapshots final : public live::Snapshots {
 public:
  SimSnapshots(Timeline& timeline, Timeline::Owner process, Trace& trace, Disk& disk, Breakage breakage, Dice dice)
      : timeline_(timeline), process_(process), trace_(trace), disk_(disk), breakage_(breakage), dice_(dice) {}

  std::optional<wire::StoredState> read(SeminarId seminar) override;
  void make(SeminarId seminar) override;
  void make_at_the_end(SeminarId seminar) override { make(seminar); }  // if the process lives long enough
  // Many more than in earnest, so that most rooms begin with one.
  std::uint64_t events_between(std::uint64_t) const override { return 20; }

 private:
  void make_now(SeminarId seminar);

  Timeline& timeline_;
  Timeline::Owner process_;
  Trace& trace_;
  Disk& disk_;
  Breakage breakage_;
  Dice dice_;
  std::map<SeminarId, wire::StoredState> made_;  // by this process, to go on from
};

}  // namespace samtale::simulation
