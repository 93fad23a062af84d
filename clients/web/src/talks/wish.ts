// Where in a recording every room ought to be, from what the server said. Pure.
import { ms, type Playback } from "../protocol";

export interface PlayerWish {
  atS: number;
  playing: boolean;
}

/** Undefined when there is nothing to play. */
export function playerWish(playback: Playback | undefined, serverNowMs: number): PlayerWish | undefined {
  if (!playback?.mediaId) return undefined;
  if (playback.state.case === "playingSinceMs") {
    return { atS: Math.max(0, (serverNowMs - ms(playback.state.value)) / 1000), playing: true };
  }
  return { atS: (playback.state.case === "pausedAtMs" ? playback.state.value : 0) / 1000, playing: false };
}
