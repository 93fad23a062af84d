#pragma once
// Bodies of events between domain and wire. An id that is absent reads as "none", so that whatever was encoded can be
// decoded: a log that cannot be read is a seminar that is lost. Any thread.
#include <optional>

#include "domain/event.h"
#include "samtale/v1/event.pb.h"
#include "wire/reading.h"

namespace samtale::wire {

void to_wire(const event::Body& body, v1::Event& out);

// Nullopt: no body, or one this server does not know. Faults go into `reading`.
std::optional<event::Body> body_from_wire(Reading& reading, const v1::Event& message);

}  // namespace samtale::wire
