// How a group stands, from counts and states only: who is here, who is ready, and what a facilitator or organiser should
// look at first. Pure but for `surroundingsOf`; `nowMs` is the session's clock hand.
import { PhaseKind, SessionState, ms, type GroupPresence, type GroupProgress, type GroupTalk, type Plan, type Playback, type Session, type Timer } from "../../protocol";
import { isReady, passedMs, phaseOf, stepOf, type Session as LiveSession } from "../../session";
import { isTrouble, talkPlays, talkStandOf } from "./talk_standing";

/** What needs attention, the most urgent first. `none`: all is well; `awaited`: not here, and nothing has begun yet. */
export const kAttention = [
  "help",
  "lost",
  "talk_broken",
  "talk_blocked",
  "talk_stalled",
  "talk_behind",
  "no_action_point",
  "behind",
  "missing",
  "none",
  "awaited",
] as const;
export type Attention = (typeof kAttention)[number];
export type Urgent = Exclude<Attention, "none" | "awaited">;
export const needsAttention = (attention: Attention): attention is Urgent =>
  attention !== "none" && attention !== "awaited";

/** Everything that stands around the groups and is the same for all of them. */
export interface Surroundings {
  plan: Plan | undefined;
  session: Session | undefined;
  timer: Timer | undefined;
  playback: Playback | undefined;
  talks: ReadonlyMap<string, GroupTalk>;
  nowMs: number;
  speed: number;
}

/** Reactive. */
export const surroundingsOf = ({ plan, session, entities, nowMs, speed }: LiveSession): Surroundings => ({
  plan,
  session,
  timer: entities.timer,
  playback: entities.playback,
  talks: entities.talks,
  nowMs,
  speed,
});

/** A reload takes a few seconds; nobody should be sent running for it. */
const kLostAfterMs = 10_000;
/** How long a step may last past its planned end before the group counts as behind. */
const kBehindAfterMs = 120_000;
const kSlowRoundTripMs = 800;

export const hasArrived = (group: GroupProgress): boolean => group.arrivedAtMs > 0n;
export const callsForHelp = (group: GroupProgress): boolean => group.helpCalledAtMs > 0n;
export const devicesOf = (presence: GroupPresence | undefined): number =>
  presence ? presence.hosts + presence.screens + presence.phones : 0;
export const isSlow = (presence: GroupPresence | undefined): boolean =>
  devicesOf(presence) > 0 && presence!.worstRoundTripMs >= kSlowRoundTripMs;

/** A group that came and has no host device connected any more. */
export function isLost(group: GroupProgress, presence: GroupPresence | undefined, nowMs: number): boolean {
  if (!hasArrived(group) || (presence?.hosts ?? 0) > 0) return false;
  return !presence || nowMs - ms(presence.lastSeenAtMs) > kLostAfterMs;
}

export function attentionOf(
  group: GroupProgress,
  presence: GroupPresence | undefined,
  around: Surroundings,
): Attention {
  const state = around.session?.state;
  const live = state === SessionState.LOBBY || state === SessionState.RUNNING;
  if (callsForHelp(group) && live) return "help";
  if (!hasArrived(group)) return state === SessionState.RUNNING ? "missing" : "awaited";
  if (live && isLost(group, presence, around.nowMs)) return "lost";
  if (talkPlays(phaseOf(around.plan, around.session), around.playback, around.nowMs)) {
    const stand = talkStandOf(around.talks.get(group.groupId));
    if (isTrouble(stand)) return `talk_${stand}`;
  }
  // A group can be both; what it will leave without is the more urgent of the two.
  if (lacksActionPoint(group, around)) return "no_action_point";
  return isBehind(group, around) ? "behind" : "none";
}

/** Still in a step that should have ended two minutes ago. The last step ends with the phase, so nobody is behind in it. */
export function isBehind(group: GroupProgress, around: Surroundings): boolean {
  const phase = phaseOf(around.plan, around.session);
  const now = stepOf(around.plan, around.session, group);
  if (!phase || !now || !now.next) return false;
  const plannedMs = phase.steps.slice(0, now.index + 1).reduce((sum, step) => sum + step.lengthMs, 0);
  return passedMs(around.timer, around.nowMs) > (plannedMs + kBehindAfterMs) / around.speed;
}

/** In the last third of the productive conversation a group should have worded something. */
export function lacksActionPoint(group: GroupProgress, around: Surroundings): boolean {
  if (phaseOf(around.plan, around.session)?.kind !== PhaseKind.PRODUCTIVE_CONVERSATION || !around.timer) return false;
  return group.actionPoints === 0 && passedMs(around.timer, around.nowMs) * 3 >= around.timer.lengthMs * 2;
}

export interface Readiness {
  ready: number;
  /** Groups that could say so: here, with a device connected. */
  of: number;
  notReady: GroupProgress[];
}

export function readinessOf(
  groups: Iterable<GroupProgress>,
  presence: ReadonlyMap<string, GroupPresence>,
  session: Session | undefined,
): Readiness {
  let ready = 0;
  const notReady: GroupProgress[] = [];
  for (const group of groups) {
    if (!hasArrived(group) || devicesOf(presence.get(group.groupId)) === 0) continue;
    if (isReady(group, session)) ready += 1;
    else notReady.push(group);
  }
  notReady.sort((a, b) => a.number - b.number);
  return { ready, of: ready + notReady.length, notReady };
}

/** How many groups stand at each step of the running phase; empty in phases without steps. */
export function stepSpread(groups: Iterable<GroupProgress>, around: Surroundings): number[] {
  const spread = (phaseOf(around.plan, around.session)?.steps ?? []).map(() => 0);
  for (const group of groups) {
    const at = hasArrived(group) ? stepOf(around.plan, around.session, group)?.index : undefined;
    if (at !== undefined) spread[at]! += 1;
  }
  return spread;
}

export interface Totals {
  groups: number;
  arrived: number;
  people: number;
  notes: number;
  actionPoints: number;
  /** The rest of them are drafts. */
  confirmed: number;
  shared: number;
  withoutActionPoint: number;
  help: number;
  lost: number;
}

export function totalsOf(
  groups: Iterable<GroupProgress>,
  presence: ReadonlyMap<string, GroupPresence>,
  nowMs: number,
): Totals {
  const totals: Totals = {
    groups: 0, arrived: 0, people: 0, notes: 0, actionPoints: 0, confirmed: 0, shared: 0, withoutActionPoint: 0, help: 0, lost: 0,
  };
  for (const group of groups) {
    totals.groups += 1;
    totals.people += group.people;
    totals.notes += group.notes;
    totals.actionPoints += group.actionPoints;
    totals.confirmed += group.confirmedActionPoints;
    totals.shared += group.sharedActionPoints;
    if (callsForHelp(group)) totals.help += 1;
    if (!hasArrived(group)) continue;
    totals.arrived += 1;
    if (group.actionPoints === 0) totals.withoutActionPoint += 1;
    if (isLost(group, presence.get(group.groupId), nowMs)) totals.lost += 1;
  }
  return totals;
}
