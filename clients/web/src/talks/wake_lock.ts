// Keeps the screen awake while it is wanted. Browsers let go of it whenever the page is out of sight, so it is asked for again
// when somebody looks; one without it, or with little battery, just goes dark as it would have.
export class WakeLock {
  private wanted = false;
  private lock: WakeLockSentinel | undefined;

  want(wanted: boolean): void {
    if (wanted === this.wanted) return;
    this.wanted = wanted;
    if (wanted) {
      document.addEventListener("visibilitychange", this.ask);
      void this.ask();
    } else {
      document.removeEventListener("visibilitychange", this.ask);
      void this.lock?.release();
      this.lock = undefined;
    }
  }

  private readonly ask = async (): Promise<void> => {
    if (!("wakeLock" in navigator) || document.visibilityState !== "visible" || (this.lock && !this.lock.released)) return;
    try {
      const lock = await navigator.wakeLock.request("screen");
      if (this.wanted) this.lock = lock;
      else void lock.release();
    } catch {
      // Refused; at the next look once more.
    }
  };
}
