// The end of a phase comes in two calm stages that a whole room can act on: a minute for rounding off, ten seconds for looking
// up. Pure.
import type { TimeLeft } from "../../session";

export const kLastMinuteMs = 60_000;
export const kLastSeconds = 10;

export type CountIn = { stage: "none" } | { stage: "minute" } | { stage: "seconds"; left: number };

export function countIn(left: TimeLeft | undefined): CountIn {
  // A phase of under two minutes would be nothing but its own end.
  if (!left || left.paused || left.overtime || left.lengthMs <= 2 * kLastMinuteMs) return { stage: "none" };
  const seconds = Math.floor(left.leftMs / 1000);
  if (seconds <= kLastSeconds) return { stage: "seconds", left: seconds };
  return left.leftMs < kLastMinuteMs ? { stage: "minute" } : { stage: "none" };
}
