#include "simulation/breakage.h"

#include <iterator>
#include <map>
#include <utility>

#include "simulation/sim_shard.h"
#include "wire/server_frame.h"
#include "wire/stored_event.h"

namespace samtale::simulation {
namespace {

using store::AppendOutcome;

constexpr std::string_view kNames[] = {"none",
                                       "acknowledge_before_commit",
                                       "forget_the_command_id",
                                       "lose_the_last_event",
                                       "store_twice",
                                       "refuse_though_stored",
                                       "restart_timers_when_read",
                                       "skip_an_event_when_read",
                                       "forget_commands_when_read",
                                       "snapshot_misses_the_last_event",
                                       "restore_keeps_the_epoch",
                                       "alarms_never_ring",
                                       "skip_one_audience",
                                       "show_another_group",
                                       "show_another_seminar",
                                       "show_a_private_note",
                                       "show_hidden_insights",
                                       "show_others_messages",
                                       "resume_skips_one",
                                       "position_goes_back",
                                       "answer_twice",
                                       "swallow_rejections",
                                       "frames_change_places",
                                       "extra_time_moves_the_clock",
                                       "merging_loses_a_group",
                                       "recordings_do_not_jump",
                                       "versions_are_lost",
                                       "show_players_to_groups",
                                       "players_stay_as_they_were",
                                       "resume_ignores_the_epoch",
                                       "dead_peers_stay",
                                       "overtake_what_waits",
                                       "leave_one_behind",
                                       "forget_what_was_refused",
                                       "new_id_when_resending",
                                       "forget_the_outbox"};
static_assert(std::size(kNames) == static_cast<std::size_t>(kLastBreakage) + 1, "each breakage has a name");

class BrokenStore final : public store::EventStore {
 public:
  BrokenStore(Breakage breakage, store::EventStore& real, Disk& disk, Dice dice)
      : breakage_(breakage), real_(real), disk_(disk), dice_(dice) {
    if (breakage == Breakage::lose_the_last_event) lose_last();
  }

  void append(SeminarId seminar, Position expected, std::vector<store::EventRecord> events,
              std::function<void(AppendOutcome)> done) override {
    switch (breakage_) {
      case Breakage::acknowledge_before_commit:
        real_.append(seminar, expected, std::move(events), [](AppendOutcome) {});
        return done(AppendOutcome::committed);
      case Breakage::forget_the_command_id:
        for (auto& record : events) forget_command(record);
        break;
      case Breakage::store_twice:
        if (dice_.one_in(8) && disk_.logs[seminar].events.size() == expected.sequence) {
          auto& log = disk_.logs[seminar].events;
          return real_.append(seminar, expected, events, [events, &log, done](AppendOutcome outcome) {
            if (outcome == AppendOutcome::committed) log.insert(log.end(), events.begin(), events.end());
            done(outcome);
          });
        }
        break;
      case Breakage::refuse_though_stored:
        if (dice_.one_in(8)) {
          return real_.append(seminar, expected, std::move(events),
                              [done](AppendOutcome) { done(AppendOutcome::refused); });
        }
        break;
      default: break;
    }
    real_.append(seminar, expected, std::move(events), std::move(done));
  }

  void read_after(SeminarId seminar, std::uint64_t after_sequence, std::size_t at_most,
                  std::function<void(boost::system::result<Log>)> done) override {
    real_.read_after(seminar, after_sequence, at_most, [this, done = std::move(done)](boost::system::result<Log> log) {
      if (log && breakage_ == Breakage::restart_timers_when_read) restart_timers(*log);
      if (log && breakage_ == Breakage::forget_commands_when_read) {
        for (auto& record : log->events) forget_command(record);
      }
      if (log && breakage_ == Breakage::skip_an_event_when_read && log->events.size() > 1) {
        log->events.erase(log->events.begin() + 1 + static_cast<std::ptrdiff_t>(dice_.below(log->events.size() - 1)));
      }
      done(std::move(log));
    });
  }

 private:
  static void forget_command(store::EventRecord& record) {
    auto event = wire::decode_event(record.bytes).value();
    event.command = {};
    record = {{}, wire::encode_event(event)};
  }
  static void restart_timers(Log& log) {
    for (auto& record : log.events) {
      auto event = wire::decode_event(record.bytes).value();
      if (!std::holds_alternative<event::PhaseStarted>(event.body)) continue;
      event.at_ms += 1'000;
      record.bytes = wire::encode_event(event);
    }
  }
  // A disk that said it was safe and was not: what was written last is gone after the crash.
  void lose_last() {
    for (auto& [seminar, log] : disk_.logs) {
      if (log.events.size() < 25) continue;
      disk_.commands.erase(log.events.back().command);
      log.events.pop_back();
    }
  }

