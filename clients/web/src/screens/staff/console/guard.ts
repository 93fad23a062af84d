// One press must not move twenty rooms by accident: what is not safe is first *armed*, and only a second, deliberate press of
// the same thing does it. Armed means: said what is about to happen, and put the focus there.

export type Guarded = "next" | "back";

export interface Armed {
  what: Guarded;
  /** A phase that has changed meanwhile disarms: the press was meant for another moment. */
  phaseRevision: number;
  atMs: number;
}

/** Somebody who comes back later presses anew. */
export const kArmedForMs = 12_000;

export function stillArmed(armed: Armed | undefined, phaseRevision: number, nowMs: number): Armed | undefined {
  if (!armed || armed.phaseRevision !== phaseRevision || nowMs - armed.atMs > kArmedForMs) return undefined;
  return armed;
}

export interface Pressed {
  what: Guarded;
  /** Nothing speaks against it: one press is enough. */
  safe: boolean;
  phaseRevision: number;
  nowMs: number;
  /** A key that is held down, or the second half of a double click: not a second decision. */
  echo: boolean;
}

/** What a press does: `go` now, or arm. */
export function press(armed: Armed | undefined, pressed: Pressed): { go: boolean; armed: Armed | undefined } {
  const current = stillArmed(armed, pressed.phaseRevision, pressed.nowMs);
  if (pressed.echo) return { go: false, armed: current };
  if (pressed.safe || current?.what === pressed.what) return { go: true, armed: undefined };
  return { go: false, armed: { what: pressed.what, phaseRevision: pressed.phaseRevision, atMs: pressed.nowMs } };
}
