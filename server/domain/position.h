#pragma once
// A place in a seminar's log. A new epoch begins when the log was rewritten (redaction, restore).
#include <compare>
#include <cstdint>

namespace samtale {

struct Position {
  std::uint32_t epoch = 1;
  std::uint64_t sequence = 0;  // of the last event; 0: before the first
  auto operator<=>(const Position&) const = default;
};

}  // namespace samtale
