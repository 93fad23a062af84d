// The moment one of the group's action points is taken up by another group. Only what happens while this page is open: what had
// travelled before stands on the card.
import { untrack } from "svelte";
import type { ActionPoint } from "../../protocol";

export interface Moment {
  /** Of the action point and the group that took it up. */
  key: string;
  what: string;
  groupName: string;
  distance: number;
}

/** Every arrival there is: an action point and a group that has it now. Pure. */
export const arrivalsOf = (points: Iterable<ActionPoint>): Moment[] =>
  [...points].flatMap(({ actionPointId, text, takenUpBy }) =>
    takenUpBy.map(({ groupId, groupName, distance }) => ({
      key: `${actionPointId} ${groupId}`,
      what: text?.what ?? "",
      groupName,
      distance,
    })),
  );

/** How long one is told; several are told one after the other. */
export const kMomentMs = 9_000;

export class TravelMoments {
  private queue = $state.raw<Moment[]>([]);
  readonly now = $derived(this.queue[0]);
  private seen: Set<string> | undefined;
  private turn: ReturnType<typeof setTimeout> | undefined;

  /** Only while a component is being made; it watches as long as that lives. `points`: undefined until the server has told. */
  constructor(points: () => Iterable<ActionPoint> | undefined) {
    $effect(() => {
      const told = points();
      if (!told) return;
      const all = arrivalsOf(told);
      untrack(() => this.meet(all));
    });
    $effect(() => () => clearTimeout(this.turn));
  }

  private meet(all: Moment[]): void {
    const news = this.seen ? all.filter(({ key }) => !this.seen!.has(key)) : [];
    this.seen = new Set(all.map(({ key }) => key));
    if (news.length === 0) return;
    this.queue = [...this.queue, ...news];
    if (this.turn === undefined) this.goOn();
  }

  private goOn(): void {
    this.turn = this.queue.length
      ? setTimeout(() => {
          this.queue = this.queue.slice(1);
          this.goOn();
        }, kMomentMs)
      : undefined;
  }
}
