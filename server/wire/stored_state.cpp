#include "wire/stored_state.h"

#include <array>
#include <cstring>

#include <zlib.h>

#include "samtale/v1/state.pb.h"
#include "wire/convert_state.h"
#include "wire/message_bytes.h"

namespace samtale::wire {
namespace {

constexpr std::size_t kChecksumBytes = 4;

// The CRC-32 of RFC 1952, by zlib: a state may be tens of megabytes, and summing it byte by byte was a tenth of what a busy
// server did.
std::string checksum_of(std::string_view bytes) {
  const auto sum = crc32_z(0, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size());
  std::string text;
  for (std::size_t i = 0; i < kChecksumBytes; ++i) text.push_back(static_cast<char>(sum >> (8 * i)));
  return text;
}

}  // namespace

std::string encode_state(const StoredState& state) {
  v1::StoredState message;
  message.set_version(kStateVersion);
  message.set_epoch(state.position.epoch);
  message.set_sequence(state.position.sequence);
  message.set_last_event(state.last_event);
  auto& commands = *message.mutable_commands();
  commands.reserve(state.commands.size() * kIdBytes);
  for (const auto& [command, sequence] : state.commands) {
    commands.append(id_bytes(command));
    message.add_command_sequences(sequence);
  }
  to_wire(state.seminar, *message.mutable_seminar());
  const auto bytes = message.SerializeAsString();
  return checksum_of(bytes) + bytes;
}

std::optional<StoredState> decode_state(std::string_view bytes) {
  if (bytes.size() < kChecksumBytes) return std::nullopt;
  const auto payload = bytes.substr(kChecksumBytes);
  v1::StoredState message;
  if (checksum_of(payload) != bytes.substr(0, kChecksumBytes) || !parse(payload, message)) return std::nullopt;
  if (message.version() != kStateVersion) return std::nullopt;

  StoredState state;
  state.position = {message.epoch(), message.sequence()};
  state.last_event = message.last_event();
  const auto count = static_cast<std::size_t>(message.command_sequences_size());
  if (message.commands().size() != count * kIdBytes) return std::nullopt;
  state.commands.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    const auto id = std::string_view(message.commands()).substr(i * kIdBytes, kIdBytes);
    state.commands[id_from_bytes<CommandId>(id)] = message.command_sequences(static_cast<int>(i));
  }
  Reading reading;
  state.seminar = from_wire(reading, message.seminar());
  if (reading.fault()) return std::nullopt;
  return state;
}

}  // namespace samtale::wire
