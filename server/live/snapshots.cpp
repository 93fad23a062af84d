#include "live/snapshots.h"

#include <utility>

#include "domain/apply.h"
#include "wire/stored_event.h"

namespace samtale::live {

bool is_of_this_log(store::StoredData& data, SeminarId seminar, const wire::StoredState& snapshot) {
  bool same = false;
  data.each_event(seminar, snapshot.position.sequence - 1, [&](Position position, const store::EventRecord& record) {
    same = position == snapshot.position && record.bytes == snapshot.last_event;
    return false;
  });
  return same;
}

bool apply_stored(wire::StoredState& state, const std::string& bytes) {
  const auto event = wire::decode_event(bytes);
  if (!event) return false;
  apply(state.seminar, *event);
  ++state.position.sequence;
  if (!event->command.empty()) state.commands[event->command] = state.position.sequence;
  return true;
}

std::optional<wire::StoredState> state_from_log(store::StoredData& data, SeminarId seminar,
                                                std::optional<wire::StoredState> snapshot) {
  wire::StoredState state;
  if (snapshot && is_of_this_log(data, seminar, *snapshot)) state = std::move(*snapshot);
  bool readable = true;
  data.each_event(seminar, state.position.sequence, [&](Position position, const store::EventRecord& record) {
    state.position.epoch = position.epoch;
    readable = apply_stored(state, record.bytes);
    state.last_event = record.bytes;
    return readable;
  });
  if (!readable) return std::nullopt;
  return state;
}

}  // namespace samtale::live
