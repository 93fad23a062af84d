#pragma once
// Events as bytes for the log. Any thread.
#include <optional>
#include <string>
#include <string_view>

#include "domain/event.h"

namespace samtale::wire {

std::string encode_event(const Event& event);
// Nullopt: the bytes are not an event this server knows; the log was written by a newer one, or is damaged.
std::optional<Event> decode_event(std::string_view bytes);

}  // namespace samtale::wire