  Breakage breakage_;
  store::EventStore& real_;
  Disk& disk_;
  Dice dice_;
};

class DeafShard final : public live::Shard {
 public:
  explicit DeafShard(live::Shard& real) : real_(real) {}
  void post(std::function<void()> task) override { real_.post(std::move(task)); }
  std::unique_ptr<live::Alarm> make_alarm() override { return std::make_unique<DeafAlarm>(); }

 private:
  struct DeafAlarm final : live::Alarm {
    void set(std::chrono::milliseconds, std::function<void()>) override {}
    void cancel() override {}
  };
  live::Shard& real_;
};

bool is_of_connections(Breakage breakage) {
  return breakage >= Breakage::skip_one_audience && breakage <= Breakage::players_stay_as_they_were;
}

}  // namespace

class BrokenSubscriber final : public live::Subscriber {
 public:
  BrokenSubscriber(BrokenConnections& all, std::shared_ptr<live::Subscriber> real, const Listener& listener)
      : all_(all), real_(std::move(real)), listener_(listener) {}

  void send(const wire::PreparedFrame& frame) override {
    const auto message = wire::read_server_frame(wire::payload_of(frame)).value();
    const auto* welcome = std::get_if<wire::Welcome>(&message);
    const auto* changes = std::get_if<wire::Changes>(&message);
    if (welcome) skip_next_ = welcome->resumed;
    const bool is_news = changes && changes->position && !changes->snapshot && !changes->changes.empty();
    switch (all_.breakage_) {
      case Breakage::skip_one_audience:
        if (is_news && listener_.viewer.role == Role::phone) return;
        break;
      case Breakage::show_another_group:
      case Breakage::show_another_seminar:
      case Breakage::show_a_private_note:
        if (const auto other = changes ? all_.wrong_one(listener_) : nullptr) other->send(frame);
        break;
      case Breakage::show_hidden_insights:
        if (const auto* insight = changes && !changes->snapshot ? first<change::WallInsight>(*changes) : nullptr) {
          const auto other = insight->shown ? nullptr : all_.device_of_another_group(listener_, {insight->group});
          if (other) other->send(frame);
        }
        break;
      case Breakage::show_others_messages:
        if (const auto* view = changes && !changes->snapshot ? first<change::GroupMessageView>(*changes) : nullptr) {
          const auto other = all_.device_of_another_group(listener_, {view->message.to, view->message.from});
          if (other) other->send(frame);
        }
        break;
      case Breakage::resume_skips_one:
        if (changes && std::exchange(skip_next_, false) && is_news) return;
        break;
      case Breakage::position_goes_back:
        if (is_news && all_.dice_.one_in(20)) return real_->send(with_earlier_position(*changes));
        break;
      case Breakage::answer_twice:
        if (changes && !changes->commands.empty()) real_->send(frame);
        break;
      case Breakage::swallow_rejections:
        if (std::holds_alternative<wire::Refusal>(message) && all_.dice_.one_in(4)) return;
        break;
      case Breakage::frames_change_places:
        if (is_news && !held_back_ && all_.dice_.one_in(10)) {
          held_back_ = frame;
          return;
        }
        break;
      case Breakage::extra_time_moves_the_clock:
        if (is_news) return real_->send(with_moved_clock(*changes));
        break;
      case Breakage::merging_loses_a_group:
        if (changes) return real_->send(with_a_group_lost(*changes));
        break;
      case Breakage::recordings_do_not_jump:
        if (changes) return real_->send(with_recording_where_it_was(*changes));
        break;
      case Breakage::versions_are_lost:
        if (is_news) return real_->send(without_versions(*changes));
        break;
      case Breakage::show_players_to_groups:
        if (const auto other = changes && first<change::GroupTalk>(*changes) ? all_.any_group_device(listener_) : nullptr)
          other->send(wire::frame(wire::Changes{{}, {}, false, {*first<change::GroupTalk>(*changes)}}));
        break;
      case Breakage::players_stay_as_they_were:
        if (changes) return real_->send(with_players_as_they_were(*changes));
        break;
      default: break;
    }
    real_->send(frame);
    if (held_back_) real_->send(std::exchange(held_back_, nullptr));
  }
  void close(live::CloseCode code) override { real_->close(code); }

 private:
  template <class Entity>
  static const Entity* first(const wire::Changes& changes) {
    for (const auto& change : changes.changes) {
      if (const auto* entity = std::get_if<Entity>(&change)) return entity;
    }
    return nullptr;
  }
  static wire::PreparedFrame with_earlier_position(wire::Changes changes) {
    changes.position->sequence -= changes.position->sequence > 2 ? 2 : 0;
    return wire::frame(changes);
  }

