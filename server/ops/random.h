#pragma once
// Secrets and ids from the system's random source (libsodium). The only place that makes randomness. Threads: any.
#include <array>
#include <cstdint>
#include <span>
#include <string>

namespace samtale::ops {

// Call once at start; false: no random source, do not go on.
bool start_random();
void fill_random(std::span<std::uint8_t> bytes);
// Uniform in [0, bound).
std::uint32_t random_below(std::uint32_t bound);

template <class SomeId>
SomeId random_id() {
  SomeId id;
  fill_random(id.bytes);
  return id;
}

}  // namespace samtale::ops
