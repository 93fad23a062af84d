// Who does what in a step of a conversation: who writes, who reads aloud, which two talk first, who speaks for whom. The same
// on every device of the group, since it follows from the roster alone. Pure.
import { PhaseKind, StepKind, type Group, type Person, type Phase, type Session } from "../../../protocol";

type Here = Pick<Group, "roster" | "step" | "round">;

const at = (people: readonly Person[], index: number): Person | undefined =>
  people.length ? people[((index % people.length) + people.length) % people.length] : undefined;

/** A group of one: no round, and words for one. With nobody on the roster we do not know. */
export const isAlone = (group: Pick<Group, "roster"> | undefined): boolean => group?.roster.length === 1;

/** Who begins the round of this conversation, or began it. `stepIndex`: where the group stands. */
export function beginnerOf(
  group: Here,
  session: Pick<Session, "phaseRevision">,
  phase: Pick<Phase, "steps"> | undefined,
  stepIndex: number,
): Person | undefined {
  const { roster, round, step } = group;
  const begun = step?.phaseRevision === session.phaseRevision && round?.seats[0];
  const named = (id: string | undefined) => roster.findIndex(({ personId }) => personId === id);
  if (begun && named(begun.personId) >= 0) return at(roster, named(begun.personId));
  const next = Math.max(0, named(round?.firstPersonId));
  // The server names who begins the *next* round: once this conversation's is behind us, that is one further on.
  const isBehind = phase?.steps.slice(0, stepIndex).some(({ kind }) => kind === StepKind.ROUND);
  return at(roster, isBehind ? next - 1 : next);
}

// Another place at the table in each conversation, so that the pen goes round.
const turnOf = (kind: PhaseKind): number => (kind === PhaseKind.PRODUCTIVE_CONVERSATION ? 1 : 0);

/** Who might write: never the one who begins the round, and somebody else in each conversation. A suggestion, no more. */
export function noteTakerOf(roster: readonly Person[], beginner: Person | undefined, kind: PhaseKind): Person | undefined {
  const first = 2 + turnOf(kind);
  for (let i = 0; i < roster.length; ++i) {
    const person = at(roster, first + i)!;
    if (person.personId !== beginner?.personId) return person;
  }
  return undefined;
}

/** Who might read aloud: not the one who held the pen. */
export function readerOf(roster: readonly Person[], noteTaker: Person | undefined): Person | undefined {
  if (!noteTaker) return roster[0];
  return roster.length < 2 ? undefined : at(roster, roster.indexOf(noteTaker) + 1);
}

export interface Fishbowl {
  pair: readonly [Person, Person];
  /** First the two, in the second half of the step everybody. */
  open: boolean;
}

/** Undefined with fewer than three: then nobody is left to listen. */
export function fishbowlOf(
  roster: readonly Person[],
  beginner: Person | undefined,
  kind: PhaseKind,
  step: { leftMs: number; lengthMs: number } | undefined,
): Fishbowl | undefined {
  if (roster.length < 3) return undefined;
  // Across the table from the one who begins, who has been heard first already.
  const across = Math.max(0, beginner ? roster.indexOf(beginner) : 0) + Math.floor(roster.length / 2) + 2 * turnOf(kind);
  return { pair: [at(roster, across)!, at(roster, across + 1)!], open: !!step && step.leftMs <= step.lengthMs / 2 };
}

export interface Dealt {
  person: Person;
  cards: string[];
}

/** Beginning with the one who begins. Everybody gets a card and every card a voice, so some are given out twice. */
export function dealt(cards: readonly string[], roster: readonly Person[], beginner: Person | undefined): Dealt[] {
  if (cards.length === 0) return [];
  const first = Math.max(0, beginner ? roster.indexOf(beginner) : 0);
  const hands: Dealt[] = roster.map((_, i) => ({ person: at(roster, first + i)!, cards: [] }));
  if (hands.length === 0) return hands;
  for (let i = 0; i < Math.max(cards.length, hands.length); ++i) hands[i % hands.length]!.cards.push(cards[i % cards.length]!);
  return hands;
}

/** The same by card: who speaks as whom. In the order of the cards. */
export const voicesOf = (cards: readonly string[], hands: readonly Dealt[]): { card: string; people: Person[] }[] =>
  cards.map((card) => ({ card, people: hands.filter((hand) => hand.cards.includes(card)).map(({ person }) => person) }));
