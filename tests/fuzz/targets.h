#pragma once
// What is fuzzed. Each takes any bytes at all and ends the program when one of its rules is broken (invariant.h); the
// form of the bytes stands at the top of each target's source. Threads: one.
#include <string_view>

namespace samtale::fuzz {

// The way from the socket: HTTP, the handshake, WebSocket frames. frames.cpp
void frames(std::string_view input);
// Messages of clients, and the room behind them. commands.cpp
void commands(std::string_view input);
// Events and states as they are stored. stored.cpp
void stored(std::string_view input);
// Files of captions. captions.cpp
void captions(std::string_view input);

}  // namespace samtale::fuzz
