#include "simulation/observer.h"

#include <algorithm>
#include <utility>

#include "domain/apply.h"
#include "domain/decide.h"
#include "domain/project.h"
#include "simulation/log_check.h"
#include "wire/stored_event.h"

namespace samtale::simulation {

constexpr std::size_t kFramesRemembered = 8;  // one change is a few frames, each to many screens

// Whom the text that this event is about has been given to.
void note_given_away(GivenAway& given, const Seminar& seminar, const event::Body& body) {
  std::visit(
      [&]<class Happened>(const Happened& happened) {
        if constexpr (std::is_same_v<Happened, event::GroupAsked>) {
          given.asked[number_of_canary(happened.text)] = happened.group;
        }
        if constexpr (std::is_same_v<Happened, event::GroupAnswered>) {
          const auto message = seminar.messages.find(happened.message);
          if (message != seminar.messages.end()) given.asked[number_of_canary(happened.text)] = message->second.from;
        }
        if constexpr (requires { find_group(seminar, happened.group)->notes.find(happened.note); }) {
          const Group* group = find_group(seminar, happened.group);
          const Note* note = group == nullptr ? nullptr : find_note(*group, happened.note);
          if (note == nullptr || note->kind == NoteKind::private_note) return;
          const auto number = number_of_canary(note->text);
          given.to_group.insert(number);
          if (note->shared) given.to_staff.insert(number);
          if (seminar.wall.count(note->id) > 0) given.to_all.insert(number);
        }
      },
      body);
}

Message Observer::read(const wire::PreparedFrame& frame) {
  for (const auto& [known, message] : read_lately_) {
    if (known == frame) return message;
  }
  auto message = wire::read_server_frame(wire::payload_of(frame));
  if (!message) {
    broken("P-01: a frame that is no ServerFrame");
    return nullptr;
  }
  if (read_lately_.size() == kFramesRemembered) read_lately_.erase(read_lately_.begin());
  read_lately_.emplace_back(frame, std::make_shared<const wire::ServerMessage>(std::move(*message)));
  return read_lately_.back().second;
}

Message Observer::on_the_wire(SeminarId seminar, const Viewer& viewer, const wire::PreparedFrame& frame) {
  const Seminar& now = truth(seminar);
  if (const auto stranger =
          find_stranger(*frame, seminar, viewer, {now.questions_open, now.gallery_open, replays_[seminar].given})) {
    broken("P-23: " + *stranger + " was sent to role " + std::to_string(static_cast<int>(viewer.role)) + " of group " +
           viewer.group.text());
  }
  const auto message = read(frame);
  if (!message) return nullptr;
  if (const auto* changes = std::get_if<wire::Changes>(message.get())) {
    check_for_staff_only(viewer, *changes);
    check(seminar, *changes);
  }
  if (const auto* refusal = std::get_if<wire::Refusal>(message.get())) check(*refusal);
  return message;
}

// There is no canary in how a device stands.
void Observer::check_for_staff_only(const Viewer& viewer, const wire::Changes& changes) {
  if (is_staff(viewer.role)) return;
  for (const auto& change : changes.changes) {
    if (std::holds_alternative<change::GroupTalk>(change) || std::holds_alternative<change::GroupPresence>(change)) {
      return broken("P-23: how a group's devices stand was sent to role " +
                    std::to_string(static_cast<int>(viewer.role)));
    }
  }
}

void Observer::check(SeminarId seminar, const wire::Changes& changes) {
  if (!changes.position) return;
  const auto& log = disk_.logs.at(seminar);
  if (changes.position->epoch != log.epoch || changes.position->sequence > log.events.size()) {
    return broken("P-32: position " + std::to_string(changes.position->sequence) + " was shown; the log ends at " +
                  std::to_string(log.events.size()));
  }
  for (const auto command : changes.commands) check_acknowledgement(seminar, changes, command);
}

void Observer::check_acknowledgement(SeminarId seminar, const wire::Changes& changes, CommandId command) {
  if (disk_.holds(command)) {
    const auto& events = disk_.logs.at(seminar).events;
    const bool is_its_own = changes.changes.empty() || events[changes.position->sequence - 1].command == command;
    if (!is_its_own) broken("P-21: changes of another command came as those of " + command.text());
    return;
  }
  const auto found = intentions_.find(command);
  if (found == intentions_.end()) return broken("P-31: nobody has sent " + command.text());
  // A copy of what was answered so before gets the same answer, whatever is so now (P-34).
  if (changes.changes.empty() && nothing_to_do_.count(command) != 0) return;
  if (!changes.changes.empty() || !was_nothing_to_do(*changes.position, found->second)) {
    return broken("P-32: " + command.text() + " was acknowledged and is not in the log");
  }
  nothing_to_do_.insert(command);
}

// Whether the rules, asked again at any point of the log since it was sent, say that it was already so. At any: the first
// answer may have been lost on the way, and a copy that comes later gets the same (P-34).
bool Observer::was_nothing_to_do(Position position, const Intention& intention) {
  // These depend on the very moment.
  if (std::holds_alternative<command::AdjustTimer>(intention.command.body)) return true;
  if (std::holds_alternative<command::EndExtraTime>(intention.command.body)) return true;
  const Context context{intention.viewer, clock_.now_ms(),
                        Date{std::chrono::sys_days{std::chrono::days{clock_.today_days()}}}, 1};
  for (auto at = std::min(intention.log_length, position.sequence); at <= position.sequence; ++at) {
    const auto decision = decide(state_at(intention.seminar, at), context, intention.command);
    const auto* events = std::get_if<std::vector<event::Body>>(&decision);
    if (events != nullptr && events->empty()) return true;
  }
  return false;
}

void Observer::check(const wire::Refusal& refusal) {
  // Too fast is said before anybody has looked what the command is (P-37).
  if (refusal.why.code == RejectionCode::too_fast) return;
  const auto command = CommandId::parse(refusal.command_id);
  if (command && disk_.holds(*command)) {
    broken("P-34: " + refusal.command_id + " was rejected with code " +
           std::to_string(static_cast<int>(refusal.why.code)) + " and is in the log");
  }
}

void Observer::intends(SeminarId seminar, const Viewer& viewer, const Command& command) {
  intentions_.try_emplace(command.id, Intention{seminar, viewer, command, disk_.logs.at(seminar).events.size()});
  ids_made_.push_back(command.id);
}

// Which kinds of things differ, in words.
std::string difference(const support::Entities& shown, const support::Entities& truth) {
  std::string words;
  const auto differs = [&](bool does, const char* what) { words += does ? std::string{" "} + what : ""; };
  differs(shown.plan != truth.plan, "plan");
  differs(shown.session != truth.session, "session");
  differs(shown.timer != truth.timer, "timer");
  differs(shown.playback != truth.playback, "playback");
  differs(shown.stage != truth.stage, "stage");
  differs(shown.broadcast != truth.broadcast, "broadcast");
  differs(shown.groups != truth.groups, "groups");
  differs(shown.notes != truth.notes, "notes");
  differs(shown.questions != truth.questions, "questions");
  differs(shown.action_points != truth.action_points, "action points");
  differs(shown.gallery != truth.gallery, "gallery");
  differs(shown.progress != truth.progress, "progress");
  differs(shown.wall != truth.wall, "wall");
  differs(shown.messages != truth.messages, "messages");
  return words;
}

void Observer::knows(SeminarId seminar, const Viewer& viewer, Position position, const support::Entities& entities) {
  const auto& log = disk_.logs.at(seminar);
  if (position.epoch != log.epoch) return;            // was on its way when another disk was put in place
  if (position.sequence > log.events.size()) return;  // has been said already
  const auto truth = what_is_shown(seminar, position.sequence, viewer);
  if (entities == truth) return;
  broken("P-20: a mirror of role " + std::to_string(static_cast<int>(viewer.role)) + " at " +
         std::to_string(position.sequence) + " does not show what is to be seen there:" + difference(entities, truth));
}

support::Entities Observer::what_is_shown(SeminarId seminar, std::uint64_t sequence, const Viewer& viewer) {
  // Through the wire, which leaves out what is not for screens.
  const auto frame =
      wire::frame(wire::Changes{Position{1, sequence}, {}, true, snapshot(state_at(seminar, sequence), viewer)});
  support::Mirror fresh;
  fresh.take(std::get<wire::Changes>(wire::read_server_frame(wire::payload_of(frame)).value()));
  return fresh.entities();
}

const std::vector<Event>& Observer::events_of(SeminarId seminar) {
  const auto& stored = disk_.logs.at(seminar).events;
  auto& replay = replays_[seminar];
  if (replay.events.size() > stored.size()) replay = {};  // a disk that forgets
  for (std::size_t i = replay.events.size(); i < stored.size(); ++i) {
    auto event = wire::decode_event(stored[i].bytes);
    if (!event) broken("the log holds something that cannot be read");
    replay.events.push_back(event.value_or(Event{}));
  }
  return replay.events;
}

const Seminar& Observer::state_at(SeminarId seminar, std::uint64_t sequence) {
  const auto& events = events_of(seminar);
  auto& replay = replays_[seminar];
  if (replay.sequence > sequence) {
    replay.state = {};
    replay.sequence = 0;
  }
  while (replay.sequence < sequence) {
    const Event& event = events[replay.sequence++];
    apply(replay.state, event);
    note_given_away(replay.given, replay.state, event.body);
  }
  return replay.state;
}

void Observer::disk_replaced(const std::set<CommandId>& lost) {
  lost_with_a_disk_.insert(lost.begin(), lost.end());
  replays_.clear();
}

void Observer::acknowledged(CommandId command) {
  acknowledged_.insert(command);
  if (!disk_.holds(command)) without_trace_.insert(command);
}

void Observer::check_logs() {
  std::set<CommandId> stored;
  replays_.clear();
  for (const auto& [seminar, log] : disk_.logs) {
    const auto& events = events_of(seminar);
    if (const auto fault = find_fault(events, log.events)) broken("in the log: " + *fault);
    for (const auto& event : events) stored.insert(event.command);
  }
  for (const auto command : refused_) {
    if (stored.count(command) != 0) return broken("P-34: " + command.text() + " was refused and took effect later");
  }
  for (const auto command : without_trace_) {
    if (stored.count(command) != 0) return broken("P-34: " + command.text() + " had nothing to do and did it later");
  }
  for (const auto command : acknowledged_) {
    if (stored.count(command) == 0 && nothing_to_do_.count(command) == 0 && lost_with_a_disk_.count(command) == 0) {
      return broken("P-32: " + command.text() + " was acknowledged and is lost");
    }
  }
}

}  // namespace samtale::simulation
