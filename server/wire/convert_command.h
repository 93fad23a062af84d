#pragma once
// Commands between domain and wire, the four of Role::room excepted: those never travel. Any thread.
#include <optional>

#include "domain/command.h"
#include "samtale/v1/command.pb.h"
#include "wire/reading.h"

namespace samtale::wire {

// `out` stays without a body for a command of Role::room.
void to_wire(const Command& command, v1::Command& out);

// Nullopt: no body, or one this server does not know. Faults go into `reading`.
std::optional<command::Body> body_from_wire(Reading& reading, const v1::Command& message);

}  // namespace samtale::wire
