#include "wire/server_frame.h"

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/wire_format_lite.h>

#include <array>

#include "wire/convert_change.h"
#include "wire/convert_position.h"
#include "wire/convert_rejection.h"
#include "wire/message_bytes.h"
#include "wire/short_lived.h"

namespace samtale::wire {
namespace {

constexpr std::size_t kVarintBytes = 5;  // the longest of 32 bits

template <class Fill>
PreparedFrame prepared(Fill fill) {
  ShortLived<v1::ServerFrame> message;
  fill(*message);
  return prepare(*message);
}

void write(const Changes& changes, v1::Changes& out) {
  if (changes.position) to_wire(*changes.position, *out.mutable_position());
  for (const CommandId& command : changes.commands) out.add_command_ids(command.text());
  out.set_snapshot(changes.snapshot);
  for (const Change& change : changes.changes) to_wire(change, *out.add_changes());
}

Welcome read(Reading& reading, const v1::Welcome& message) {
  Welcome welcome;
  welcome.viewer = {reading.choice(message.role(), "role"), reading.id_or_none<GroupId>(message.group_id(), "group_id"),
                    reading.id_or_none<DeviceId>(message.device_id(), "device_id")};
  welcome.seminar = reading.id_or_none<SeminarId>(message.seminar_id(), "seminar_id");
  welcome.name = message.name();
  welcome.resumed = message.resumed();
  welcome.group_link = message.group_link();
  welcome.room_link = message.room_link();
  welcome.speed = message.speed();
  welcome.embeddable_hosts.assign(message.embeddable_hosts().begin(), message.embeddable_hosts().end());
  return welcome;
}

// Nullopt: a change of a kind this build does not know.
std::optional<Changes> read(Reading& reading, const v1::Changes& message) {
  Changes changes;
  if (message.has_position()) changes.position = from_wire(message.position());
  for (const auto& id : message.command_ids()) changes.commands.push_back(reading.id<CommandId>(id, "command_ids"));
  changes.snapshot = message.snapshot();
  changes.changes.reserve(static_cast<std::size_t>(message.changes_size()));
  for (const v1::Change& entity : message.changes()) {
    auto change = change_from_wire(reading, entity);
    if (!change) return std::nullopt;
    changes.changes.push_back(std::move(*change));
  }
  return changes;
}

std::optional<ServerMessage> read(Reading& reading, const v1::ServerFrame& message) {
  switch (message.body_case()) {
    case v1::ServerFrame::kWelcome: return read(reading, message.welcome());
    case v1::ServerFrame::kChanges: return read(reading, message.changes());
    case v1::ServerFrame::kRejection:
      return Refusal{message.rejection().command_id(), rejection_from_wire(reading, message.rejection())};
    case v1::ServerFrame::kClockPong: return ClockPong{message.clock_pong().number(), message.clock_pong().server_ms()};
    case v1::ServerFrame::BODY_NOT_SET: return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace

PreparedFrame frame(const Welcome& welcome) {
  return prepared([&](v1::ServerFrame& message) {
    auto& out = *message.mutable_welcome();
    out.set_role(to_wire(welcome.viewer.role));
    out.set_seminar_id(welcome.seminar.text());
    out.set_group_id(welcome.viewer.group.text());
    out.set_device_id(welcome.viewer.device.text());
    out.set_name(welcome.name);
    out.set_resumed(welcome.resumed);
    out.set_group_link(welcome.group_link);
    out.set_room_link(welcome.room_link);
    out.set_speed(welcome.speed);
    for (const auto& host : welcome.embeddable_hosts) out.add_embeddable_hosts(host);
  });
}

PreparedFrame frame(const Changes& changes) {
  return prepared([&](v1::ServerFrame& message) { write(changes, *message.mutable_changes()); });
}

PreparedFrame frame(Position position, CommandId command, std::span<const Change* const> changes) {
  return prepared([&](v1::ServerFrame& message) {
    auto& out = *message.mutable_changes();
    to_wire(position, *out.mutable_position());
    if (!command.empty()) out.add_command_ids(command.text());
    for (const Change* change : changes) to_wire(*change, *out.add_changes());
  });
}

// Two encodings of one message, one behind the other, are that message with both their lists (Protobuf, "Last One
// Wins").
PreparedFrame frame(const Changes& changes, std::string_view more) {
  using google::protobuf::internal::WireFormatLite;
  using google::protobuf::io::CodedOutputStream;
  ShortLived<v1::Changes> message;
  write(changes, *message);
  const auto own = message->ByteSizeLong();
  const auto length = static_cast<std::uint32_t>(own + more.size());

  constexpr auto kTag =
      WireFormatLite::MakeTag(v1::ServerFrame::kChangesFieldNumber, WireFormatLite::WIRETYPE_LENGTH_DELIMITED);
  std::array<std::uint8_t, 2 * kVarintBytes> prefix;
  auto* end = CodedOutputStream::WriteTagToArray(kTag, prefix.data());
  end = CodedOutputStream::WriteVarint32ToArray(length, end);
  const auto prefix_bytes = static_cast<std::size_t>(end - prefix.data());

  std::string bytes = binary_header(prefix_bytes + length);
  bytes.reserve(bytes.size() + prefix_bytes + length);
  bytes.append(reinterpret_cast<const char*>(prefix.data()), prefix_bytes);
  message->AppendToString(&bytes);
  bytes.append(more);
  return std::make_shared<const std::string>(std::move(bytes));
}

std::string encode_changes(const std::vector<Change>& changes) {
  ShortLived<v1::Changes> message;
  for (const Change& change : changes) to_wire(change, *message->add_changes());
  return message->SerializeAsString();
}

PreparedFrame frame(const Refusal& refusal) {
  return prepared([&](v1::ServerFrame& message) {
    auto& out = *message.mutable_rejection();
    out.set_command_id(refusal.command_id);
    rejection_to_wire(refusal.why, out);
  });
}

PreparedFrame frame(const ClockPong& pong) {
  return prepared([&](v1::ServerFrame& message) {
    auto& out = *message.mutable_clock_pong();
    out.set_number(pong.number);
    out.set_server_ms(pong.server_ms);
  });
}

std::optional<ServerMessage> read_server_frame(std::string_view payload) {
  v1::ServerFrame message;
  if (!parse(payload, message)) return std::nullopt;
  Reading reading;
  auto read_message = read(reading, message);
  if (reading.fault()) return std::nullopt;
  return read_message;
}

}  // namespace samtale::wire
