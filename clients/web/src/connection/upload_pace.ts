// How much longer something takes that is on its way: from how fast it went lately, so that a network that has become slow is
// believed after a while and a short halt is not. Pure.

/** Shorter than this says nothing. */
const kLeastMs = 3_000;
const kLookBackMs = 30_000;

export class UploadPace {
  private seen: { bytes: number; atMs: number }[] = [];

  /** So many bytes in all have gone by now. */
  note(bytes: number, atMs: number): void {
    this.seen = [...this.seen.filter((one) => atMs - one.atMs <= kLookBackMs), { bytes, atMs }];
  }

  /** What was before a halt says nothing about what comes after it. */
  forget(): void {
    this.seen = [];
  }

  /** Undefined: cannot be said yet. */
  leftMs(totalBytes: number): number | undefined {
    const first = this.seen[0];
    const last = this.seen.at(-1);
    if (!first || !last || last.atMs - first.atMs < kLeastMs || last.bytes <= first.bytes) return undefined;
    return ((totalBytes - last.bytes) * (last.atMs - first.atMs)) / (last.bytes - first.bytes);
  }
}
