#pragma once
// The store of one server process, over the disk: one queue for all rooms, one commit for everything that waits. What
// the weather does to the disk is set from outside.
#include <deque>
#include <memory>

#include "simulation/dice.h"
#include "simulation/disk.h"
#include "simulation/timeline.h"
#include "simulation/trace.h"

namespace samtale::simulation {

// What the disk does to the next commits.
struct DiskWeather {
  Micros slow_until = 0;  // commits take seconds
  Micros full_until = 0;  // nothing can be written, and that is certain
  Micros unreadable_until = 0;
  int uncertain_commits = 0;  // so many end without anybody knowing whether they are there
};

class SimStore final : public store::EventStore {
 public:
  SimStore(Timeline& timeline, Timeline::Owner process, Trace& trace, Disk& disk, DiskWeather& weather, Dice dice)
      : timeline_(timeline), process_(process), trace_(trace), disk_(disk), weather_(weather), dice_(dice) {}

  void append(SeminarId seminar, Position expected, std::vector<store::EventRecord> events,
              std::function<void(store::AppendOutcome)> done) override;
  void read_after(SeminarId seminar, std::uint64_t after_sequence, std::size_t at_most,
                  std::function<void(boost::system::result<Log>)> done) override;

  // The process dies now: the commit that is under way is on the disk, or not at all.
  void crash();
  // The process ends in order: what waits is stored, and nobody is told.
  void finish();

 private:
  struct Job {
    SeminarId seminar;
    Position expected;
    std::vector<store::EventRecord> events;
    std::function<void(store::AppendOutcome)> appended;  // either of the two
    std::function<void(boost::system::result<Log>)> was_read;
    std::uint64_t after_sequence = 0;
    std::size_t at_most = 0;
  };
  void put(Job job);
  void take_what_waits();
  void commit();
  store::AppendOutcome write(const Job& job);
  void answer(Job job, store::AppendOutcome outcome);
  void answer_read(Job job);
  Micros commit_takes();

  Timeline& timeline_;
  Timeline::Owner process_;
  Trace& trace_;
  Disk& disk_;
  DiskWeather& weather_;
  Dice dice_;
  std::deque<Job> queue_;
  std::deque<Job> under_way_;
  bool busy_ = false;
};

// As the real one: kept in memory, written through; a note that is lost does no harm.
class SimCatalogue final : public store::Catalogue {
 public:
  SimCatalogue(Disk& disk, Dice dice) : disk_(disk), dice_(dice), entries_(disk.catalogue) {}

  // Seminars are on the disk before the run begins.
  void create(store::CatalogueEntry entry, store::EventRecord first_event,
              std::function<void(store::AppendOutcome)> done) override;
  void note(SeminarId seminar, std::string title, std::string date, SessionState state) override;
  std::optional<store::CatalogueEntry> find(SeminarId seminar) const override;
  std::optional<store::CatalogueEntry> find_by_room_code(std::string_view room_code) const override;
  std::vector<store::CatalogueEntry> of_organiser(store::OrganiserId organiser) const override;
  std::vector<store::CatalogueEntry> all() const override;

 private:
  Disk& disk_;
  Dice dice_;
  std::map<SeminarId, store::CatalogueEntry> entries_;
};

}  // namespace samtale::simulation
