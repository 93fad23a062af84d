// The talks of one session on this device.
import { PhaseKind, SessionState, type Talk } from "../protocol";
import type { Session } from "../session";
import { TalkShow } from "./show.svelte";

const kTalks = [PhaseKind.TALK_1, PhaseKind.TALK_2] as const;

export const talksOf = (session: Session): (Talk | undefined)[] =>
  kTalks.map((kind) => session.plan?.agenda?.phases.find((phase) => phase.kind === kind)?.talk);

/** Those worth bringing onto the device: people are together, and they have not begun. */
export function talksAhead(session: Session): (1 | 2)[] {
  const state = session.session?.state;
  if (state === SessionState.LOBBY) return [1, 2];
  if (state !== SessionState.RUNNING || !session.phase) return [];
  return ([1, 2] as const).filter((number) => session.phase!.kind < kTalks[number - 1]!);
}

export const showOf = (session: Session): TalkShow =>
  new TalkShow({
    addresses: session.mediaLinks,
    seminarId: () => session.plan?.seminarId ?? "",
    playback: () => session.entities.playback,
    talks: () => talksOf(session),
    ahead: () => talksAhead(session),
    serverNow: () => session.serverNow(),
    isConnected: () => session.connection.kind === "online",
    report: (standing) => session.reportTalk(standing),
  });
