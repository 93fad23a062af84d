// Keeps one player where the server says that every room is. Pure: it is shown the wish and the player several times a second and
// says what the player is to do. Lengths of recordings are in seconds, as players have them; moments in ms of a monotonic clock.
//
// Small differences are made good by playing a little faster or slower, which nobody hears; large ones by a jump that aims as
// far ahead as the last jumps took. A room whose network stood still is not torn out of a sentence: it goes on from where it
// is, and the group chooses between catching up and staying behind. What counts is how much of the film it is behind, in one
// stall or in many; what was jumped over a moment ago counts as well.
import type { PlayerWish } from "./wish";

/** What the player shows at this moment. */
export interface Seen {
  nowMs: number;
  atS: number;
  /** 0: not known yet. */
  durationS: number;
  /** It could go on playing from here. */
  hasData: boolean;
  seeking: boolean;
}

export interface Orders {
  playing: boolean;
  rate: number;
  seekToS?: number;
  /** Of where the server says we are; below zero: ahead. */
  behindMs: number;
}

/** `offered`: it has fallen behind, and the group has not chosen yet. `behind`: it has chosen to stay so. */
export type Place = "with" | "offered" | "behind";

/** Nearer than this is in step, and the rate is left alone … */
export const kCorrectFromS = 0.03;
/** … and once it is being corrected, until this. */
const kCorrectUntilS = 0.012;
export const kMostRate = 0.06;
/** A difference of 0.2 s is made good at the full rate. */
const kRatePerS = 0.3;
const kRateStep = 0.005;
/** How often the rate may change: each change costs the sound a little. */
const kRateEveryMs = 400;
/** What is further off is not made good by the rate. */
export const kSeekFromS = 1.5;
/** Right after a jump or at the beginning nobody is in the middle of a sentence yet: there it may be less. */
const kSettleFromS = 0.3;
/** So many jumps in a row; a network that is too slow for them is not asked again and again. */
const kSeeksInARow = 3;
/** Who has missed more than this, or would by a jump, is asked … */
const kAskFromS = 3;
/** … and what was jumped over so long ago is part of it. */
export const kMissedWithinMs = 60_000;
/** A paused player stands within this of where it should. */
const kPausedWithinS = 0.01;
const kEndS = 0.08;
const kFirstSeekCostS = 0.15;
const kMostSeekCostS = 6;
/** What a player takes to begin. */
const kHoldUntilS = 0.04;

export class Follower {
  private place_: Place = "with";
  private correcting = false;
  private rate = 1;
  private rateChangedMs = -Infinity;
  private seek: { begunMs: number; toS: number } | undefined;
  /** Where it stood when it was last seen, and whether it has moved since it was loaded or jumped. */
  private lastS: number | undefined;
  private moved = false;
  private seeks = 0;
  private seekCostS = kFirstSeekCostS;
  private settling = true;
  /** It has played since it was loaded: from then on a lack of data is a stall, before it is a beginning. */
  private begun = false;
  private stalledSinceMs: number | undefined;
  private catching = false;
  /** It has been in step since it was loaded or everybody jumped: from then on the room would miss what is jumped over. */
  private heard = false;
  private missed: { atMs: number; s: number }[] = [];
  /** Where everybody was at which moment, when it was last looked at and played. */
  private others: { atS: number; atMs: number } | undefined;
  /** It came out ahead of where it was sent, and waits there for the others. */
  private holding = false;

  get place(): Place {
    return this.place_;
  }

  /** How long it has been waiting for data in the midst of playing. */
  stalledForMs(nowMs: number): number {
    return this.stalledSinceMs === undefined ? 0 : nowMs - this.stalledSinceMs;
  }

  /** Another recording; `again`: the same one from elsewhere. */
  loaded(again = false): void {
    this.begun = false;
    this.settling = true;
    this.seek = this.stalledSinceMs = this.lastS = undefined;
    this.moved = this.holding = false;
    this.seeks = 0;
    this.others = undefined;
    if (!again) this.unheard();
    this.steady();
  }

  /** The facilitator jumped: everybody goes along, wherever they were. */
  jumped(): void {
    this.place_ = "with";
    this.settling = true;
    this.holding = false;
    this.seek = undefined;
    this.seeks = 0;
    this.unheard();
  }

  /** Loaded again after it had missed so much: whether it goes on from where it was, rather than from where the others are. */
  resumes(missedS: number): boolean {
    if (this.place_ === "with" && this.heard && missedS > kAskFromS) this.ask();
    this.unheard();
    return this.place_ !== "with";
  }

  catchUp(): void {
    this.jumped();
    this.catching = true;
  }

  stayBehind(): void {
    this.place_ = "behind";
  }

