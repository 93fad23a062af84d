// How long to wait before knocking again. Full jitter keeps 20,000 clients from coming back in the same instant
// after the server restarts.

/** A network that is bad for seconds may cut a few times: that alone earns no long wait. A server that keeps falling over does. */
const kCeilingsMs = [400, 800, 1_200, 1_200, 1_200, 2_400, 4_800, 9_600, 15_000];

/** `attempt` counts from 0; `random` is in [0, 1). */
export function backoffMs(attempt: number, random: number, longestMs = Infinity): number {
  const ceiling = Math.min(longestMs, kCeilingsMs[Math.min(attempt, kCeilingsMs.length - 1)]!);
  return Math.round(ceiling / 4 + (random * ceiling * 3) / 4);
}
