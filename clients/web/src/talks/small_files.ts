// Posters and captions of recordings, each fetched once and kept while the page is there: what comes next can be fetched before
// its time.
import type { MediaFile } from "../connection";
import type { Addresses } from "./addresses";

export class SmallFiles {
  private readonly files = new Map<string, Promise<Blob | undefined>>();

  constructor(private readonly addresses: Addresses) {}

  /** Undefined: the server does not give it now; rejects when it cannot be reached. After either it is asked for again. */
  of(mediaId: string, file: MediaFile): Promise<Blob | undefined> {
    const name = `${mediaId}/${file}`;
    const known = this.files.get(name);
    if (known) return known;
    const asked = this.fetch(mediaId, file);
    this.files.set(name, asked);
    const forget = () => this.files.delete(name);
    asked.then((blob) => blob ?? forget(), forget);
    return asked;
  }

  private async fetch(mediaId: string, file: MediaFile): Promise<Blob | undefined> {
    const address = await this.addresses.of(mediaId, file);
    const answer = address ? await fetch(address) : undefined;
    if (answer?.status === 403) this.addresses.renew();
    return answer?.ok ? answer.blob() : undefined;
  }
}
