// The still picture of the recording on this screen: it stands there when there is no moving one.
import type { SmallFiles } from "./small_files";
import { kPosterFile } from "./versions";

export class Poster {
  url = $state<string>();
  private mediaId = "";

  constructor(private readonly files: SmallFiles) {}

  /** Of this recording from now on; empty: of none. */
  async show(mediaId: string): Promise<void> {
    if (mediaId === this.mediaId) return;
    this.close();
    this.mediaId = mediaId;
    if (!mediaId) return;
    try {
      const picture = await this.files.of(mediaId, kPosterFile);
      if (picture && this.mediaId === mediaId) this.url = URL.createObjectURL(picture);
    } catch {
      // The title stands there without a picture.
      if (this.mediaId === mediaId) this.mediaId = "";
    }
  }

  fetchAhead(mediaId: string): void {
    void this.files.of(mediaId, kPosterFile).catch(() => undefined);
  }

  close(): void {
    if (this.url) URL.revokeObjectURL(this.url);
    this.url = undefined;
    this.mediaId = "";
  }
}
