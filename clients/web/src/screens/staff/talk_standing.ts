// How the groups stand with the recordings: ready for them before they begin, in step while one plays. From what their devices
// last told (GroupTalk); pure. A device tells at most every two seconds, so nothing here is exact to a fraction of one.
import { MediaKind, PlayerState, SessionState, ms, type GroupTalk, type Phase, type Plan, type Playback, type Session } from "../../protocol";
import { phaseOf } from "../../session";

/** Nearer than this a room and its neighbours see the same moment, for all that anybody in them can tell. */
export const kInStepMs = 2_000;
/** Less than this in hand, and the picture will soon stand still. */
export const kShortBufferMs = 5_000;

/** The most urgent first. `unheard`: no device of the group has told anything; `stays_behind`: the group has chosen it. */
export const kTalkStands = ["broken", "blocked", "stalled", "behind", "unheard", "stays_behind", "in_step"] as const;
export type TalkStand = (typeof kTalkStands)[number];
/** Those that somebody should do something about. */
export type TalkTrouble = Extract<TalkStand, "broken" | "blocked" | "stalled" | "behind">;
export const isTrouble = (stand: TalkStand): stand is TalkTrouble =>
  stand === "broken" || stand === "blocked" || stand === "stalled" || stand === "behind";

/** Something plays in the running phase, or stands still in it. */
export const talkRuns = (phase: Phase | undefined, playback: Playback | undefined): boolean =>
  !!phase?.talk && !!playback?.mediaId && playback.mediaId === phase.talk.mediaId;

/** It is not at its end yet. Afterwards nobody can be behind. */
export const talkPlays = (phase: Phase | undefined, playback: Playback | undefined, nowMs: number): boolean =>
  talkRuns(phase, playback) && positionMs(playback, nowMs, 0) < (phase?.talk?.mediaLengthMs || Infinity);

/** While a talk plays. */
export function talkStandOf(talk: GroupTalk | undefined): TalkStand {
  const report = talk?.report;
  if (!report || report.player === PlayerState.UNSPECIFIED) return "unheard";
  if (report.player === PlayerState.BROKEN) return "broken";
  if (report.player === PlayerState.BLOCKED) return "blocked";
  if (report.player === PlayerState.STALLED) return "stalled";
  if (report.staysBehind) return "stays_behind";
  return Math.abs(report.behindMs) > kInStepMs ? "behind" : "in_step";
}

export const behindMsOf = (talk: GroupTalk | undefined): number => talk?.report?.behindMs ?? 0;

/** Worth a word: it plays from the network, and soon has nothing left. */
export const runsShort = (talk: GroupTalk | undefined): boolean =>
  !!talk?.report &&
  !talk.report.localFile &&
  talk.report.player === PlayerState.PLAYING &&
  talk.report.bufferedAheadMs < kShortBufferMs;

/** The sound alone is what the group hears now. */
export const soundOnly = (talk: GroupTalk | undefined): boolean => talk?.report?.version === MediaKind.SOUND;

/** A recording is still to come, so it is worth asking who is ready for it. */
export function talkAhead(plan: Plan | undefined, session: Session | undefined): boolean {
  const phases = plan?.agenda?.phases ?? [];
  if (session?.state === SessionState.LOBBY) return phases.some(({ talk }) => talk?.mediaId);
  const now = phaseOf(plan, session);
  if (!now || !session) return false;
  return phases.slice(session.phaseIndex + 1).some(({ talk }) => talk?.mediaId);
}

export interface TalkReady {
  ready: boolean;
  soundUnlocked: boolean;
  /** All of both recordings is on the device. */
  there: boolean;
  /** Of the recordings that are on the device; whole numbers. */
  percents: [number, number];
  heard: boolean;
}

export function talkReadyOf(talk: GroupTalk | undefined): TalkReady {
  const report = talk?.report;
  if (!report) return { ready: false, soundUnlocked: false, there: false, percents: [0, 0], heard: false };
  const percents: [number, number] = [Math.min(100, report.talk1Percent), Math.min(100, report.talk2Percent)];
  const there = report.localFile || percents.every((percent) => percent === 100);
  return { ready: there && report.soundUnlocked, soundUnlocked: report.soundUnlocked, there, percents, heard: true };
}

/** Where the recording is, unrounded; stays at its end. `lengthMs` 0: not known. */
export function positionMs(playback: Playback | undefined, nowMs: number, lengthMs: number): number {
  if (!playback?.mediaId) return 0;
  const { state } = playback;
  const at = state.case === "playingSinceMs" ? nowMs - ms(state.value) : Number(state.value ?? 0);
  return Math.max(0, lengthMs ? Math.min(at, lengthMs) : at);
}

/** How much longer the recording lasts than the phase; below zero: the phase is the longer one. */
export const talkOutlastsMs = (atMs: number, lengthMs: number, leftMs: number): number => lengthMs - atMs - leftMs;

/** What the whole room of rooms does while a talk plays. */
export interface TalkCount {
  inStep: number;
  /** Groups that are here, with a device that could show a talk. */
  of: number;
  stands: Record<TalkStand, number>;
}

export function countStands(talks: Iterable<GroupTalk | undefined>): TalkCount {
  const stands = Object.fromEntries(kTalkStands.map((stand) => [stand, 0])) as Record<TalkStand, number>;
  let of = 0;
  for (const talk of talks) {
    stands[talkStandOf(talk)] += 1;
    of += 1;
  }
  return { inStep: stands.in_step, of, stands };
}

/** `2:05`, `1:02:05`, `125` and `12.05` as a position; undefined for anything else. */
export function readPosition(text: string): number | undefined {
  const cleaned = text.trim().replaceAll(".", ":");
  if (!/^\d{1,5}(:\d{1,2}){0,2}$/.test(cleaned)) return undefined;
  const parts = cleaned.split(":").map(Number);
  if (parts.slice(1).some((part) => part > 59)) return undefined;
  return parts.reduce((seconds, part) => seconds * 60 + part, 0) * 1000;
}
