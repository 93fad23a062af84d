// A round with equal voices as it stands: who has spoken, who speaks, who comes next and how much is left of the share. The
// server decides all of it; here only the time passes. Pure.
import { SeatState, type Group, type Person, type Session, type Timer } from "../../protocol";
import { passedMs } from "../../session";

export interface RoundNow {
  /** What a command about the turn names. */
  revision: number;
  /** In speaking order; the roster while the round has not begun. */
  seats: { person: Person; state: SeatState }[];
  begun: boolean;
  current: Person | undefined;
  /** Who comes now: the first when nobody has begun; undefined when nobody is left. */
  next: Person | undefined;
  canUndo: boolean;
  turn: TurnNow | undefined;
}

export interface TurnNow {
  shareMs: number;
  /** Of the share; negative when it is used up. */
  leftMs: number;
  /** How many others are left, and what *a little longer* costs each of them; undefined: there is no time for it. */
  othersLeft: number;
  longerCostsMs: number | undefined;
  /** What each of those others gets, as it looks now: less with every second beyond the share, never under the least. */
  eachMs: number;
}

// As limits.h of the server has them; the server's word counts.
const kALittleLongerMs = 30_000;
const kShortestTurnMs = 30_000;

const kUnitMs = 5_000;

const isLeft = (state: SeatState) => state === SeatState.WAITING || state === SeatState.LATER;

/** `nowMs` is the ticker's; `speed` is Welcome.speed. */
export function roundOf(
  group: Pick<Group, "roster" | "step" | "round">,
  session: Pick<Session, "phaseRevision">,
  timer?: Timer,
  nowMs = 0,
  speed = 1,
): RoundNow {
  const named = (id: string | undefined) => group.roster.find(({ personId }) => personId === id);
  const here = group.step?.phaseRevision === session.phaseRevision ? group.round : undefined;
  const begun = !!here && here.seats.length > 0;
  const seats = begun
    ? here.seats.flatMap(({ personId, state }) => {
        const person = named(personId);
        return person ? [{ person, state }] : [];
      })
    : group.roster.map((person) => ({ person, state: SeatState.WAITING }));
  const current = begun ? named(here.turnPersonId) : undefined;
  return {
    revision: here?.revision ?? 0,
    seats,
    begun,
    current,
    next: named(begun ? here.nextPersonId : group.round?.firstPersonId) ?? (begun ? undefined : group.roster[0]),
    canUndo: begun && here.canUndo,
    turn: here && current ? turnOf(here, passedMs(timer, nowMs), seats.filter(({ state }) => isLeft(state)).length, speed) : undefined,
  };
}

function turnOf(round: NonNullable<Group["round"]>, passed: number, othersLeft: number, speed: number): TurnNow {
  const endsAtMs = round.turnBegunAtMs + round.turnLengthMs;
  const longerMs = kALittleLongerMs / speed;
  const leftForOthersMs = round.endsAtMs - Math.max(endsAtMs, passed) - longerMs;
  const equalMs = (round.endsAtMs - Math.max(endsAtMs, passed)) / Math.max(1, othersLeft);
  const unitMs = kUnitMs / speed;
  const affordable = leftForOthersMs >= othersLeft * (kShortestTurnMs / speed);
  return {
    shareMs: round.turnLengthMs,
    leftMs: endsAtMs - passed,
    othersLeft,
    longerCostsMs: othersLeft === 0 ? 0 : affordable ? longerMs / othersLeft : undefined,
    eachMs: Math.max(Math.floor(equalMs / unitMs) * unitMs, kShortestTurnMs / speed),
  };
}

/** For the ring: a seat for everybody, in speaking order. */
export function seatsOf(round: RoundNow): ("done" | "now" | "coming")[] {
  return round.seats.map(({ person, state }) =>
    person === round.current ? "now" : isLeft(state) || state === SeatState.SPEAKING ? "coming" : "done",
  );
}
