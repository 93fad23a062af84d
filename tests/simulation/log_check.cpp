#include "simulation/log_check.h"

#include <set>

#include "domain/apply.h"
#include "simulation/canary.h"

namespace samtale::simulation {
namespace {

// The text that only one command has; each person's intention is to be found once.
std::uint64_t number_of(const event::Body& body) {
  if (const auto* note = std::get_if<event::NoteAdded>(&body)) return number_of_canary(note->text);
  if (const auto* person = std::get_if<event::PersonAdded>(&body)) return number_of_canary(person->name);
  if (const auto* question = std::get_if<event::QuestionAsked>(&body)) return number_of_canary(question->text);
  if (const auto* point = std::get_if<event::ActionPointAdded>(&body)) return number_of_canary(point->text.what);
  if (const auto* reservation = std::get_if<event::ReservationRecorded>(&body))
    return number_of_canary(reservation->text);
  if (const auto* asked = std::get_if<event::GroupAsked>(&body)) return number_of_canary(asked->text);
  if (const auto* answered = std::get_if<event::GroupAnswered>(&body)) return number_of_canary(answered->text);
  if (const auto* broadcast = std::get_if<event::BroadcastShown>(&body)) return number_of_canary(broadcast->text);
  return 0;
}

bool is_of_the_timer(const event::Body& body) {
  return std::holds_alternative<event::PhaseStarted>(body) || std::holds_alternative<event::TimerPaused>(body) ||
         std::holds_alternative<event::TimerResumed>(body) || std::holds_alternative<event::TimerAdjusted>(body) ||
         std::holds_alternative<event::TimerExpired>(body) || std::holds_alternative<event::SeminarEnded>(body) ||
         std::holds_alternative<event::SeminarCreated>(body);
}

bool ends_by_itself(const Event& event) {
  return std::holds_alternative<event::TimerExpired>(event.body) ||
         (std::holds_alternative<event::PhaseStarted>(event.body) && event.command.empty());
}

std::optional<std::string> fault_of_timer(const Timer& before, const Timer& after, const Event& event) {
  if (after.length_ms < 0 || after.paused_left_ms < 0 || after.paused_overtime_ms < 0) return "a timer is negative";
  if (!is_of_the_timer(event.body)) {
    if (after != before) return "a timer has changed by itself";
    return std::nullopt;
  }
  if (after.revision < before.revision) return "a timer's revision went back";
  if (ends_by_itself(event) && (before.overtime || !has_run_out(before, event.at_ms))) {
    return "the end of the time was announced twice, or before it came";
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> find_fault(const std::vector<Event>& events,
                                      const std::vector<store::EventRecord>& records) {
  std::set<CommandId> commands;
  std::set<std::uint64_t> numbers;
  std::set<std::string> of_this_command;
  Seminar seminar;
  Millis last_ms = 0;
  for (std::size_t i = 0; i < events.size(); ++i) {
    const Event& event = events[i];
    const std::string where = " (event " + std::to_string(i + 1) + ")";
    if (event.at_ms < last_ms) return "time goes back" + where;
    last_ms = event.at_ms;
    if (event.command != records[i].command) return "an event without the id of its command" + where;
    const bool same_command = i > 0 && events[i - 1].command == event.command;
    if (!same_command) of_this_command.clear();
    if (!event.command.empty()) {
      if (!same_command && !commands.insert(event.command).second) return "a command took effect twice" + where;
      if (!of_this_command.insert(records[i].bytes).second) return "a command took effect twice over" + where;
    }
    const auto number = number_of(event.body);
    if (number != 0 && !numbers.insert(number).second) return "what somebody asked for once was done twice" + where;
    const Timer before = seminar.timer;
    apply(seminar, event);
    if (const auto fault = fault_of_timer(before, seminar.timer, event)) return *fault + where;
  }
  return std::nullopt;
}

}  // namespace samtale::simulation
