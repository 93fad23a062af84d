// How long to wait before knocking again. Full jitter keeps 20,000 clients from coming back in the same instant
// after the server restarts.

const kFirstMs = 400;
const kLongestMs = 15_000;

/** `attempt` counts from 0; `random` is in [0, 1). */
export function backoffMs(attempt: number, random: number): number {
  const ceiling = Math.min(kLongestMs, kFirstMs * 2 ** Math.min(attempt, 10));
  return Math.round(ceiling / 4 + (random * ceiling * 3) / 4);
}
