#pragma once
// Whether the log holds what was acknowledged, and everything once.
#include <filesystem>
#include <vector>

#include "bench/session/people.h"
#include "domain/ids.h"

namespace samtale::bench {

struct Reckoning {
  std::size_t acknowledged = 0;
  std::size_t lost = 0;   // acknowledged, and not in the log
  std::size_t twice = 0;  // in the log at more than one place, acknowledged or not
};

// What these people wrote in that seminar, from the beginning on; each of their commands leaves one event.
Reckoning reckon(const People& people, SeminarId seminar, const std::filesystem::path& database);

}  // namespace samtale::bench
