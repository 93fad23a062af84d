#pragma once
// Several seminars written at once, each event as soon as the one before is acknowledged; and the check that afterwards
// the log holds what was acknowledged, exactly once.
#include <array>
#include <cstdint>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include "store/event_store.h"
#include "tests/power_cut/recording_vfs.h"

namespace samtale::power_cut {

inline constexpr std::size_t kSeminars = 6;
using Counts = std::array<std::uint64_t, kSeminars>;  // events of each seminar

SeminarId seminar_number(std::size_t index);
// What the event with this place holds; also its command follows from the place, so that a second one would be a
// conflict.
store::EventRecord event_for(std::size_t index, std::uint64_t sequence);

struct Acknowledgement {
  std::size_t seminar;
  std::uint64_t sequence;
  std::size_t operations;  // that the disk had been asked for by then
};

enum class Commits { durable, not_synced };

// Opens the database in `folder`, which holds `before` already, writes `events` more and closes it. Everything but the
// last step is as in the server; `not_synced` is what the server must never be.
std::vector<Acknowledgement> write_events(const std::filesystem::path& folder, Commits commits, const Counts& before,
                                          std::size_t events, const RecordingVfs& vfs);

// What is wrong; empty: each log begins with what was acknowledged and is written correctly to its end.
std::string what_is_wrong(const std::filesystem::path& folder, const Counts& acknowledged, Counts& found);

}  // namespace samtale::power_cut
