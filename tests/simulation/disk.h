#pragma once
// What survives a crash: the logs of all seminars and the catalogue. Threads: one.
#include <map>
#include <set>
#include <string>
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
  std::map<SeminarId, std::string> snapshots;  // caches beside the logs; whole or not

  // As EventStore::append(), at once.
  store::AppendOutcome append(SeminarId seminar, Position expected, const std::vector<store::EventRecord>& events);
  store::EventStore::Log read_after(SeminarId seminar, std::uint64_t after_sequence, std::size_t at_most) const;
  bool holds(CommandId command) const { return commands.count(command) > 0; }
  void set_epoch(std::uint32_t epoch);
};

}  // namespace samtale::simulation
