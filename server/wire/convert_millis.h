#pragma once
// Lengths between domain and wire: 64 bits here, 32 there. The limits of the domain lie far inside; what does not fit
// is held at the edge rather than turned into another number.
#include <algorithm>
#include <cstdint>
#include <limits>

#include "domain/agenda.h"

namespace samtale::wire {

inline std::uint32_t length_to_wire(Millis length_ms) {
  return static_cast<std::uint32_t>(std::clamp<Millis>(length_ms, 0, std::numeric_limits<std::uint32_t>::max()));
}

inline std::int32_t delta_to_wire(Millis delta_ms) {
  return static_cast<std::int32_t>(
      std::clamp<Millis>(delta_ms, std::numeric_limits<std::int32_t>::min(), std::numeric_limits<std::int32_t>::max()));
}

}  // namespace samtale::wire
