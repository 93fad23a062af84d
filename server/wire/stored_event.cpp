#include "wire/stored_event.h"

#include "wire/convert_event.h"
#include "wire/message_bytes.h"
#include "wire/short_lived.h"

namespace samtale::wire {

std::string encode_event(const Event& event) {
  ShortLived<v1::Event> message;
  message->set_at_ms(event.at_ms);
  message->set_command_id(event.command.text());
  to_wire(event.body, *message);
  return message->SerializeAsString();
}

std::optional<Event> decode_event(std::string_view bytes) {
  ShortLived<v1::Event> message;
  if (!parse(bytes, *message)) return std::nullopt;
  Reading reading;
  const auto command = reading.id_or_none<CommandId>(message->command_id(), "command_id");
  auto body = body_from_wire(reading, *message);
  if (!body || reading.fault()) return std::nullopt;
  return Event{message->at_ms(), command, std::move(*body)};
}

}  // namespace samtale::wire
