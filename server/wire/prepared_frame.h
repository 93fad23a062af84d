#pragma once
// One server message, ready for a socket: RFC 6455 header and payload in one shared, immutable buffer, so that a change is
// encoded once per audience however many screens it goes to. Thread-safe because nobody can change it.
#include <memory>
#include <string>
#include <string_view>

namespace samtale::wire {

using PreparedFrame = std::shared_ptr<const std::string>;

// A final, unmasked binary frame around `payload`.
PreparedFrame prepare_binary(std::string_view payload);
// The payload inside a frame made above. For tests and for in-process clients.
std::string_view payload_of(const PreparedFrame& frame);

}  // namespace samtale::wire
