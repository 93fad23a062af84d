// The last thing done that can be taken back: said at the edge of the screen, with the way to take it back, for a while.
// `offerUndo(…)` from anywhere on a staff screen; `UndoBar.svelte` shows it. One at a time: the newest.

export interface Undoable {
  /** What has been done, or is about to be. */
  text: string;
  undo: () => void;
  /** Done when the offer ends without being taken, for what is put off until then. */
  settle?: () => void;
  /** Reactive: somebody or something else has moved on, so there is nothing left to take back. */
  stillHolds?: () => boolean;
}

/** Long enough to read it, to find the button with a keyboard, and to think. */
export const kUndoForMs = 20_000;

class Offer {
  now = $state.raw<Undoable>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  make(undoable: Undoable): void {
    this.end();
    this.now = undoable;
    this.goOn();
  }

  take(): void {
    const taken = this.now;
    this.now = undefined;
    clearTimeout(this.timer);
    if (taken?.stillHolds?.() ?? true) taken?.undo();
  }

  /** Not taken. */
  end(): void {
    const ended = this.now;
    this.now = undefined;
    clearTimeout(this.timer);
    ended?.settle?.();
  }

  /** Nobody loses it while the pointer or the focus is there. */
  hold(): void {
    clearTimeout(this.timer);
  }

  goOn(): void {
    clearTimeout(this.timer);
    if (this.now) this.timer = setTimeout(() => this.end(), kUndoForMs);
  }
}

export const undoOffer = new Offer();
export const offerUndo = (undoable: Undoable): void => undoOffer.make(undoable);
