#pragma once
// A room's whole state as bytes, for a cache: what cannot be read is made again from the log. Any thread.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "domain/position.h"
#include "domain/seminar.h"

namespace samtale::wire {

// Raise it whenever Seminar, apply() or the message changes: states from before are then not used.
inline constexpr std::uint32_t kStateVersion = 5;

struct StoredState {
  Position position;       // of the last event that is in it
  std::string last_event;  // that event as it lies in the log
  Seminar seminar;
  std::unordered_map<CommandId, std::uint64_t> commands;  // that took effect → the sequence behind which each was done
};

std::string encode_state(const StoredState& state);
// Nullopt: damaged (there is a checksum), or of another version.
std::optional<StoredState> decode_state(std::string_view bytes);

}  // namespace samtale::wire
