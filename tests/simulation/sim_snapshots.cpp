#include "simulation/sim_snapshots.h"

namespace samtale::simulation {

std::optional<wire::StoredState> SimSnapshots::read(SeminarId seminar) {
  const auto found = disk_.snapshots.find(seminar);
  if (found == disk_.snapshots.end()) return std::nullopt;
  auto state = wire::decode_state(found->second);
  trace_.note("snapshot: read", {state ? state->position.sequence : 0});
  return state;
}

void SimSnapshots::make(SeminarId seminar) {
  timeline_.after(dice_.between(kMilli, 300 * kMilli), process_, [this, seminar] { make_now(seminar); });
}

void SimSnapshots::make_now(SeminarId seminar) {
  const auto& log = disk_.logs.at(seminar);
  auto& state = made_[seminar];
  const bool misses_the_last = breakage_ == Breakage::snapshot_misses_the_last_event;
  if (state.position.epoch != log.epoch || state.position.sequence > log.events.size() || misses_the_last) state = {};
  state.position.epoch = log.epoch;
  const auto before_the_last = log.events.size() - 1;
  while (state.position.sequence < log.events.size()) {
    const auto& record = log.events[state.position.sequence];
    state.last_event = record.bytes;
    if (misses_the_last && state.position.sequence == before_the_last) {
      ++state.position.sequence;
    } else {
      live::apply_stored(state, record.bytes);
    }
  }
  auto bytes = wire::encode_state(state);
  if (dice_.one_in(10)) bytes.resize(dice_.below(bytes.size()));  // the machine lost power, or the disk was full
  disk_.snapshots[seminar] = std::move(bytes);
  trace_.note("snapshot: made", {state.position.sequence});
}

}  // namespace samtale::simulation
