// The page's one clock hand: the server's time in whole seconds. All timers draw from the same value, so that every
// screen in every room shows the same second. It waits for the next whole second of the server; it never counts.

export class Ticker {
  /** Server time in milliseconds, floored to a whole second. */
  nowMs = $state(0);
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly serverNow: () => number) {}

  /** Starts, or aligns again after the clock has been corrected. */
  align(): void {
    clearTimeout(this.timer);
    const now = this.serverNow();
    this.nowMs = Math.floor(now / 1000) * 1000;
    this.timer = setTimeout(() => this.align(), this.nowMs + 1000 - now + 1);
  }

  stop(): void {
    clearTimeout(this.timer);
  }
}
