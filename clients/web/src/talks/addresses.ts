// Where the files of recordings and captions are fetched from. The addresses are signed and run out, so nobody keeps them.
export interface Addresses {
  /** Undefined: the server knows no such recording. Rejects when it cannot be reached. */
  of(mediaId: string, file: string): Promise<string | undefined>;
  /** What was given does not hold any more: ask the server anew at the next call. */
  renew(): void;
}
