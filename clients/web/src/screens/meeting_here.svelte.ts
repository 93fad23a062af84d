// A meeting that may be shown inside our own page: only once somebody has asked for it, and only while it is offered. When it
// comes back it has to be asked for again, since nothing is loaded from there before that. Make it while a component is made.
import type { Session } from "../session";
import { hostShownHere } from "./meeting_link";

export class MeetingHere {
  private asked = $state<string>();
  private readonly offer: () => string | undefined;
  /** Whose page it would be; undefined: it can only be opened beside. */
  readonly host = $derived.by(() => hostShownHere(this.offer(), this.session.welcome?.embeddableHosts));
  /** The page to show now. */
  readonly href = $derived.by(() => (this.host !== undefined && this.asked === this.offer() ? this.asked : undefined));

  /** `offer`: the meeting's link while it is to be offered. */
  constructor(
    private readonly session: Session,
    offer: () => string | undefined,
  ) {
    this.offer = offer;
    $effect(() => {
      if (this.asked !== undefined && this.href === undefined) this.asked = undefined;
    });
  }

  toggle(): void {
    this.asked = this.href === undefined ? this.offer() : undefined;
  }
}
