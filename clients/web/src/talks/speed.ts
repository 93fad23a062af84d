// How quick this device's network is, in bytes per second, from pieces that were fetched. Remembered, so that the next page
// begins with a fair guess.
import { remember, remembered } from "./remembered";

/** How much the newest piece counts. */
const kWeight = 0.3;
/** A piece from a cache, or one that was hardly there, says nothing. */
const kLeastMs = 5;

export class Speed {
  private bytesPerS_: number | undefined = (() => {
    const kept = Number(remembered("speed"));
    return kept > 0 ? kept : undefined;
  })();

  get bytesPerS(): number | undefined {
    return this.bytesPerS_;
  }

  measured(bytes: number, tookMs: number): void {
    const now = bytes / (Math.max(kLeastMs, tookMs) / 1000);
    this.bytesPerS_ = this.bytesPerS_ === undefined ? now : this.bytesPerS_ + (now - this.bytesPerS_) * kWeight;
    remember("speed", String(Math.round(this.bytesPerS_)));
  }
}
