#include "live/live_directory.h"

#include <utility>

#include "live/load_state.h"
#include "live/snapshots.h"
#include "ops/log.h"
#include "wire/stored_event.h"

namespace samtale::live {

LiveDirectory::LiveDirectory(RoomSurroundings surroundings, store::Catalogue& catalogue)
    : around_(surroundings), catalogue_(catalogue), next_look_(surroundings.shard.make_alarm()) {}

void LiveDirectory::open(SeminarId seminar, std::function<void(std::shared_ptr<Room>)> found) {
  if (stopped_) return found(nullptr);
  if (const auto kept = rooms_.find(seminar); kept != rooms_.end()) {
    kept->second.rested = false;
    return found(std::shared_ptr<Room>(kept->second.room));
  }
  auto& waiters = loading_[seminar];
  waiters.push_back(std::move(found));
  if (waiters.size() > 1) return;
  load_state(around_, seminar,
             [this, seminar](std::optional<wire::StoredState> state) { loaded(seminar, std::move(state)); });
}

void LiveDirectory::loaded(SeminarId seminar, std::optional<wire::StoredState> state) {
  std::shared_ptr<LiveRoom> room;
  if (!stopped_ && state) room = bring_to_life(seminar, std::move(*state));
  for (auto& found : std::exchange(loading_[seminar], {})) found(room);
  loading_.erase(seminar);
}

std::shared_ptr<LiveRoom> LiveDirectory::bring_to_life(SeminarId seminar, wire::StoredState state) {
  LiveRoom::Owner owner;
  owner.plan_changed = [this](const Seminar& now) {
    catalogue_.note(now.id, now.plan.title, now.plan.date, now.session.state);
  };
  owner.dropped = [this, seminar] { rooms_.erase(seminar); };
  ops::log::info("room is live", {{"seminar", seminar}, {"events", state.position.sequence}});
  auto room = std::make_shared<LiveRoom>(around_, std::move(state), std::move(owner));
  rooms_[seminar] = {room};
  room->go_live();
  look_again_later();
  return room;
}

void LiveDirectory::look_again_later() {
  if (looks_ || stopped_ || rooms_.empty()) return;
  looks_ = true;
  next_look_->set(around_.rests_after, [this] {
    looks_ = false;
    put_away_what_rests();
    look_again_later();
  });
}

void LiveDirectory::put_away_what_rests() {
  for (auto entry = rooms_.begin(); entry != rooms_.end();) {
    auto& [room, rested] = entry->second;
    // Who holds a room may still come with something: a connection, a request that waits for the store, an append.
    const bool rests = room.use_count() == 1 && room->is_at_rest();
    if (!rests || !rested) {
      rested = rests;
      ++entry;
      continue;
    }
    ops::log::info("room is put away", {{"seminar", entry->first}});
    if (around_.snapshots && room->has_grown()) around_.snapshots->make(entry->first);
    room->stop(CloseCode::going_away);
    entry = rooms_.erase(entry);
  }
}

void LiveDirectory::create(store::CatalogueEntry entry, event::SeminarCreated created,
                           std::function<void(std::optional<Rejection>)> done) {
  const Event first{around_.clock.now_ms(), CommandId{}, std::move(created)};
  catalogue_.create(std::move(entry), {first.command, wire::encode_event(first)},
                    [this, done = std::move(done)](store::AppendOutcome outcome) {
                      around_.shard.post([done, outcome] {
                        if (outcome == store::AppendOutcome::committed) return done(std::nullopt);
                        auto why = RejectionCode::not_saved;
                        if (outcome == store::AppendOutcome::conflict) why = RejectionCode::name_taken;
                        if (outcome == store::AppendOutcome::unknown) why = RejectionCode::outcome_unknown;
                        done(Rejection{why, "", 0});
                      });
                    });
}

void LiveDirectory::revive(std::function<void()> done) {
  auto left = std::make_shared<std::size_t>(1);
  const auto one_less = [left, done = std::move(done)] {
    if (--*left == 0) done();
  };
  for (const auto& entry : catalogue_.all()) {
    if (entry.state != SessionState::lobby && entry.state != SessionState::running) continue;
    ++*left;
    open(entry.seminar, [one_less](const std::shared_ptr<Room>&) { one_less(); });
  }
  one_less();
}

void LiveDirectory::stop() {
  stopped_ = true;
  next_look_->cancel();
  for (auto& [seminar, kept] : std::exchange(rooms_, {})) {
    if (around_.snapshots && kept.room->has_grown()) around_.snapshots->make_at_the_end(seminar);
    kept.room->stop(CloseCode::going_away);
  }
}

}  // namespace samtale::live
