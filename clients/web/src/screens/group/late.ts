// A group that came after the beginning lands in the running phase. Pure.
import { ms, type Group, type Timer } from "../../protocol";
import { passedMs } from "../../session";

/** Less than this nobody has missed anything. */
const kWorthAWordMs = 60_000;

/** How long the running phase had lasted when the group came; undefined when it came in time, or in an earlier phase. */
export function cameIntoMs(group: Pick<Group, "late" | "arrivedAtMs"> | undefined, timer: Timer | undefined, nowMs: number) {
  if (!group?.late || !group.arrivedAtMs || !timer?.state.case) return undefined;
  const missed = passedMs(timer, nowMs) - (nowMs - ms(group.arrivedAtMs));
  return missed >= kWorthAWordMs ? missed : undefined;
}
