// What this device tells the server of how it stands, and how often: at once on a change, but never twice within two seconds,
// every ten while it plays, and once a minute anyhow: an old connection that was slow may have brought something older last. Pure.
import { MediaKind, PlayerState } from "../protocol";

export interface Standing {
  talk1Percent: number;
  talk2Percent: number;
  soundUnlocked: boolean;
  player: PlayerState;
  behindMs: number;
  bufferedAheadMs: number;
  version: MediaKind;
  localFile: boolean;
  staysBehind: boolean;
}

const kAtMostEveryMs = 2_000;
const kPlayingEveryMs = 10_000;
const kAnyhowEveryMs = 60_000;
/** Being in step wavers a little; that is no news. */
const kBehindStepMs = 1_000;
const kSint32 = 0x7fff_ffff;
const kBuffered = 0xffff_ffff;

/** What can be told. Lengths that are out of all reason are cut. */
export const tellable = (standing: Standing): Standing => ({
  ...standing,
  behindMs: Math.max(-kSint32, Math.min(kSint32, Math.round(standing.behindMs))),
  bufferedAheadMs: Math.max(0, Math.min(kBuffered, Math.round(standing.bufferedAheadMs))),
});

export class ReportPace {
  private told: Standing | undefined;
  private toldAtMs = -Infinity;

  /** Whether this is to be told now; whoever asks tells it then. */
  due(standing: Standing, nowMs: number): boolean {
    const sinceMs = nowMs - this.toldAtMs;
    if (sinceMs < kAtMostEveryMs) return false;
    const lapsed = sinceMs >= (standing.player === PlayerState.PLAYING ? kPlayingEveryMs : kAnyhowEveryMs);
    if (this.told && !lapsed && !differs(this.told, standing)) return false;
    this.told = standing;
    this.toldAtMs = nowMs;
    return true;
  }

  /** A new connection: the server knows nothing of us. */
  forget(): void {
    this.told = undefined;
  }
}

function differs(a: Standing, b: Standing): boolean {
  if (Math.abs(a.behindMs - b.behindMs) >= kBehindStepMs) return true;
  const { behindMs: _b, bufferedAheadMs: _a, ...left } = a;
  return Object.entries(left).some(([key, value]) => b[key as keyof Standing] !== value);
}
