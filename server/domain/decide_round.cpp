// The rules for turns in a round: everybody gets an equal share of the time, and nobody is cut off.
#include "domain/decide_parts.h"

namespace samtale::rules {
namespace {

// The round at the step where the group stands now; not begun when the last one was in another phase.
Round round_now(const Seminar& seminar, const Group& group) {
  return group.step.phase_revision == seminar.session.phase_revision ? group.round : Round{};
}

bool is_in_round_step(const Seminar& seminar, const Group& group) {
  const Step* step = current_step(seminar, group);
  return step != nullptr && step->kind == StepKind::round;
}

int speed_of(const Request& request) { return std::max(request.context.speed, 1); }

Millis now_in_phase(const Request& request) { return passed_ms(request.seminar.timer, request.context.now_ms); }

// When everybody should have spoken: the step's own length after it began; sooner when the group came late to it, so
// that the steps behind keep their time. Time that the facilitator adds to the phase, or gives to the group, is there for
// it as well.
Millis round_ends_at(const Request& request, const Group& group) {
  const Seminar& seminar = request.seminar;
  const Phase& phase = *running_phase(seminar);
  const StepPosition at = step_position(seminar, group);
  const int speed = speed_of(request);
  Millis planned_end_ms = seminar.timer.length_ms + group.extra_ms - phase.length_ms / speed;
  for (std::size_t i = 0; i <= at.step; ++i) planned_end_ms += phase.steps[i].length_ms / speed;
  // Time that was taken away may put the planned end before the phase began; the log holds no negative lengths.
  return std::max<Millis>(0, std::min(at.begun_at_ms + phase.steps[at.step].length_ms / speed, planned_end_ms));
}

// Gives the turn to `person`, with an equal share of what is left for everybody who is left.
event::TurnGiven give(const Request& request, const Group& group, Round round, SeatState outcome, PersonId person) {
  if (Seat* seat = find_seat(round, round.turn.person)) seat->state = outcome;
  if (Seat* seat = find_seat(round, person)) seat->state = SeatState::waiting;
  const Millis now_ms = now_in_phase(request);
  const Millis ends_ms = round_ends_at(request, group);
  const Millis share_ms =
      person.empty() ? 0 : turn_share(ends_ms - now_ms, people_left(round), speed_of(request));
  return {group.id, person, outcome, now_ms, share_ms, ends_ms};
}

// With everybody on the roster in it, when nobody has had a turn yet.
Round begun(Round round, const Group& group) {
  if (!round.seats.empty()) return round;
  std::vector<PersonId> people;
  for (const Person& person : group.roster) people.push_back(person.id);
  round.seats = seats_for(people, group.rounds_begun);
  return round;
}

// Nullopt: the turn is there, was seen, and is the sender's to change.
std::optional<Rejection> check_turn(const Request& request, const Group& group, const Round& round,
                                    std::uint32_t turn_revision) {
  if (!is_in_round_step(request.seminar, group)) return reject(RejectionCode::not_now);
  if (turn_revision != round.revision) return reject(RejectionCode::stale_revision);
  const Person* person = find_person(group, round.turn.person);
  if (person == nullptr) return reject(RejectionCode::not_now);
  if (!may_act_for(request.context.viewer, *person)) return reject(RejectionCode::not_allowed);
  return std::nullopt;
}

}  // namespace

Decision rule(const Request& request, const Group& group, const command::StartRound& asked) {
  const Seminar& seminar = request.seminar;
  if (!is_in_round_step(seminar, group)) return reject(RejectionCode::not_now);
  const StepPosition at = step_position(seminar, group);
  if (asked.phase_revision != at.phase_revision || asked.step != at.step) return reject(RejectionCode::stale_revision);
  if (group.roster.empty()) return reject(RejectionCode::not_now);
  const Round round = begun(round_now(seminar, group), group);
  if (!round.turn.person.empty()) return nothing_to_do();
  const PersonId first = next_speaker(round);
  if (first.empty()) return nothing_to_do();
  return happened(give(request, group, round, SeatState::spoken, first));
}

Decision rule(const Request& request, const Group& group, const command::GiveTurn& asked) {
  if (!is_in_round_step(request.seminar, group)) return reject(RejectionCode::not_now);
  if (!asked.person.empty() && find_person(group, asked.person) == nullptr) {
    return reject(RejectionCode::not_found, "person_id");
  }
  const Round round = round_now(request.seminar, group);
  if (asked.person == round.turn.person) return nothing_to_do();
  return happened(give(request, group, begun(round, group), SeatState::spoken, asked.person));
}

Decision rule(const Request& request, const Group& group, const command::EndTurn& asked) {
  const Round round = round_now(request.seminar, group);
  if (auto rejection = check_turn(request, group, round, asked.turn_revision)) return *rejection;
  const PersonId next = next_speaker(round);
  switch (asked.outcome) {
    case SeatState::spoken:
    case SeatState::passed: return happened(give(request, group, round, asked.outcome, next));
    case SeatState::later:
      if (next.empty()) return nothing_to_do();  // everybody else has spoken: there is nobody to wait for
      return happened(give(request, group, round, asked.outcome, next));
    case SeatState::waiting:
    case SeatState::speaking: break;
  }
  return reject(RejectionCode::malformed, "outcome");
}

Decision rule(const Request& request, const Group& group, const command::LengthenTurn& asked) {
  const Round round = round_now(request.seminar, group);
  if (auto rejection = check_turn(request, group, round, asked.turn_revision)) return *rejection;
  const int speed = speed_of(request);
  const Millis longer_ms = limits::kALittleLongerMs / speed;
  // From now on when the share is used up already.
  const Millis turn_ends_ms = std::max(round.turn.begun_at_ms + round.turn.length_ms, now_in_phase(request)) + longer_ms;
  const auto others = static_cast<Millis>(people_left(round));
  const Millis left_for_others_ms = round_ends_at(request, group) - turn_ends_ms;
  if (others > 0 && left_for_others_ms < others * (limits::kShortestTurnMs / speed)) {
    return reject(RejectionCode::turn_too_short);
  }
  return happened(event::TurnLengthened{group.id, turn_ends_ms - round.turn.begun_at_ms - round.turn.length_ms});
}

Decision rule(const Request& request, const Group& group, const command::UndoTurn& asked) {
  const Round round = round_now(request.seminar, group);
  if (!is_in_round_step(request.seminar, group)) return reject(RejectionCode::not_now);
  if (asked.turn_revision != round.revision) return reject(RejectionCode::stale_revision);
  if (round.before.empty()) return nothing_to_do();
  return happened(event::TurnUndone{group.id});
}

Events turn_goes_on_without(const Request& request, const Group& group, PersonId person) {
  const Round round = round_now(request.seminar, group);
  if (!is_in_round_step(request.seminar, group) || round.turn.person != person) return {};
  return {give(request, group, round, SeatState::passed, next_speaker(round))};
}

}  // namespace samtale::rules
