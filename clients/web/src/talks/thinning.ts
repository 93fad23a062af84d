// Whether what a player has ahead of it is running out: little is left and it becomes less, so the network is slower than the
// recording. Said before it stalls, while there is time to choose less picture. Pure.

const kLittleS = 6;
const kOverMs = 3_000;
/** A piece that arrives moves it by less than this. */
const kShrunkS = 0.75;

export class Thinning {
  private seen: { nowMs: number; aheadS: number }[] = [];
  private thin_ = false;

  get thin(): boolean {
    return this.thin_;
  }

  /** `toEnd`: everything up to the end is there, so nothing can run out. */
  look(nowMs: number, aheadS: number, toEnd: boolean): boolean {
    if (toEnd || aheadS > 2 * kLittleS) {
      this.forget();
      return false;
    }
    this.seen = this.seen.filter((s) => nowMs - s.nowMs <= kOverMs);
    // Only once: a window that has hardly begun says nothing.
    const oldest = this.seen[0];
    this.seen.push({ nowMs, aheadS });
    if (oldest && nowMs - oldest.nowMs > kOverMs / 2 && aheadS < kLittleS && oldest.aheadS - aheadS > kShrunkS) this.thin_ = true;
    return this.thin_;
  }

  forget(): void {
    this.seen = [];
    this.thin_ = false;
  }
}
