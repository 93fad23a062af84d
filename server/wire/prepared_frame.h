#pragma once
// One server message, ready for a socket: RFC 6455 header and payload in one shared, immutable buffer, so that a change is
// encoded once per audience however many screens it goes to. Thread-safe because nobody can change it.
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace samtale::wire {

using PreparedFrame = std::shared_ptr<const std::string>;

// Several messages in order, and the same bytes side by side in one buffer, for a socket that takes them in one write.
struct FrameRun {
  std::vector<PreparedFrame> frames;
  PreparedFrame together;
};
FrameRun side_by_side(std::vector<PreparedFrame> frames);

// The header alone (2, 4 or 10 bytes), for a writer that puts the payload behind it without copying it twice.
std::string binary_header(std::size_t payload_bytes);
// A final, unmasked binary frame around `payload`.
PreparedFrame prepare_binary(std::string_view payload);
// The payload inside a frame made above. For tests and for in-process clients.
std::string_view payload_of(const PreparedFrame& frame);

}  // namespace samtale::wire
