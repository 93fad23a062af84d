#pragma once
// Writes what the server sends, and reads it back for clients written in C++. Any thread.
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "domain/change.h"
#include "domain/position.h"
#include "domain/rejection.h"
#include "domain/role.h"
#include "wire/prepared_frame.h"

namespace samtale::wire {

struct Welcome {
  Viewer viewer;
  SeminarId seminar;
  std::string name;
  bool resumed = false;
  std::string group_link;
  std::string room_link;
  std::uint32_t speed = 1;
  std::vector<std::string> embeddable_hosts;
};

struct Changes {
  std::optional<Position> position;  // none: nothing that is stored
  std::vector<CommandId> commands;   // P-31: the acknowledgement
  bool snapshot = false;
  std::vector<Change> changes;
};

struct Refusal {
  std::string command_id;
  Rejection why;
};

struct ClockPong {
  std::uint32_t number = 0;
  Millis server_ms = 0;
};

PreparedFrame frame(const Welcome& welcome);
PreparedFrame frame(const Changes& changes);
// The same of changes that stay where they are, and answering one command (empty: none).
PreparedFrame frame(Position position, CommandId command, std::span<const Change* const> changes);
// The same with further changes behind its own, encoded before: what many get is encoded once.
PreparedFrame frame(const Changes& changes, std::string_view more);
std::string encode_changes(const std::vector<Change>& changes);
PreparedFrame frame(const Refusal& refusal);
PreparedFrame frame(const ClockPong& pong);

using ServerMessage = std::variant<Welcome, Changes, Refusal, ClockPong>;
// Nullopt: not a message of this protocol.
std::optional<ServerMessage> read_server_frame(std::string_view payload);

}  // namespace samtale::wire
