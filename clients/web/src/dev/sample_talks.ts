// Hand-made recordings, and how the groups stand with them.
import { ChangeSchema, Language, MediaKind, PhaseKind, PlayerState, SessionState, type MessageInitShape, type TalkReportSchema } from "../protocol";

type Entity = MessageInitShape<typeof ChangeSchema>["entity"];
type Report = MessageInitShape<typeof TalkReportSchema>;
const id = (n: number) => `${"A".repeat(18)}${String(n).padStart(4, "0")}`;
const kLengthsMs = { [PhaseKind.TALK_1]: 872_000, [PhaseKind.TALK_2]: 801_000 };

export const isTalkKind = (kind: unknown): kind is PhaseKind.TALK_1 | PhaseKind.TALK_2 => kind === PhaseKind.TALK_1 || kind === PhaseKind.TALK_2;

/** The same phases, their talks with recordings. */
export const withRecordings = <P extends { kind: PhaseKind }>(phases: P[]): P[] =>
  phases.map((phase) => {
    if (!isTalkKind(phase.kind) || !("talk" in phase)) return phase;
    const media = {
      mediaId: id(800 + phase.kind),
      mediaLengthMs: kLengthsMs[phase.kind],
      hasPoster: true,
      versions: [
        { kind: MediaKind.HIGH, bytes: 412_000_000n },
        { kind: MediaKind.LOW, bytes: 96_000_000n },
        { kind: MediaKind.SOUND, bytes: 14_000_000n },
      ],
      captions: [{ language: Language.DANISH, mediaId: id(820 + phase.kind) }],
    };
    return { ...phase, talk: { ...(phase.talk as object), ...media } };
  });

function reportOf(n: number, running: boolean): Report | undefined {
  const ready: Report = { talk1Percent: 100, talk2Percent: 100, soundUnlocked: true, version: MediaKind.HIGH, bufferedAheadMs: 60_000 };
  const player = running ? PlayerState.PLAYING : PlayerState.UNSPECIFIED;
  if (n === 6) return undefined;
  if (n === 7) return { ...ready, player: running ? PlayerState.STALLED : player, behindMs: 12_400, talk2Percent: 43, version: MediaKind.LOW, bufferedAheadMs: 0 };
  if (n === 9) return { ...ready, player: running ? PlayerState.BLOCKED : player, soundUnlocked: false };
  if (n === 13) return { ...ready, player, behindMs: 45_000, staysBehind: true, talk1Percent: 71, talk2Percent: 0 };
  if (n === 14) return { ...ready, player, behindMs: 6_200, soundUnlocked: false };
  if (n === 15) return { ...ready, player, behindMs: 300, bufferedAheadMs: 2_100, version: MediaKind.LOW };
  if (n === 16) return { ...ready, player, behindMs: 90, version: MediaKind.SOUND };
  return { ...ready, player, behindMs: (n * 37) % 220 };
}

/** `atMs`: where the recording is. */
export function sampleTalks(state: SessionState, kind: unknown, groups: number, atMs: number, paused: boolean, now: number): Entity[] {
  const running = state === SessionState.RUNNING && isTalkKind(kind);
  const list: Entity[] = [];
  if (running) {
    const at = paused ? { case: "pausedAtMs" as const, value: atMs } : { case: "playingSinceMs" as const, value: BigInt(Math.round(now - atMs)) };
    list.push({ case: "playback", value: { mediaId: id(800 + kind), revision: 2, state: at } });
  }
  for (let n = 1; n <= groups; n += 1) {
    const report = reportOf(n, running);
    if (n % 6 !== 5 && report) list.push({ case: "groupTalk", value: { groupId: id(n), devices: 1, report } });
  }
  return list;
}
