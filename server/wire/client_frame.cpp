#include "wire/client_frame.h"

#include <utility>

#include "samtale/v1/frame.pb.h"
#include "wire/broken_frame.h"
#include "wire/convert_command.h"
#include "wire/convert_position.h"
#include "wire/convert_talk_report.h"
#include "wire/message_bytes.h"
#include "wire/short_lived.h"

namespace samtale::wire {
namespace {

// What is longer than an id is not one, and not worth sending back.
std::string echoed(const std::string& command_id) {
  return command_id.size() <= kIdTextLength ? command_id : std::string{};
}

Unreadable unreadable(const std::string& command_id, RejectionCode code, std::string field = {}) {
  return {echoed(command_id), {code, std::move(field), 0}};
}

Unreadable refused_by_protobuf(std::string_view bytes) {
  const BrokenFrame broken = look_into_client_frame(bytes);
  if (broken.torn || broken.bad_text.empty()) return unreadable(broken.command_id, RejectionCode::malformed);
  return unreadable(broken.command_id, RejectionCode::text_not_utf8, broken.bad_text);
}

ClientMessage read_command(const v1::Command& message) {
  Reading reading;
  const auto id = reading.id<CommandId>(message.command_id(), "command_id");
  auto body = body_from_wire(reading, message);
  if (reading.fault()) return Unreadable{echoed(message.command_id()), *reading.fault()};
  if (body) return Command{id, std::move(*body)};
  // A newer client's command arrives as a field without a name; a command without any body says nothing.
  const bool newer = !message.GetReflection()->GetUnknownFields(message).empty();
  return unreadable(message.command_id(), newer ? RejectionCode::unknown_command : RejectionCode::malformed);
}

Hello read_hello(const v1::Hello& message) {
  Hello hello{message.protocol(), message.token(), message.seminar_id(), std::nullopt};
  if (message.has_position()) hello.position = from_wire(message.position());
  return hello;
}

}  // namespace

ClientMessage read_client_frame(std::string_view bytes) {
  ShortLived<v1::ClientFrame> message;
  if (!parse(bytes, *message)) return refused_by_protobuf(bytes);
  switch (message->body_case()) {
    case v1::ClientFrame::kHello: return read_hello(message->hello());
    case v1::ClientFrame::kCommand: return read_command(message->command());
    case v1::ClientFrame::kClockPing:
      return ClockPing{message->clock_ping().number(), message->clock_ping().last_round_trip_ms()};
    case v1::ClientFrame::kTalkReport: return from_wire(message->talk_report());
    case v1::ClientFrame::BODY_NOT_SET: break;
  }
  return unreadable({}, RejectionCode::malformed);
}

std::string write_hello(const Hello& hello) {
  v1::ClientFrame message;
  auto& out = *message.mutable_hello();
  out.set_protocol(hello.protocol);
  out.set_token(hello.token);
  out.set_seminar_id(hello.seminar_id);
  if (hello.position) to_wire(*hello.position, *out.mutable_position());
  return message.SerializeAsString();
}

std::string write_command(const Command& command) {
  v1::ClientFrame message;
  to_wire(command, *message.mutable_command());
  return message.SerializeAsString();
}

std::string write_clock_ping(const ClockPing& ping) {
  v1::ClientFrame message;
  auto& out = *message.mutable_clock_ping();
  out.set_number(ping.number);
  out.set_last_round_trip_ms(ping.last_round_trip_ms);
  return message.SerializeAsString();
}

std::string write_talk_report(const TalkReport& report) {
  v1::ClientFrame message;
  to_wire(report, *message.mutable_talk_report());
  return message.SerializeAsString();
}

}  // namespace samtale::wire
