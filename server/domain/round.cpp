#include "domain/round.h"

#include <algorithm>

namespace samtale {
namespace {

bool is_left(const Seat& seat) { return seat.state == SeatState::waiting || seat.state == SeatState::later; }

auto seat_of(auto& seats, PersonId person) {
  return std::find_if(seats.begin(), seats.end(), [person](const Seat& seat) { return seat.person == person; });
}

void remember(Round& round, PersonId next) {
  const Seat* seat = find_seat(round, next);
  round.before.push_back({round.turn, next, seat == nullptr ? SeatState{} : seat->state});
  if (round.before.size() > limits::kTurnsToUndo) round.before.erase(round.before.begin());
}

}  // namespace

std::vector<Seat> seats_for(const std::vector<PersonId>& roster, std::uint32_t rounds_begun) {
  std::vector<Seat> seats;
  for (std::size_t i = 0; i < roster.size(); ++i) {
    seats.push_back({roster[(i + rounds_begun) % roster.size()], SeatState::waiting});
  }
  return seats;
}

Seat* find_seat(Round& round, PersonId person) {
  const auto found = seat_of(round.seats, person);
  return found == round.seats.end() ? nullptr : &*found;
}

const Seat* find_seat(const Round& round, PersonId person) {
  const auto found = seat_of(round.seats, person);
  return found == round.seats.end() ? nullptr : &*found;
}

std::size_t people_left(const Round& round) {
  return static_cast<std::size_t>(std::count_if(round.seats.begin(), round.seats.end(), is_left));
}

PersonId next_speaker(const Round& round) {
  for (const Seat& seat : round.seats) {
    if (seat.state == SeatState::waiting) return seat.person;
  }
  // From the one who speaks on, so that nobody to come back to is overtaken for ever.
  const auto speaking = static_cast<std::size_t>(seat_of(round.seats, round.turn.person) - round.seats.begin());
  for (std::size_t i = 1; i <= round.seats.size(); ++i) {
    const Seat& seat = round.seats[(speaking + i) % round.seats.size()];
    if (seat.state == SeatState::later) return seat.person;
  }
  return {};
}

Millis turn_share(Millis left_ms, std::size_t people, int speed) {
  const Millis unit_ms = limits::kTurnUnitMs / speed;
  const Millis equal_ms = std::max<Millis>(left_ms, 0) / static_cast<Millis>(people);
  return std::max(equal_ms / unit_ms * unit_ms, limits::kShortestTurnMs / speed);
}

void give_turn(Round& round, SeatState outcome, const Turn& turn, Millis round_ends_at_ms) {
  remember(round, turn.person);
  if (Seat* seat = find_seat(round, round.turn.person)) seat->state = outcome;
  if (Seat* seat = find_seat(round, turn.person)) seat->state = SeatState::speaking;
  round.turn = turn;
  round.ends_at_ms = round_ends_at_ms;
  ++round.revision;
}

void lengthen_turn(Round& round, Millis by_ms) {
  remember(round, {});
  round.turn.length_ms += by_ms;
  ++round.revision;
}

void undo_turn(Round& round) {
  if (round.before.empty()) return;
  const TurnBefore before = round.before.back();
  round.before.pop_back();
  if (Seat* seat = find_seat(round, before.next)) seat->state = before.next_was;
  // Somebody who has left in the meantime does not get the turn back.
  Seat* speaking = find_seat(round, before.turn.person);
  if (speaking != nullptr) speaking->state = SeatState::speaking;
  round.turn = speaking != nullptr ? before.turn : Turn{};
  ++round.revision;
}

void leave_round(Round& round, PersonId person) {
  std::erase_if(round.seats, [person](const Seat& seat) { return seat.person == person; });
  if (round.turn.person == person) {
    round.turn = {};
    ++round.revision;
  }
}

}  // namespace samtale
