#pragma once
// What a log that came about lawfully looks like. Pure.
#include <optional>
#include <string>
#include <vector>

#include "domain/event.h"
#include "store/event_store.h"

namespace samtale::simulation {

// In words; nullopt: none. `records` are the same events as they are stored.
std::optional<std::string> find_fault(const std::vector<Event>& events, const std::vector<store::EventRecord>& records);

}  // namespace samtale::simulation
