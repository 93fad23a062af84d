#include "live/load_state.h"

#include <memory>
#include <utility>

#include "live/snapshots.h"
#include "ops/log.h"

namespace samtale::live {
namespace {

using Log = store::EventStore::Log;
using Done = std::function<void(std::optional<wire::StoredState>)>;

// Reads the log piece by piece: while one is applied on the shard, the store's thread reads the next, and neither keeps
// others waiting for long.
class Loading : public std::enable_shared_from_this<Loading> {
 public:
  Loading(const RoomSurroundings& around, SeminarId seminar, Done done)
      : around_(around), seminar_(seminar), done_(std::move(done)) {}

  void begin() {
    auto snapshot = around_.snapshots ? around_.snapshots->read(seminar_) : std::nullopt;
    begins_with_snapshot_ = snapshot.has_value();
    if (snapshot) state_ = std::move(*snapshot);
    // From the event that the snapshot ends with, to see whether it is of this log.
    ask(begins_with_snapshot_ ? state_.position.sequence - 1 : 0);
  }

 private:
  void ask(std::uint64_t after) {
    around_.events.read_after(
        seminar_, after, around_.events_per_read, [self = shared_from_this()](boost::system::result<Log> log) mutable {
          auto& shard = self->around_.shard;
          shard.post([self = std::move(self), log = std::move(log)]() mutable { self->take(std::move(log)); });
        });
  }

  void take(boost::system::result<Log> log) {
    if (!done_) return;  // an earlier piece could not be read
    if (!log) return finish(false);
    const bool there_is_more = log->events.size() >= around_.events_per_read;
    const auto end = log->first_sequence + log->events.size() - 1;
    if (std::exchange(begins_with_snapshot_, false) && !drop_what_is_in_the_snapshot(*log)) {
      ops::log::warning("a snapshot is of another log: not used", {{"seminar", seminar_}});
      state_ = {};
      return ask(0);
    }
    if (there_is_more) ask(end);
    state_.position.epoch = log->epoch;
    events_read_ += log->events.size();
    for (const auto& record : log->events) {
      if (apply_stored(state_, record.bytes)) continue;
      ops::log::error("the log of a seminar holds something this server cannot read", {{"seminar", seminar_}});
      return finish(false);
    }
    if (!there_is_more) finish(state_.position.sequence != 0);
  }

  // The log begins with the event that the snapshot ends with. False: it does not, so the snapshot is of another log.
  bool drop_what_is_in_the_snapshot(Log& log) const {
    if (log.epoch != state_.position.epoch || log.events.empty()) return false;
    if (log.events.front().bytes != state_.last_event) return false;
    log.events.erase(log.events.begin());
    return true;
  }

  void finish(bool whole) {
    const auto done = std::exchange(done_, nullptr);
    if (!whole) return done(std::nullopt);
    if (around_.snapshots && events_read_ >= around_.snapshots->events_between(state_.position.sequence))
      around_.snapshots->make(seminar_);
    done(std::move(state_));
  }

  const RoomSurroundings around_;
  const SeminarId seminar_;
  Done done_;  // null: has been called
  wire::StoredState state_;
  bool begins_with_snapshot_ = false;
  std::uint64_t events_read_ = 0;
};

}  // namespace

void load_state(const RoomSurroundings& around, SeminarId seminar, Done done) {
  std::make_shared<Loading>(around, seminar, std::move(done))->begin();
}

}  // namespace samtale::live
