#include "live/load_state.h"

#include <utility>

#include "live/snapshots.h"
#include "ops/log.h"

namespace samtale::live {
namespace {

using Log = store::EventStore::Log;
using Done = std::function<void(std::optional<wire::StoredState>)>;

// `log` begins with the event that the snapshot ends with. False: it does not, so the snapshot is of another log.
bool drop_what_is_in_it(const wire::StoredState& snapshot, Log& log) {
  if (log.epoch != snapshot.position.epoch || log.events.empty()) return false;
  if (log.events.front().bytes != snapshot.last_event) return false;
  log.events.erase(log.events.begin());
  return true;
}

std::optional<wire::StoredState> with_the_rest(wire::StoredState state, const Log& log, SeminarId seminar) {
  state.position.epoch = log.epoch;
  for (const auto& record : log.events) {
    if (apply_stored(state, record.bytes)) continue;
    ops::log::error("the log of a seminar holds something this server cannot read", {{"seminar", seminar}});
    return std::nullopt;
  }
  if (state.position.sequence == 0) return std::nullopt;
  return state;
}

void load(const RoomSurroundings& around, SeminarId seminar, std::optional<wire::StoredState> snapshot, Done done) {
  const auto after = snapshot ? snapshot->position.sequence - 1 : 0;
  auto loaded = [around, seminar, snapshot = std::move(snapshot),
                 done = std::move(done)](boost::system::result<Log> log) mutable {
    if (!log) return done(std::nullopt);
    if (snapshot && !drop_what_is_in_it(*snapshot, *log)) {
      ops::log::warning("a snapshot is of another log: not used", {{"seminar", seminar}});
      return load(around, seminar, std::nullopt, std::move(done));
    }
    auto state = with_the_rest(snapshot ? std::move(*snapshot) : wire::StoredState{}, *log, seminar);
    if (state && around.snapshots && log->events.size() >= events_per_snapshot(state->position.sequence))
      around.snapshots->make(seminar);
    done(std::move(state));
  };
  around.events.read_after(
      seminar, after, [around, loaded = std::move(loaded)](boost::system::result<Log> log) mutable {
        around.shard.post([loaded = std::move(loaded), log = std::move(log)]() mutable { loaded(std::move(log)); });
      });
}

}  // namespace

void load_state(const RoomSurroundings& around, SeminarId seminar, Done done) {
  load(around, seminar, around.snapshots ? around.snapshots->read(seminar) : std::nullopt, std::move(done));
}

}  // namespace samtale::live
