#pragma once
// Snapshots of rooms' states, so that a start reads the end of a log rather than all of it. A cache: without them, or
// with damaged ones, everything is the same, only later. An interface, so that they lie in files or in a simulation.
#include <cstdint>
#include <optional>
#include <string>

#include "store/stored_data.h"
#include "wire/stored_state.h"

namespace samtale::live {

class Snapshots {
 public:
  virtual ~Snapshots() = default;
  // Nullopt: there is none that can be used. It may be of another log; whoever reads it looks.
  virtual std::optional<wire::StoredState> read(SeminarId seminar) = 0;
  // Soon there will be one that reaches about as far as the log does now, or further. Returns at once.
  virtual void make(SeminarId seminar) = 0;
  // The same, but only once the store is closed: the last to close a database tidies up behind itself.
  virtual void make_at_the_end(SeminarId seminar) = 0;
  // A snapshot is wanted again after so many events.
  virtual std::uint64_t events_between(std::uint64_t sequence) const = 0;
};

// Whether the log goes through the event that the snapshot ends with: a database that was put back, or taken from
// elsewhere, is another log.
bool is_of_this_log(store::StoredData& data, SeminarId seminar, const wire::StoredState& snapshot);

// The state at the end of a log, beginning with `snapshot` when it is of this log. Nullopt: something in the log cannot
// be read. Also for verification: with nullopt for the snapshot it is the state as the log alone tells it.
std::optional<wire::StoredState> state_from_log(store::StoredData& data, SeminarId seminar,
                                                std::optional<wire::StoredState> snapshot);

// Applies one event of the log, as it is stored. False: it cannot be read.
bool apply_stored(wire::StoredState& state, const std::string& bytes);

}  // namespace samtale::live
