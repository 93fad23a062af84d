#pragma once
// Reads what a client sent. Never throws. What it allocates grows with the length of the message, which the transport limits
// before (P-02). Any thread.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "domain/command.h"
#include "domain/position.h"
#include "domain/rejection.h"
#include "domain/talk_report.h"

namespace samtale::wire {

struct Hello {
  std::uint32_t protocol = 0;
  std::string token;
  std::string seminar_id;  // as sent; may be empty
  std::optional<Position> position;
};

struct ClockPing {
  std::uint32_t number = 0;
  std::uint32_t last_round_trip_ms = 0;
};

// P-04: what could not be read, answered by a Rejection.
struct Unreadable {
  std::string command_id;  // as far as it could be read
  Rejection why;
};

using ClientMessage = std::variant<Hello, Command, ClockPing, TalkReport, Unreadable>;

ClientMessage read_client_frame(std::string_view bytes);

// For clients written in C++ (load tools, tests): the same messages the other way.
std::string write_hello(const Hello& hello);
std::string write_command(const Command& command);  // not for commands of Role::room
std::string write_clock_ping(const ClockPing& ping);
std::string write_talk_report(const TalkReport& report);

}  // namespace samtale::wire
