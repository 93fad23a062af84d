// Where in a recording we ought to be, from what the server said. Pure.
import { ms, type Playback } from "../../protocol";

/** A player that is further off than this is moved; nearer is left alone, since every jump is heard. */
export const kSeekWhenOffByS = 1.5;

export interface PlayerWish {
  atS: number;
  playing: boolean;
}

export function playerWish(playback: Playback | undefined, serverNowMs: number): PlayerWish | undefined {
  if (!playback?.mediaId) return undefined;
  if (playback.state.case === "playingSinceMs") {
    return { atS: Math.max(0, (serverNowMs - ms(playback.state.value)) / 1000), playing: true };
  }
  return { atS: (playback.state.case === "pausedAtMs" ? playback.state.value : 0) / 1000, playing: false };
}
