#pragma once
// A round with equal voices: who of a group has spoken, who speaks, who comes next, and for how long. Moments are time
// passed in the phase, so that a pause stops the turn too. Pure.
#include <cstddef>
#include <cstdint>
#include <vector>

#include "domain/ids.h"
#include "domain/limits.h"

namespace samtale {

using Millis = limits::Millis;

// `later`: asked to be come back to, and comes when everybody waiting has spoken.
enum class SeatState { waiting = 1, speaking = 2, spoken = 3, passed = 4, later = 5 };

struct Seat {
  PersonId person;
  SeatState state = SeatState::waiting;
  bool operator==(const Seat&) const = default;
};

struct Turn {
  PersonId person;  // empty: nobody's turn
  Millis begun_at_ms = 0;
  Millis length_ms = 0;  // the share; nobody is cut off when it is over
  bool operator==(const Turn&) const = default;
};

// What there was before the turn moved on or grew.
struct TurnBefore {
  Turn turn;
  PersonId next;         // who got the turn then; empty: nobody
  SeatState next_was{};  // meaningless without `next`
  bool operator==(const TurnBefore&) const = default;
};

struct Round {
  std::uint32_t revision = 0;  // grows with every change of the turn: two presses of *done* end one turn
  Millis ends_at_ms = 0;       // by when everybody should have spoken
  std::vector<Seat> seats;     // in the order of speaking; empty: not begun
  Turn turn;
  std::vector<TurnBefore> before;  // newest last, at most limits::kTurnsToUndo
  bool operator==(const Round&) const = default;
};

// The order of a group's next round: the roster, beginning one further on than the round before.
std::vector<Seat> seats_for(const std::vector<PersonId>& roster, std::uint32_t rounds_begun);
Seat* find_seat(Round& round, PersonId person);
const Seat* find_seat(const Round& round, PersonId person);
// Those who wait and those to come back to, without the one who speaks.
std::size_t people_left(const Round& round);
// Who speaks after the one who speaks now: the first who waits, else the next to come back to. Empty: nobody is left.
PersonId next_speaker(const Round& round);

// What each of `people` (at least one) gets of the time left: equal shares in whole units of limits::kTurnUnitMs, never
// under limits::kShortestTurnMs. What rounding leaves over goes to those who come later, one unit at most. `speed` divides
// the limits.
Millis turn_share(Millis left_ms, std::size_t people, int speed);

// Changes of a begun round.
// `outcome` is what the one who spoke until now becomes.
void give_turn(Round& round, SeatState outcome, const Turn& turn, Millis round_ends_at_ms);
void lengthen_turn(Round& round, Millis by_ms);
// Back to before the last change; nothing when there is none to go back to.
void undo_turn(Round& round);
void leave_round(Round& round, PersonId person);

}  // namespace samtale
