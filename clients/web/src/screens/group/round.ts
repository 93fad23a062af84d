// The order of a round. Everyone on the roster gets one turn; the first speaker moves on by one from round to round, so
// that it is not always the same person who begins. Pure.
import type { Group, Person } from "../../protocol";

export interface Round {
  /** In speaking order. */
  order: Person[];
  current: Person | undefined;
  /** Who comes now: the first when nobody has the turn; undefined when the current speaker is the last. */
  next: Person | undefined;
  /** Those before the current speaker in the order. */
  done: ReadonlySet<string>;
}

export function roundOf(group: Pick<Group, "roster" | "turnPersonId">, phaseRevision: number): Round {
  const { roster } = group;
  const first = roster.length > 0 ? phaseRevision % roster.length : 0;
  const order = [...roster.slice(first), ...roster.slice(0, first)];
  const at = order.findIndex((person) => person.personId === group.turnPersonId);
  return {
    order,
    current: order[at],
    next: order[at + 1],
    done: new Set(order.slice(0, Math.max(0, at)).map((person) => person.personId)),
  };
}
