#pragma once
// Changes between domain and wire. A note's author does not travel: who may see it was settled before. Any thread.
#include <optional>

#include "domain/change.h"
#include "samtale/v1/change.pb.h"
#include "wire/reading.h"

namespace samtale::wire {

void to_wire(const Change& change, v1::Change& out);

// Nullopt: no entity, or one this build does not know. Faults go into `reading`.
std::optional<Change> change_from_wire(Reading& reading, const v1::Change& message);

}  // namespace samtale::wire
