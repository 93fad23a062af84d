#include "simulation/disk.h"

#include <algorithm>
#include <iterator>

namespace samtale::simulation {

using store::AppendOutcome;

AppendOutcome Disk::append(SeminarId seminar, Position expected, const std::vector<store::EventRecord>& events) {
  Log& log = logs[seminar];
  if (expected != Position{log.epoch, log.events.size()}) return AppendOutcome::conflict;
  for (const auto& record : events) {
    if (!record.command.empty()) commands.insert(record.command);
    log.events.push_back(record);
  }
  return AppendOutcome::committed;
}

store::EventStore::Log Disk::read_after(SeminarId seminar, std::uint64_t after_sequence,
                                              std::size_t at_most) const {
  store::EventStore::Log answer;
  answer.first_sequence = after_sequence + 1;
  const auto found = logs.find(seminar);
  if (found == logs.end()) return answer;
  answer.epoch = found->second.epoch;
  const auto& events = found->second.events;
  if (after_sequence < events.size()) {
    std::copy_n(events.begin() + static_cast<std::ptrdiff_t>(after_sequence),
                std::min<std::size_t>(at_most, events.size() - after_sequence), std::back_inserter(answer.events));
  }
  return answer;
}

void Disk::set_epoch(std::uint32_t epoch) {
  for (auto& [seminar, log] : logs) log.epoch = epoch;
}

}  // namespace samtale::simulation
