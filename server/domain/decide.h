#pragma once
// The rules. Pure: no input, output, clock, randomness or logging.
#include <variant>
#include <vector>

#include "domain/command.h"
#include "domain/date.h"
#include "domain/event.h"
#include "domain/rejection.h"
#include "domain/role.h"
#include "domain/seminar.h"

namespace samtale {

// Who asks, what they may, and the time.
struct Context {
  Viewer viewer;
  Millis now_ms = 0;   // the server's clock
  Date today{};        // the calendar day where the seminar is held
  int speed = 1;       // the agenda's lengths are divided by it (demonstrations)
};

// Events, at least one unless the command asks for what is already so; or why not.
using Decision = std::variant<std::vector<event::Body>, Rejection>;

Decision decide(const Seminar& seminar, const Context& context, const Command& command);

}  // namespace samtale
