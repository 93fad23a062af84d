// Where the files of recordings and captions are fetched from. The addresses are signed and run out, so nobody keeps them.
import type { MediaFile } from "../connection";

export interface Addresses {
  /** Undefined: the server knows no such recording. Rejects when it cannot be reached. */
  of(mediaId: string, file: MediaFile): Promise<string | undefined>;
  /** What was given does not hold any more: ask the server anew at the next call. */
  renew(): void;
}
