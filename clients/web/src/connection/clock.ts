// The server's clock, seen from here (P-40, P-41). The offset is signed, and of the exchanges of the last minutes the one
// with the shortest round trip counts. Local time is a monotonic clock, so a wrong or corrected wall clock does not matter.

interface Sample {
  offsetMs: number;
  roundTripMs: number;
  takenAtMs: number;
}

/** Older exchanges are forgotten, or two drifting quartz clocks would part. */
const kKeepMs = 5 * 60_000;
/** What two honest clocks may drift apart in that time. */
const kDriftMs = 50;

export class ServerClock {
  private samples: Sample[] = [];
  private sent = new Map<number, number>();
  private nextNumber = 1;
  private lastRoundTripMs_ = 0;

  /** `localNow`: milliseconds of a monotonic clock. */
  constructor(private readonly localNow: () => number) {}

  /** Notes the moment of sending and returns the number to send. */
  ping(): number {
    const number = this.nextNumber++;
    this.sent.set(number, this.localNow());
    return number;
  }

  /** Takes an answer in. False for one that was never asked for. */
  pong(number: number, serverMs: number): boolean {
    const sentMs = this.sent.get(number);
    if (sentMs === undefined) return false;
    this.sent.delete(number);
    const receivedMs = this.localNow();
    this.lastRoundTripMs_ = receivedMs - sentMs;
    const roundTripMs = this.lastRoundTripMs_;
    const offsetMs = serverMs - (sentMs + receivedMs) / 2;
    // Each exchange is wrong by at most half its round trip. Two that differ by more mean that a clock has jumped or
    // stood still (a laptop that slept): the older one no longer holds.
    const agrees = (s: Sample) => Math.abs(s.offsetMs - offsetMs) <= (s.roundTripMs + roundTripMs) / 2 + kDriftMs;
    this.samples = this.samples.filter((s) => receivedMs - s.takenAtMs < kKeepMs && agrees(s));
    this.samples.push({ offsetMs, roundTripMs, takenAtMs: receivedMs });
    return true;
  }

  /** Forget everything: after a sleep or on a new connection the old exchanges may be wrong. */
  forget(): void {
    this.samples = [];
    this.sent.clear();
  }

  get known(): boolean {
    return this.samples.length > 0;
  }

  get offsetMs(): number {
    let best: Sample | undefined;
    for (const sample of this.samples) {
      if (!best || sample.roundTripMs < best.roundTripMs) best = sample;
    }
    return best?.offsetMs ?? 0;
  }

  get lastRoundTripMs(): number {
    return this.lastRoundTripMs_;
  }

  serverNow(): number {
    return this.localNow() + this.offsetMs;
  }
}
