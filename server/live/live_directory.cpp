#include "live/live_directory.h"

#include <utility>

#include "live/load_state.h"
#include "ops/log.h"
#include "wire/stored_event.h"

namespace samtale::live {

LiveDirectory::LiveDirectory(RoomSurroundings surroundings, store::Catalogue& catalogue)
    : around_(surroundings), catalogue_(catalogue) {}

void LiveDirectory::open(SeminarId seminar, std::function<void(std::shared_ptr<Room>)> found) {
  if (stopped_) return found(nullptr);
  if (const auto room = rooms_.find(seminar); room != rooms_.end()) return found(room->second);
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
  rooms_[seminar] = room;
  room->go_live();
  return room;
}

void LiveDirectory::create(store::CatalogueEntry entry, event::SeminarCreated created,
                           std::function<void(std::optional<Rejection>)> done) {
  const Event first{around_.clock.now_ms(), CommandId{}, std::move(created)};
  catalogue_.create(std::move(entry), {first.command, wire::encode_event(first)},
                    [this, done = std::move(done)](store::AppendOutcome outcome) {
                      around_.shard.post([done, outcome] {
                        if (outcome == store::AppendOutcome::committed) return done(std::nullopt);
                        const bool taken = outcome == store::AppendOutcome::conflict;
                        done(Rejection{taken ? RejectionCode::name_taken : RejectionCode::not_saved, "", 0});
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
  for (auto& [seminar, room] : std::exchange(rooms_, {})) room->stop(CloseCode::going_away);
}

}  // namespace samtale::live
