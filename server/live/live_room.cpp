#include "live/live_room.h"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <utility>

#include "domain/apply.h"
#include "domain/project.h"
#include "live/load_state.h"
#include "live/snapshots.h"
#include "ops/log.h"
#include "wire/server_frame.h"
#include "wire/stored_event.h"

namespace samtale::live {
namespace {

constexpr std::chrono::milliseconds kPresenceEvery{1'000};
// While nothing can be saved the end of a phase cannot be announced: it is tried again this often.
constexpr std::chrono::milliseconds kTryAgainAfter{1'000};

bool touches_plan(const event::Body& body) {
  return std::holds_alternative<event::PlanEdited>(body) || std::holds_alternative<event::LobbyOpened>(body) ||
         std::holds_alternative<event::SeminarEnded>(body) ||
         (std::holds_alternative<event::PhaseStarted>(body) && std::get<event::PhaseStarted>(body).phase_index == 0);
}

}  // namespace

LiveRoom::LiveRoom(RoomSurroundings surroundings, wire::StoredState beginning, Owner owner)
    : around_(surroundings),
      owner_(std::move(owner)),
      answered_(surroundings.answers_remembered),
      recent_(beginning.position),
      phase_end_(surroundings.shard.make_alarm()),
      presence_news_(surroundings.shard.make_alarm()) {
  begin_with(std::move(beginning));
}

void LiveRoom::begin_with(wire::StoredState state) {
  seminar_ = std::move(state.seminar);
  position_ = state.position;
  known_commands_ = std::move(state.commands);
  stored_ = position_;
  shown_to_everyone_at_.reset();  // another log may lead to the same position
  if (around_.snapshots) next_snapshot_ = position_.sequence + around_.snapshots->events_between(position_.sequence);
}

void LiveRoom::go_live() {
  began_at_ = position_.sequence;
  recent_ = RecentDeliveries(position_);
  owner_.plan_changed(seminar_);  // the catalogue may have missed the last one before a crash
  arm_timer();
}

void LiveRoom::stop(CloseCode code) {
  stopped_ = true;
  phase_end_->cancel();
  presence_news_->cancel();
  std::vector<std::shared_ptr<Subscriber>> waiting;
  for (auto& item : std::exchange(inbox_, {})) {
    if (auto* join = std::get_if<JoinItem>(&item)) join->subscriber->close(code);
    if (auto* looking = std::get_if<LookItem>(&item)) looking->look(nullptr);
    if (auto* command = std::get_if<CommandItem>(&item); command && command->done)
      command->done(Rejection{RejectionCode::not_saved, "", 0});
  }
  // The first have been given to the store, and may be in the log; the others certainly are not.
  const auto decided_in_vain = [](Batch batch, RejectionCode answer) {
    for (auto& reply : batch.replies)
      if (reply.asker.done) reply.asker.done(Rejection{answer, "", 0});
  };
  if (auto given = std::exchange(on_its_way_, {})) decided_in_vain(std::move(given->batch), RejectionCode::outcome_unknown);
  decided_in_vain(std::exchange(next_, {}), RejectionCode::not_saved);
  hub_.close_all(code);
}

// ---- the inbox -------------------------------------------------------------------------------------------------------

bool LiveRoom::put_in_inbox(Item item) {
  if (stopped_ || inbox_.size() >= limits::kRoomInbox) return false;
  inbox_.push_back(std::move(item));
  work_through_inbox();
  return true;
}

void LiveRoom::join(std::shared_ptr<Subscriber> subscriber, Joiner joiner) {
  if (!put_in_inbox(JoinItem{subscriber, std::move(joiner)}))
    subscriber->close(stopped_ ? CloseCode::room_dropped : CloseCode::too_many);
}

void LiveRoom::leave(const Subscriber& subscriber) {
  const Viewer viewer = hub_.remove(subscriber);
  if (viewer.role == Role::room) {
    // It left before its turn came: it must not be let in after it is gone.
    std::erase_if(inbox_, [&](const Item& item) {
      const auto* join = std::get_if<JoinItem>(&item);
      return join && join->subscriber.get() == &subscriber;
    });
    return;
  }
  presence_.left(viewer, around_.clock.now_ms());
  if (!hub_.holds(viewer)) talk_reports_.gone(viewer);
  arm_presence();
}

void LiveRoom::submit(std::shared_ptr<Subscriber> subscriber, Command command) {
  const CommandId id = command.id;
  if (!put_in_inbox(CommandItem{subscriber, std::move(command), nullptr}) && !stopped_)
    subscriber->send(wire::frame(wire::Refusal{id.text(), {RejectionCode::too_fast, "", 0}}));
}

void LiveRoom::submit_from_server(Command command, std::function<void(std::optional<Rejection>)> done) {
  if (!put_in_inbox(CommandItem{nullptr, std::move(command), done})) done(Rejection{RejectionCode::not_saved, "", 0});
}

void LiveRoom::inspect(std::function<void(const Seminar*)> look) {
  if (!put_in_inbox(LookItem{look})) look(nullptr);
}

void LiveRoom::seen(const Subscriber& subscriber, std::uint32_t round_trip_ms) {
  const Viewer* viewer = hub_.viewer_of(subscriber);
  if (!viewer) return;
  presence_.seen(*viewer, round_trip_ms, around_.clock.now_ms());
  arm_presence();
}

void LiveRoom::told(const Subscriber& subscriber, const TalkReport& report) {
  const Viewer* viewer = hub_.viewer_of(subscriber);
  if (!viewer) return;
  talk_reports_.told(*viewer, report);
  arm_presence();
}

void LiveRoom::work_through_inbox() {
  if (working_ || going_back_ || stopped_) return;
  working_ = true;  // a callback below may put something in: it is worked on by this loop, not by one inside it
  while (!inbox_.empty() && !stopped_ && !must_wait(inbox_.front())) {
    Item item = std::move(inbox_.front());
    inbox_.pop_front();
    if (auto* joining = std::get_if<JoinItem>(&item)) welcome(*joining);
    if (auto* looking = std::get_if<LookItem>(&item)) looking->look(&seminar_);
    if (auto* commanding = std::get_if<CommandItem>(&item)) decide_into_batch(std::move(*commanding));
  }
  working_ = false;
  if (!stopped_ && !on_its_way_ && !next_.empty()) store_what_was_decided();
}

bool LiveRoom::must_wait(const Item& item) const {
  // Nobody sees what is not durable: whoever looks waits for all of it.
  if (!std::holds_alternative<CommandItem>(item)) return on_its_way_ || !next_.empty();
  // The owner is shown the plan when it is durable, and it is shown the newest: nothing may be decided on top of it until then.
  return next_.is_full() || (on_its_way_ && on_its_way_->batch.plan_changes);
}

// ---- joining -----------------------------------------------------------------------------------------------------------

void LiveRoom::welcome(const JoinItem& item) {
  const auto& joiner = item.joiner;
  const Viewer& viewer = joiner.viewer;
  if (is_group_device(viewer.role) && !find_group(seminar_, viewer.group)) return item.subscriber->close(CloseCode::gone);
  if (hub_.size() >= limits::kConnectionsPerSeminar) return item.subscriber->close(CloseCode::too_many);

  std::optional<std::vector<wire::PreparedFrame>> missed;
  if (joiner.position) missed = recent_.missed(*joiner.position, position_, viewer);
  const bool resumes = missed.has_value();
  item.subscriber->send(wire::frame(wire::Welcome{viewer, seminar_.id, joiner.name, resumes, joiner.group_link, joiner.room_link,
                                                  static_cast<std::uint32_t>(around_.speed), around_.embeddable_hosts}));
  if (resumes) {
    for (const auto& frame : *missed) item.subscriber->send(frame);
    if (is_staff(viewer.role)) {
      wire::Changes unstored{{}, {}, false, unstored_for_staff()};
      for (auto& change : talks_that_are_gone()) unstored.changes.push_back(std::move(change));
      item.subscriber->send(wire::frame(unstored));
    }
  } else {
    wire::Changes beside{position_, {}, true, snapshot_beside(seminar_, viewer)};
    if (is_staff(viewer.role))
      for (auto& change : unstored_for_staff()) beside.changes.push_back(std::move(change));
    item.subscriber->send(wire::frame(beside, shown_to_everyone()));
  }
  hub_.add(item.subscriber, viewer);
  presence_.came(viewer, around_.clock.now_ms());
  arm_presence();
}

// Thousands join at the same position: it is encoded for the first.
const std::string& LiveRoom::shown_to_everyone() {
  if (shown_to_everyone_at_ != position_) {
    shown_to_everyone_ = wire::encode_changes(snapshot_for_everyone(seminar_));
    shown_to_everyone_at_ = position_;
  }
  return shown_to_everyone_;
}

std::vector<Change> LiveRoom::unstored_for_staff() const {
  auto changes = presence_.all();
  for (auto& change : talk_reports_.all()) changes.push_back(std::move(change));
  changes.push_back(change::Storage{saving_});
  return changes;
}

// Who resumes may have been told of devices that went meanwhile, perhaps with another process that forgot them.
std::vector<Change> LiveRoom::talks_that_are_gone() const {
  std::vector<Change> changes;
  for (const auto& [id, group] : seminar_.groups) {
    if (!talk_reports_.has(id)) changes.emplace_back(change::Removed{change::EntityKind::group_talk, id.bytes});
  }
  return changes;
}

// ---- commands ------------------------------------------------------------------------------------------------------------

Context LiveRoom::context_of(const Asker& asker) const {
  Viewer viewer{Role::room, {}, {}};
  if (asker.subscriber) viewer = *hub_.viewer_of(*asker.subscriber);
  const auto today = std::chrono::sys_days{std::chrono::days{around_.clock.today_days()}};
  return Context{viewer, around_.clock.now_ms(), Date{today}, around_.speed};
}

void LiveRoom::decide_into_batch(CommandItem item) {
  // Its connection has gone before its turn came, unanswered: the client will send it again (P-33).
  if (item.subscriber && !hub_.viewer_of(*item.subscriber)) return;

  const CommandId id = item.command.id;
  Reply reply{{id, std::move(item.subscriber), std::move(item.done)}, position_, false, false, {}};
  const auto* answer = answered_.find(id);
  if (answer && *answer) reply.outcome = **answer;
  if (!answer && known_commands_.count(id) == 0) decide_anew(item.command, reply);
  if (!on_its_way_ && next_.events.empty()) return say(reply);
  next_.add(std::move(reply));
}

void LiveRoom::decide_anew(const Command& command, Reply& reply) {
  const Context context = context_of(reply.asker);
  auto decision = decide(seminar_, context, command);
  AnsweredCommands::Answer without_trace;
  if (auto* why = std::get_if<Rejection>(&decision)) {
    reply.outcome = *why;
    without_trace = std::move(*why);
  } else if (auto& bodies = std::get<std::vector<event::Body>>(decision); !bodies.empty()) {
    const auto changes = take_effect(context.now_ms, std::move(bodies), reply);
    reply.outcome = prepare_delivery(position_, command.id, context.viewer, changes);
    return;
  }
  // The server itself asks anew with the same id, and sends no copies.
  if (!reply.asker.subscriber || command.id.empty()) return;
  answered_.remember(command.id, std::move(without_trace));
  reply.remembered = true;
}

std::vector<AddressedChange> LiveRoom::take_effect(Millis now_ms, std::vector<event::Body> bodies, Reply& reply) {
  const CommandId cause = reply.asker.command;
  std::vector<AddressedChange> changes;
  for (auto& body : bodies) {
    const Event event{now_ms, cause, std::move(body)};
    next_.events.push_back({event.command, wire::encode_event(event)});
    ++position_.sequence;
    apply(seminar_, event);
    auto more = project(event, seminar_);
    if (changes.empty()) changes.swap(more);  // nearly always, and all: one event
    for (auto& change : more) changes.push_back(std::move(change));
    reply.plan_changed = reply.plan_changed || touches_plan(event.body);
    if (const auto* removed = std::get_if<event::GroupRemoved>(&event.body)) reply.group_removed = removed->group;
  }
  if (!cause.empty()) known_commands_[cause] = position_.sequence;
  return changes;
}

// ---- the log, then the screens -----------------------------------------------------------------------------------------

void LiveRoom::store_what_was_decided() {
  on_its_way_.emplace(OnItsWay{std::exchange(next_, {}), position_});
  around_.events.append(seminar_.id, stored_, std::move(on_its_way_->batch.events),
                        [self = shared_from_this()](store::AppendOutcome outcome) {
                          self->around_.shard.post([self, outcome] { self->batch_stored(outcome); });
                        });
}

void LiveRoom::batch_stored(store::AppendOutcome outcome) {
  if (stopped_) return;
  if (outcome == store::AppendOutcome::refused) return go_back_to_the_log();
  if (outcome != store::AppendOutcome::committed) return drop();
  stored_ = on_its_way_->end;
  auto told = std::exchange(on_its_way_, {})->batch.replies;
  if (next_.events.empty()) {
    // Answers that had to wait for the log, and do not lengthen it.
    std::move(next_.replies.begin(), next_.replies.end(), std::back_inserter(told));
    next_ = {};
  } else {
    store_what_was_decided();  // the disk first: it works while screens are told
  }
  say_all(std::move(told));
  tell_staff_whether_saving(true);
  arm_timer();
  ask_for_snapshot();
  work_through_inbox();
}

void LiveRoom::ask_for_snapshot() {
  if (!around_.snapshots || stored_.sequence < next_snapshot_) return;
  next_snapshot_ = stored_.sequence + around_.snapshots->events_between(stored_.sequence);
  around_.snapshots->make(seminar_.id);
}

// The batch is certainly not in the log, so the state is ahead of it for good: it is read again. Until then nobody looks, and
// nobody loses the connection; the batch's senders are told that nothing was saved, and so are those whose commands were
// decided on top of it. Should the log end elsewhere than where the batch began, the store was wrong about what is in it,
// and nothing that this room believes is worth keeping.
void LiveRoom::go_back_to_the_log() {
  const auto commands = on_its_way_->batch.replies.size() + next_.replies.size();
  ops::log::error("could not be saved: commands refused", {{"seminar", seminar_.id}, {"commands", commands}});
  going_back_ = true;
  load_state(around_, seminar_.id, [self = shared_from_this()](std::optional<wire::StoredState> state) {
    self->back_at_the_log(std::move(state));
  });
}

void LiveRoom::back_at_the_log(std::optional<wire::StoredState> state) {
  if (stopped_) return;
  if (!state || state->position != stored_) return drop();
  begin_with(std::move(*state));
  going_back_ = false;
  auto undone = std::exchange(on_its_way_, {})->batch.replies;
  auto on_top = std::exchange(next_, {}).replies;
  std::move(on_top.begin(), on_top.end(), std::back_inserter(undone));
  // What was answered on the ground of events that never were is decided anew when it comes again.
  const auto remembered = [](const Reply& reply) { return reply.remembered; };
  answered_.forget_last(static_cast<std::size_t>(std::count_if(undone.begin(), undone.end(), remembered)));
  working_ = true;
  for (auto& reply : undone) {
    // One that was sent again and was answered long ago is no part of what failed (P-33, P-34).
    const CommandId id = reply.asker.command;
    if (known_commands_.count(id) == 0 && !answered_.find(id)) {
      refuse(reply.asker, {RejectionCode::not_saved, "", 0});
      continue;
    }
    // It was looked at further on, where the log never came.
    if (!std::holds_alternative<Rejection>(reply.outcome)) reply.outcome = position_;
    say(reply);
  }
  working_ = false;
  tell_staff_whether_saving(false);
  arm_timer();
  work_through_inbox();
}

void LiveRoom::tell_staff_whether_saving(bool saving) {
  if (std::exchange(saving_, saving) == saving) return;
  hub_.send_to_staff(wire::frame(wire::Changes{{}, {}, false, {change::Storage{saving}}}));
}

void LiveRoom::say_all(std::vector<Reply> replies) {
  working_ = true;  // nobody joins between two of these: a snapshot must not be followed by what is in it
  for (auto& reply : replies) say(reply);
  tell_what_is_untold();
  working_ = false;
}

// What one commit made durable goes to each screen as one piece, unless something for a single one comes in between.
void LiveRoom::tell_what_is_untold() {
  if (!untold_.empty()) hub_.deliver(std::exchange(untold_, {}));
}

void LiveRoom::say(Reply& reply) {
  const auto& asker = reply.asker;
  if (const auto* why = std::get_if<Rejection>(&reply.outcome)) {
    tell_what_is_untold();
    return refuse(asker, *why);
  }
  const bool author_is_here = asker.subscriber && hub_.viewer_of(*asker.subscriber);
  bool author_was_told = false;
  if (const auto* delivery = std::get_if<Delivery>(&reply.outcome)) {
    recent_.add(*delivery);
    untold_.push_back(delivery);
    author_was_told = author_is_here && delivery->frame_for(*hub_.viewer_of(*asker.subscriber));
  }
  if (author_is_here && !author_was_told) {
    // It changed nothing that the author can see, or did so earlier: the acknowledgement stands alone (P-31, P-33).
    const auto* delivery = std::get_if<Delivery>(&reply.outcome);
    const Position position = delivery ? delivery->position : std::get<Position>(reply.outcome);
    tell_what_is_untold();
    asker.subscriber->send(wire::frame(wire::Changes{position, {asker.command}, false, {}}));
  }
  if (asker.done || !reply.group_removed.empty()) tell_what_is_untold();
  if (asker.done) asker.done(std::nullopt);
  if (!reply.group_removed.empty()) {
    hub_.close_group(reply.group_removed, CloseCode::gone);
    talk_reports_.gone(reply.group_removed);
    arm_presence();
  }
  if (reply.plan_changed) owner_.plan_changed(seminar_);
}

void LiveRoom::refuse(const Asker& asker, const Rejection& why) const {
  if (asker.done) asker.done(why);
  if (asker.subscriber && hub_.viewer_of(*asker.subscriber))
    asker.subscriber->send(wire::frame(wire::Refusal{asker.command.text(), why}));
}

void LiveRoom::drop() {
  ops::log::error("storing failed: room dropped, to be read again from the log", {{"seminar", seminar_.id.text()}});
  const auto self = shared_from_this();  // the owner may let go of the last reference
  owner_.dropped();
  stop(CloseCode::room_dropped);
}

bool LiveRoom::is_at_rest() const {
  const bool counting = seminar_.session.state == SessionState::running && seminar_.timer.running && !seminar_.timer.overtime;
  const bool waiting = on_its_way_ || !next_.empty() || going_back_ || !inbox_.empty();
  return hub_.size() == 0 && !waiting && !working_ && !counting;
}

// ---- time ------------------------------------------------------------------------------------------------------------------

void LiveRoom::arm_timer() {
  phase_end_->cancel();
  const Timer& timer = seminar_.timer;
  if (seminar_.session.state != SessionState::running || !timer.running || timer.overtime) return;
  const auto left = std::chrono::milliseconds(std::max<Millis>(0, timer.running_until_ms - around_.clock.now_ms()));
  phase_end_->set(saving_ ? left : std::max(left, kTryAgainAfter), [weak = weak_from_this(), revision = timer.revision] {
    const auto self = weak.lock();
    if (!self || self->stopped_) return;
    // Stale or early is no harm: the rules say so, and batch_stored() or the next line arms the timer again.
    self->submit_from_server({CommandId{}, command::ExpireTimer{revision}}, [weak](const std::optional<Rejection>& why) {
      const auto room = weak.lock();
      if (room && why && !room->stopped_ && !room->on_its_way_) room->arm_timer();
    });
  });
}

void LiveRoom::arm_presence() {
  if (presence_armed_ || stopped_ || (!presence_.has_news() && !talk_reports_.has_news())) return;
  presence_armed_ = true;
  presence_news_->set(kPresenceEvery, [weak = weak_from_this()] {
    const auto self = weak.lock();
    if (!self || self->stopped_) return;
    self->presence_armed_ = false;
    auto news = self->presence_.take_news();
    for (auto& change : self->talk_reports_.take_news()) news.push_back(std::move(change));
    if (self->hub_.has_staff()) self->hub_.send_to_staff(wire::frame(wire::Changes{{}, {}, false, news}));
  });
}

}  // namespace samtale::live
