// Where files of recordings can be looked at, for a page that stays open longer than an address is good.
import type { MediaFile } from "../../../connection";
import type { Session } from "../../../session";

const kLookAgainMs = 600_000;

export class MediaAddresses {
  private found = $state.raw<ReadonlyMap<string, string>>(new Map());

  /** Only while a component is being made. `wanted`: reactive. */
  constructor(session: Session, wanted: () => readonly { mediaId: string; file: MediaFile }[]) {
    const moment = $derived(Math.floor(session.nowMs / kLookAgainMs));
    $effect(() => {
      void moment;
      const files = wanted();
      let needed = true;
      const ask = files.map(async ({ mediaId, file }) => [`${mediaId}/${file}`, await session.mediaLinks.of(mediaId, file)] as const);
      Promise.all(ask).then(
        (all) => needed && (this.found = new Map(all.flatMap(([key, address]) => (address ? [[key, address]] : [])))),
        () => {}, // without a way to the server they could not be looked at either
      );
      return () => (needed = false);
    });
  }

  /** Undefined until the server has said it. */
  of(mediaId: string, file: MediaFile): string | undefined {
    return this.found.get(`${mediaId}/${file}`);
  }
}
