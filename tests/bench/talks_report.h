#pragma once
// What samtale-bench-talks found, as a table for people and as JSON for those who compare.
#include <cstdint>
#include <string>
#include <vector>

#include "bench/figures/machine.h"
#include "viewers.h"

namespace samtale::bench {

struct Round {
  std::string beside;  // what went on besides the live messages
  double seconds = 0;
  double broadcast_p50_ms = 0;
  double broadcast_p99_ms = 0;
  double edit_p50_ms = 0;
  double edit_p99_ms = 0;
  std::size_t broadcasts = 0;  // received, by all together
  std::size_t edits = 0;
  std::size_t missed = 0;
  Watched watched;
  // Of one core.
  double server_cpu = 0;
  double own_cpu = 0;
  double others_cpu = 0;
};

struct Settings {
  std::size_t clients = 0;
  std::size_t groups = 0;
  double edits_per_second = 0;
  std::int64_t broadcast_every_ms = 0;
  std::size_t viewers = 0;
  double playing_mbit = 0;  // of each viewer
  double line_mbit = 0;     // that preloading fills
  std::uint64_t recording_bytes = 0;
  std::string commit;
  std::string build;
};

struct TalksReport {
  Machine machine;
  double load_before = 0;
  double load_after = 0;
  Settings settings;
  std::vector<Round> rounds;

  // The middle one of each figure of the rounds of that kind; counts are added up, the most is taken of those starved.
  Round middle(const std::string& beside) const;
  std::vector<std::string> kinds() const;  // in the order of their first rounds
  // Others had so much to do that the figures say little.
  bool noisy() const;

  void print() const;
  // False: the file could not be written.
  bool write_json(const std::string& file) const;
};

}  // namespace samtale::bench
