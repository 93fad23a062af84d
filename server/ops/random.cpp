#include "ops/random.h"

#include <sodium.h>

namespace samtale::ops {

bool start_random() { return sodium_init() >= 0; }

void fill_random(std::span<std::uint8_t> bytes) { randombytes_buf(bytes.data(), bytes.size()); }

std::uint32_t random_below(std::uint32_t bound) { return randombytes_uniform(bound); }

}  // namespace samtale::ops
