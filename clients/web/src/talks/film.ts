// Which recording this screen shows. It is the one that all play, unless the group watches on behind the others: then it sees
// its film to the end, also when the others have gone on, and sees the next one whole as well. Pure.
import type { Place } from "./follow";

/** `playing`: what the server plays; `shown`: what is on this screen. */
export function filmOf(shown: string | undefined, playing: string | undefined, place: Place, ended: boolean): string | undefined {
  if (!shown || shown === playing || place !== "behind" || ended) return playing;
  return shown;
}