  // What one group was given is added to the time of all.
  wire::PreparedFrame with_moved_clock(wire::Changes changes) {
    for (const auto& change : changes.changes) {
      if (const auto* timer = std::get_if<Timer>(&change)) timer_ = *timer;
    }
    Millis extra_ms = 0;
    for (const auto& change : changes.changes) {
      if (const auto* progress = std::get_if<change::GroupProgress>(&change)) extra_ms += progress->extra_ms;
    }
    if (extra_ms > 0 && timer_.running) {
      timer_.length_ms += extra_ms;
      timer_.running_until_ms += extra_ms;
      changes.changes.emplace_back(timer_);
    }
    return wire::frame(changes);
  }
  // The jump is told, but not where to.
  wire::PreparedFrame with_recording_where_it_was(wire::Changes changes) {
    for (auto& change : changes.changes) {
      auto* playback = std::get_if<Playback>(&change);
      if (playback == nullptr) continue;
      if (playback->media == playback_.media && playback->revision > playback_.revision) {
        playback->playing_since_ms = playback_.playing_since_ms;
        playback->paused_at_ms = playback_.paused_at_ms;
      }
      playback_ = *playback;
    }
    return wire::frame(changes);
  }
  static wire::PreparedFrame without_versions(wire::Changes changes) {
    for (auto& change : changes.changes) {
      auto* plan = std::get_if<change::Plan>(&change);
      if (plan == nullptr) continue;
      for (Phase& phase : plan->agenda.phases) phase.talk.versions.clear();
    }
    return wire::frame(changes);
  }
  wire::PreparedFrame with_players_as_they_were(wire::Changes changes) {
    for (auto& change : changes.changes) {
      if (auto* talk = std::get_if<change::GroupTalk>(&change)) *talk = players_.try_emplace(talk->id, *talk).first->second;
    }
    return wire::frame(changes);
  }
  // Beside a question that was put into another, the other has one group less behind it.
  static wire::PreparedFrame with_a_group_lost(wire::Changes changes) {
    bool is_merged = false;
    for (auto& change : changes.changes) {
      auto* view = std::get_if<change::QuestionView>(&change);
      if (view == nullptr) continue;
      is_merged = is_merged || !view->question.into.empty();
      auto& backing = view->question.backing;
      if (is_merged && view->question.into.empty() && !backing.empty()) backing.erase(backing.begin());
    }
    return wire::frame(changes);
  }

  BrokenConnections& all_;
  std::shared_ptr<live::Subscriber> real_;
  Listener listener_;
  Timer timer_;        // as last sent
  Playback playback_;  // likewise
  std::map<GroupId, change::GroupTalk> players_;  // as first sent
  bool skip_next_ = false;
  wire::PreparedFrame held_back_;
};

std::shared_ptr<live::Subscriber> BrokenConnections::in_place_of(std::shared_ptr<live::Subscriber> real,
                                                                 const Listener& listener) {
  if (!is_of_connections(breakage_)) return real;
  others_.push_back({real, listener});
  return std::make_shared<BrokenSubscriber>(*this, std::move(real), listener);
}

std::shared_ptr<live::Subscriber> BrokenConnections::any_group_device(const Listener& listener) {
  for (const auto& other : others_) {
    const auto real = other.real.lock();
    if (real && other.listener.seminar == listener.seminar && is_group_device(other.listener.viewer.role)) return real;
  }
  return nullptr;
}

std::shared_ptr<live::Subscriber> BrokenConnections::wrong_one(const Listener& listener) {
  if (!is_group_device(listener.viewer.role) || !dice_.one_in(10)) return nullptr;
  for (const auto& other : others_) {
    const auto real = other.real.lock();
    if (!real || !is_group_device(other.listener.viewer.role)) continue;
    const bool same_seminar = other.listener.seminar == listener.seminar;
    const bool same_group = other.listener.viewer.group == listener.viewer.group;
    const bool same_device = other.listener.viewer.device == listener.viewer.device;
    if (breakage_ == Breakage::show_another_seminar && !same_seminar) return real;
    if (breakage_ == Breakage::show_another_group && same_seminar && !same_group) return real;
    if (breakage_ == Breakage::show_a_private_note && same_group && !same_device) return real;
  }
  return nullptr;
}

std::shared_ptr<live::Subscriber> BrokenConnections::device_of_another_group(const Listener& listener,
                                                                             std::set<GroupId> but_not_of) {
  for (const auto& other : others_) {
    const auto real = other.real.lock();
    const bool fits = is_group_device(other.listener.viewer.role) && other.listener.seminar == listener.seminar &&
                      but_not_of.count(other.listener.viewer.group) == 0;
    if (real && fits) return real;
  }
  return nullptr;
}

std::string_view name_of(Breakage breakage) { return kNames[static_cast<std::size_t>(breakage)]; }

std::unique_ptr<store::EventStore> broken_store(Breakage breakage, store::EventStore& real, Disk& disk, Dice dice) {
  if (breakage < Breakage::acknowledge_before_commit || breakage > Breakage::forget_commands_when_read) return nullptr;
  return std::make_unique<BrokenStore>(breakage, real, disk, dice);
}

std::unique_ptr<live::Shard> broken_shard(Breakage breakage, live::Shard& real) {
  if (breakage != Breakage::alarms_never_ring) return nullptr;
  return std::make_unique<DeafShard>(real);
}

}  // namespace samtale::simulation
