#pragma once
// What survives a crash: the logs of all seminars and the catalogue. Threads: one.
#include <map>
#include <set>
#include <vector>

#include "store/catalogue.h"
#include "store/event_store.h"

namespace samtale::simulation {

struct Disk {
  struct Log {
    std::uint32_t epoch = 1;
    std::vector<store::EventRecord> events;
  };
  std::map<SeminarId, Log> logs;
  std::set<CommandId> commands;
  std::map<SeminarId, store::CatalogueEntry> catalogue;

  // As EventStore::append(), at once.
  store::AppendOutcome append(SeminarId seminar, Position expected, const std::vector<store::EventRecord>& events);
  store::EventStore::Log read_after(SeminarId seminar, std::uint64_t after_sequence) const;
  bool holds(CommandId command) const { return commands.count(command) > 0; }
  // A copy was restored that has lost nothing: the same events, in a new epoch.
  void begin_new_epoch();
};

}  // namespace samtale::simulation