  look(wish: PlayerWish, seen: Seen): Orders {
    const targetS = seen.durationS > 0 ? Math.min(wish.atS, seen.durationS) : wish.atS;
    const offS = targetS - seen.atS;
    const orders: Orders = { playing: wish.playing, rate: 1, behindMs: Math.round(offS * 1000) };
    this.noteOthers(wish, seen.nowMs);
    this.noteMoving(seen);
    this.noteStall(wish, seen);
    this.noteSeek(seen);
    if (!wish.playing) return this.stand(orders, targetS, offS, seen);
    // The others waited, or all have come to the end.
    if (this.place_ !== "with" && Math.abs(offS) < kSettleFromS) this.jumped();
    if (seen.durationS > 0 && seen.atS >= seen.durationS - kEndS && offS > -kSeekFromS) return { ...orders, playing: false };
    if (this.place_ !== "with") {
      this.steady();
      return orders;
    }
    const waits = this.stalledSinceMs !== undefined && !this.catching;
    if (this.seek || seen.seeking || waits || seen.durationS === 0) {
      this.steady();
      return orders;
    }
    if (this.mustHold(offS)) {
      this.steady();
      return { ...orders, playing: false };
    }
    if (this.mustSeek(offS)) {
      if (!this.wouldMissTooMuch(offS, seen.nowMs)) return this.jump(orders, targetS, seen);
      this.settling = this.catching = false;
      // The little that is left after a jump is made good by the rate.
      if (offS > kSeekFromS) this.ask();
      return orders;
    }
    if (Math.abs(offS) <= kSettleFromS && this.moved) {
      this.settling = this.catching = false;
      this.heard = true;
      this.seeks = 0;
    }
    return { ...orders, rate: this.rateFor(offS, seen.nowMs) };
  }

  /** A jump that took less than the ones before: nothing has been heard from there yet, so it can wait. */
  private mustHold(offS: number): boolean {
    const from = this.settling && this.moved && offS < -kSettleFromS && offS > -kMostSeekCostS;
    this.holding = from || (this.holding && offS < -kHoldUntilS);
    return this.holding;
  }

  private mustSeek(offS: number): boolean {
    const far = Math.abs(offS) > (this.settling || this.catching ? kSettleFromS : kSeekFromS);
    if (!far) return false;
    // Told to play, it takes a moment to begin: how much it is off shows only then.
    if (!this.moved && (this.seeks > 0 || Math.abs(offS) <= kSeekFromS) && !this.catching) return false;
    if (this.seeks >= kSeeksInARow) {
      this.settling = this.catching = false;
      if (offS > kSeekFromS) this.ask();
      return false;
    }
    return true;
  }

  /** Behind, that is: what is heard twice is not missed. */
  private wouldMissTooMuch(offS: number, nowMs: number): boolean {
    this.missed = this.missed.filter(({ atMs }) => nowMs - atMs < kMissedWithinMs);
    return this.heard && offS > 0 && this.missed.reduce((sum, { s }) => sum + s, offS) > kAskFromS;
  }

  private ask(): void {
    this.place_ = "offered";
    this.missed = [];
  }

  private unheard(): void {
    this.heard = false;
    this.missed = [];
  }

  private jump(orders: Orders, targetS: number, seen: Seen): Orders {
    this.seeks += 1;
    this.settling = true;
    this.steady();
    if (this.heard) this.missed.push({ atMs: seen.nowMs, s: Math.max(0, targetS - seen.atS) });
    const toS = Math.min(targetS + this.seekCostS, seen.durationS);
    this.seek = { begunMs: seen.nowMs, toS };
    this.moved = this.catching = false;
    this.lastS = toS;
    return { ...orders, seekToS: toS };
  }

  /** At exactly p, ready to go on at once. */
  private stand(orders: Orders, targetS: number, offS: number, seen: Seen): Orders {
    this.steady();
    if (this.place_ !== "with" || seen.durationS === 0 || seen.seeking || Math.abs(offS) <= kPausedWithinS) return orders;
    return { ...orders, seekToS: targetS };
  }

  /** Played on, and yet elsewhere than time alone explains: everybody goes there, and nobody has fallen behind. */
  private noteOthers(wish: PlayerWish, nowMs: number): void {
    const last = this.others;
    this.others = wish.playing ? { atS: wish.atS, atMs: nowMs } : undefined;
    if (!last || !wish.playing || Math.abs(wish.atS - last.atS - (nowMs - last.atMs) / 1000) < kSeekFromS) return;
    this.settling = true;
    this.unheard();
  }

  private noteStall(wish: PlayerWish, seen: Seen): void {
    const lacks = wish.playing && this.begun && !seen.hasData && !this.seek;
    if (lacks) {
      this.stalledSinceMs ??= seen.nowMs;
      return;
    }
    if (seen.hasData && wish.playing && !seen.seeking) this.begun = true;
    this.stalledSinceMs = undefined;
  }

  private noteMoving(seen: Seen): void {
    if (this.lastS !== undefined && seen.atS > this.lastS && !seen.seeking) this.moved = true;
    this.lastS = seen.atS;
  }

  /** A jump is over when it plays on from there; what it took is the time that was not played. */
  private noteSeek(seen: Seen): void {
    if (!this.seek || seen.seeking || !seen.hasData || !this.moved) return;
    const tookS = (seen.nowMs - this.seek.begunMs) / 1000 - (seen.atS - this.seek.toS);
    this.seekCostS = (this.seekCostS + Math.max(0, Math.min(kMostSeekCostS, tookS))) / 2;
    this.seek = undefined;
  }

  private rateFor(offS: number, nowMs: number): number {
    this.correcting = Math.abs(offS) > (this.correcting ? kCorrectUntilS : kCorrectFromS);
    const wanted = this.correcting ? 1 + Math.max(-kMostRate, Math.min(kMostRate, offS * kRatePerS)) : 1;
    const rate = Math.round(wanted / kRateStep) * kRateStep;
    if (Math.abs(rate - this.rate) > kRateStep / 2 && nowMs - this.rateChangedMs >= kRateEveryMs) {
      this.rate = rate;
      this.rateChangedMs = nowMs;
    }
    return this.rate;
  }

  private steady(): void {
    this.correcting = false;
    this.rate = 1;
    this.rateChangedMs = -Infinity;
  }
}
