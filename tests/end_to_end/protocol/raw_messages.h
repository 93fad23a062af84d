#pragma once
// Messages that no proper client would send, and a message of an exact size.
#include <cstddef>
#include <string>
#include <string_view>

#include "domain/ids.h"

namespace samtale::protocol_test {

// A ClientFrame with a command of a kind that no server knows.
std::string unknown_command(CommandId id);
// A command whose text is not UTF-8.
std::string command_not_utf8(CommandId id);
// A ClockPing that is exactly so many bytes long, filled up with a field that this server does not know.
std::string padded_clock_ping(std::uint32_t number, std::size_t bytes);

// The first frame of a server's bytes: its first byte, and its payload as far as it is there.
struct ServerFrame {
  unsigned first_byte = 0;
  std::string payload;
  bool whole = false;
};
ServerFrame first_frame(std::string_view bytes);
// Of a close frame's payload; 1005 without one.
int close_code(const ServerFrame& frame);

}  // namespace samtale::protocol_test
