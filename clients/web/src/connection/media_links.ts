// Where the files of recordings and captions are fetched from. The server signs addresses for some hours, the same for
// everybody (docs/protocol.md, P-65). One per session, as `session.mediaLinks`:
//
//   const src = await session.mediaLinks.of(talk.mediaId, "low.mp4");
//
// Ask whenever a file is about to be fetched; what was given is remembered, and most calls cost nothing. Do not change
// the `src` of a film that plays because a newer address is there: the one it has goes on where it is. When a fetch is
// answered with 403, or a player breaks, call `renew()` and ask again.
import { mediaLinks } from "./api";

/** Files of a recording; of a set of captions only the last. */
export type MediaFile = "original.mp4" | "high.mp4" | "low.mp4" | "sound.m4a" | "poster.jpg" | "captions.vtt";

/** The server's links are good for six hours at least. */
const kOldAfterMs = 4 * 3_600_000;

interface Known {
  atMs: number; // of this device's clock
  queries: Map<string, string>;
}

export class MediaLinks {
  private known: Known | undefined;
  private asking: Promise<Known> | undefined;

  constructor(
    private readonly token: string,
    /** Organisers name their seminar. */
    private readonly seminarId?: string,
  ) {}

  /** Undefined: the server knows no such recording in this seminar. Throws Refused or Unreachable. */
  async of(mediaId: string, file: MediaFile): Promise<string | undefined> {
    let known = this.known;
    // A recording that is not among them may have come since; then it is worth asking.
    if (!known || isOld(known) || !known.queries.has(mediaId)) known = await this.ask();
    const query = known.queries.get(mediaId);
    return query === undefined ? undefined : `/media/${mediaId}/${file}?${query}`;
  }

  /** What was given does not open any more: the next call asks the server. */
  renew(): void {
    this.known = undefined;
  }

  private ask(): Promise<Known> {
    this.asking ??= this.fetch().finally(() => (this.asking = undefined));
    return this.asking;
  }

  private async fetch(): Promise<Known> {
    const { links } = await mediaLinks(this.token, this.seminarId);
    return (this.known = { atMs: Date.now(), queries: new Map(links.map(({ mediaId, query }) => [mediaId, query])) });
  }
}

/** A clock that was set back says nothing of how old they are. */
const isOld = ({ atMs }: Known): boolean => Date.now() < atMs || Date.now() - atMs > kOldAfterMs;
