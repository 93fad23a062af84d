// Staying in step, with a player made of numbers: it starts late, jumps slowly, runs a little wrong and stands still when the
// network does.
// @vitest-environment node
import { expect, test } from "vitest";
import { Follower, kMissedWithinMs, kSeekFromS, type Orders, type Seen } from "../src/talks/follow";
import type { PlayerWish } from "../src/talks/wish";

interface Faults {
  seekMs?: number;
  startMs?: number;
  /** What its own clock runs too fast. */
  drift?: number;
  /** What currentTime is off by, at random. */
  noiseS?: number;
}

class Player {
  atS = 0;
  durationS = 900;
  hasData = true;
  playing = false;
  rate = 1;
  seeks: number[] = [];
  seekingUntilMs = -1;
  private startsMs = 0;
  private random = 12345;
  constructor(public faults: Faults = {}) {}

  obey(orders: Orders, nowMs: number): void {
    if (orders.seekToS !== undefined) {
      this.atS = orders.seekToS;
      this.seeks.push(orders.seekToS);
      this.seekingUntilMs = nowMs + (this.faults.seekMs ?? 80);
    }
    if (orders.playing && !this.playing) this.startsMs = nowMs + (this.faults.startMs ?? 40);
    this.playing = orders.playing;
    this.rate = orders.rate;
  }
  pass(ms: number, nowMs: number): void {
    if (!this.playing || !this.hasData || nowMs < this.startsMs || nowMs < this.seekingUntilMs) return;
    this.atS = Math.min(this.durationS, this.atS + (ms / 1000) * this.rate * (1 + (this.faults.drift ?? 0)));
  }
  seen(nowMs: number): Seen {
    this.random = (this.random * 1103515245 + 12345) % 2147483648;
    const noise = (this.random / 2147483648 - 0.5) * 2 * (this.faults.noiseS ?? 0);
    const seeking = nowMs < this.seekingUntilMs;
    return { nowMs, atS: this.atS + (this.playing ? noise : 0), durationS: this.durationS, hasData: this.hasData && !seeking, seeking };
  }
}

const kTick = 20;
class World {
  nowMs = 0;
  /** Server: position 0 was at this moment; or paused there. */
  sinceMs = 0;
  pausedS: number | undefined;
  readonly follower = new Follower();
  readonly off: number[] = [];
  readonly rates: number[] = [];
  orders: Orders | undefined;
  constructor(readonly player: Player) {}
  wish(): PlayerWish {
    return this.pausedS === undefined ? { atS: (this.nowMs - this.sinceMs) / 1000, playing: true } : { atS: this.pausedS, playing: false };
  }
  run(ms: number, everyMs = 100): this {
    for (const until = this.nowMs + ms; this.nowMs < until; this.nowMs += kTick) {
      if (this.nowMs % everyMs === 0) {
        this.orders = this.follower.look(this.wish(), this.player.seen(this.nowMs));
        this.player.obey(this.orders, this.nowMs);
      }
      this.player.pass(kTick, this.nowMs);
      this.off.push(this.wish().atS + (this.pausedS === undefined ? kTick / 1000 : 0) - this.player.atS);
      this.rates.push(this.player.rate);
    }
    return this;
  }
  pause(): void {
    this.pausedS = this.wish().atS;
  }
  resume(): void {
    this.sinceMs = this.nowMs - this.pausedS! * 1000;
    this.pausedS = undefined;
  }
  forget(): void {
    this.off.length = this.rates.length = this.player.seeks.length = 0;
  }
}
const median = (list: number[]) => [...list].map(Math.abs).sort((a, b) => a - b)[Math.floor(list.length / 2)]!;
const worst = (list: number[]) => Math.max(...list.map(Math.abs));

test("a talk that begins is in step from the first second on, and stays so for a quarter of an hour", () => {
  for (const faults of [{}, { startMs: 250 }, { drift: 0.002 }, { drift: -0.002, noiseS: 0.02 }, { startMs: 900, seekMs: 300 }]) {
    const world = new World(new Player(faults));
    world.run(3_000);
    world.forget();
    world.run(890_000, 260);
    expect(median(world.off), JSON.stringify(faults)).toBeLessThan(0.05);
    expect(worst(world.off), JSON.stringify(faults)).toBeLessThan(0.4);
    expect(world.player.seeks, "nothing jumps once it runs").toEqual([]);
  }
});

test("within 30 ms the rate is left alone", () => {
  const world = new World(new Player({ startMs: 0 })).run(1_000);
  world.player.atS -= 0.025;
  world.forget();
  world.run(20_000);
  expect(new Set(world.rates)).toEqual(new Set([1]));
});

test("what is a little off is made good by the rate alone, never by more than six in a hundred, and then the rate is one again", () => {
  for (const off of [0.2, -0.2, 1.2, -1.2]) {
    const world = new World(new Player()).run(5_000);
    world.forget();
    world.player.atS -= off;
    world.run(40_000);
    expect(world.player.seeks).toEqual([]);
    expect(Math.max(...world.rates)).toBeLessThanOrEqual(1.06 + 1e-9);
    expect(Math.min(...world.rates)).toBeGreaterThanOrEqual(0.94 - 1e-9);
    expect(Math.abs(world.off.at(-1)!)).toBeLessThan(0.03);
    expect(world.player.rate).toBe(1);
  }
});

test("the rate is proportional, and changes a few times rather than at every look", () => {
  const world = new World(new Player({ noiseS: 0.02 })).run(5_000);
  world.forget();
  world.player.atS -= 0.1;
  world.run(1_000);
  expect(world.rates.at(-1)!).toBeGreaterThan(1);
  expect(world.rates.at(-1)!).toBeLessThan(1.05);
  world.run(60_000);
  const changes = world.rates.filter((rate, i) => i > 0 && rate !== world.rates[i - 1]).length;
  expect(changes).toBeLessThan(30);
});

test("what is further off is jumped, aiming ahead by what jumps take here", () => {
  const world = new World(new Player({ seekMs: 700 })).run(3_000);
  world.sinceMs -= 60_000;
  world.run(4_000);
  world.sinceMs -= 60_000;
  world.forget();
  world.run(1_500);
  expect(world.player.seeks.length).toBeGreaterThan(0);
  expect(world.player.seeks[0]! - (world.wish().atS - 1.5), "ahead of where it was asked").toBeGreaterThan(0.3);
  world.run(6_000);
  expect(Math.abs(world.off.at(-1)!)).toBeLessThan(0.1);
});

test("a jump that was quicker than the ones before waits for the others instead of jumping back", () => {
  const player = new Player({ seekMs: 4_000 });
  const world = new World(player).run(3_000);
  world.sinceMs -= 60_000;
  world.run(30_000);
  player.faults = { seekMs: 80 };
  world.sinceMs -= 60_000;
  world.follower.jumped();
  world.forget();
  world.run(6_000);
  expect(player.seeks.length).toBe(1);
  expect(Math.abs(world.off.at(-1)!)).toBeLessThan(0.1);
  expect(world.follower.place).toBe("with");
});

test("whoever comes late begins where the others are", () => {
  const world = new World(new Player());
  world.sinceMs = -400_000;
  world.run(3_000);
  expect(world.player.seeks[0]).toBeGreaterThan(399);
  world.forget();
  world.run(30_000);
  expect(worst(world.off)).toBeLessThan(0.4);
});

test("the length must be known before anything jumps", () => {
  const world = new World(new Player());
  world.sinceMs = -400_000;
  world.player.durationS = 0;
  world.player.hasData = false;
  world.run(2_000);
  expect(world.player.seeks).toEqual([]);
  world.player.durationS = 900;
  world.player.hasData = true;
  world.run(2_000);
  expect(world.player.seeks.length).toBeGreaterThan(0);
});

test("paused it stands at exactly p, and goes on without a jump", () => {
  const world = new World(new Player({ startMs: 120 })).run(20_000);
  world.pause();
  const p = world.pausedS!;
  world.run(3_000);
  expect(world.player.playing).toBe(false);
  expect(world.player.atS).toBeCloseTo(p, 2);
  world.forget();
  world.resume();
  const before = world.player.atS;
  world.run(200);
  expect(world.player.atS).toBeGreaterThanOrEqual(before);
  world.run(20_000);
  expect(world.player.seeks).toEqual([]);
  expect(Math.abs(world.off.at(-1)!)).toBeLessThan(0.03);
});

test("a short stall is made good by itself: softly, or by a jump when it was more than a second and a half", () => {
  for (const [ms, jumps] of [[800, 0], [1_900, 1]] as const) {
    const world = new World(new Player()).run(10_000);
    world.forget();
    world.player.hasData = false;
    world.run(ms);
    world.player.hasData = true;
    world.run(25_000);
    expect(world.follower.place).toBe("with");
    expect(world.player.seeks.length, `${ms}`).toBe(jumps);
    expect(Math.abs(world.off.at(-1)!)).toBeLessThan(0.03);
  }
});

test("after a long stall it goes on from where it is and asks; it does not jump by itself", () => {
  const world = new World(new Player()).run(10_000);
  world.forget();
  world.player.hasData = false;
  world.run(9_000);
  expect(world.follower.stalledForMs(world.nowMs)).toBeGreaterThan(8_000);
  expect(world.follower.place).toBe("with");
  world.player.hasData = true;
  world.run(60_000);
  expect(world.follower.place).toBe("offered");
  expect(world.player.seeks).toEqual([]);
  expect(world.off.at(-1)!).toBeCloseTo(9, 0);
  expect(new Set(world.rates)).toEqual(new Set([1]));
});

/** The network gives out for a moment, again and again. */
function stutter(world: World, many: number, stallMs: number, playMs: number): void {
  for (let i = 0; i < many && world.follower.place === "with"; i++) {
    world.player.hasData = false;
    world.run(stallMs);
    world.player.hasData = true;
    world.run(playMs);
  }
}

test("short stalls that add up are asked about as a long one is, before the film is chopped to pieces", () => {
  for (const [stallMs, playMs] of [[1_900, 4_000], [1_200, 3_000], [700, 900], [400, 300], [2_500, 8_000]] as const) {
    const world = new World(new Player()).run(10_000);
    world.forget();
    stutter(world, 60, stallMs, playMs);
    const what = `${stallMs} ms without data, ${playMs} ms with`;
    expect(world.follower.place, what).toBe("offered");
    expect(world.player.seeks.length, what).toBeLessThanOrEqual(1);
    expect(world.off.at(-1)!, what).toBeGreaterThan(kSeekFromS);
  }
});

test("stalls that are made good in between are no matter, however many they are", () => {
  const world = new World(new Player());
  world.player.durationS = 7_200;
  world.run(10_000);
  world.forget();
  stutter(world, 30, 700, 30_000);
  expect(world.follower.place).toBe("with");
  expect(world.player.seeks).toEqual([]);
  stutter(world, 10, 1_900, kMissedWithinMs + 20_000);
  expect(world.follower.place, "what was jumped over a while ago is forgotten").toBe("with");
  expect(world.player.seeks.length).toBe(10);
});

test("it is asked once about one lag: neither while it grows, nor again after catching up, until there is a new one", () => {
  const world = new World(new Player()).run(10_000);
  stutter(world, 60, 1_900, 4_000);
  expect(world.follower.place).toBe("offered");
  world.follower.catchUp();
  const places = new Set<string>();
  for (let i = 0; i < 40; i++) places.add(world.run(500).follower.place);
  stutter(world, 1, 1_900, 20_000);
  places.add(world.follower.place);
  expect([...places], "one short stall afterwards is the first again").toEqual(["with"]);
  stutter(world, 60, 1_900, 4_000);
  expect(world.follower.place).toBe("offered");
});

test("who watches on behind is not asked again, whatever the network does, until it has been with the others", () => {
  const world = new World(new Player()).run(10_000);
  stutter(world, 60, 1_900, 4_000);
  world.follower.stayBehind();
  for (let i = 0; i < 20; i++) {
    world.player.hasData = false;
    world.run(i % 2 ? 900 : 4_000);
    world.player.hasData = true;
    world.run(2_000);
    expect(world.follower.place).toBe("behind");
  }
  expect(world.off.at(-1)!).toBeGreaterThan(40);
  world.sinceMs += world.off.at(-1)! * 1000;
  world.run(5_000);
  expect(world.follower.place).toBe("with");
  stutter(world, 60, 1_900, 4_000);
  expect(world.follower.place).toBe("offered");
});

test("who hears late that it goes on has fallen behind; who hears of another position has not", () => {
  const world = new World(new Player()).run(20_000);
  world.pause();
  world.run(3_000);
  world.forget();
  world.resume();
  world.sinceMs -= 5_000;
  world.run(4_000);
  expect(world.follower.place).toBe("offered");
  expect(world.player.seeks).toEqual([]);
  world.follower.catchUp();
  world.run(5_000);
  world.sinceMs -= 5_000;
  world.run(5_000);
  expect(world.follower.place).toBe("with");
  expect(Math.abs(world.off.at(-1)!)).toBeLessThan(0.1);
});

function stalled(): World {
  const world = new World(new Player()).run(10_000);
  world.player.hasData = false;
  world.run(9_000);
  world.player.hasData = true;
  world.run(2_000);
  world.forget();
  return world;
}

test("catching up is one jump, and then it is in step", () => {
  const world = stalled();
  world.follower.catchUp();
  world.run(5_000);
  expect(world.follower.place).toBe("with");
  expect(world.player.seeks.length).toBe(1);
  expect(Math.abs(world.off.at(-1)!)).toBeLessThan(0.1);
});

test("who stays behind stays behind, through pauses and more stalls, until the facilitator jumps", () => {
  const world = stalled();
  world.follower.stayBehind();
  world.run(10_000);
  world.pause();
  world.run(4_000);
  expect(world.player.playing).toBe(false);
  world.resume();
  world.run(5_000);
  world.player.hasData = false;
  world.run(5_000);
  world.player.hasData = true;
  world.run(10_000);
  expect(world.follower.place).toBe("behind");
  expect(world.player.seeks).toEqual([]);
  expect(world.off.at(-1)!).toBeGreaterThan(13);
  world.sinceMs += 8_000;
  world.follower.jumped();
  world.run(5_000);
  expect(world.follower.place).toBe("with");
  expect(Math.abs(world.off.at(-1)!)).toBeLessThan(0.1);
});

test("when the others come back to where a group stayed, it is with them again", () => {
  const world = stalled();
  world.follower.stayBehind();
  world.sinceMs += 9_020;
  world.run(10_000);
  expect(world.follower.place).toBe("with");
});

test("a network too slow for jumping is asked a few times, then the group chooses", () => {
  const player = new Player({ seekMs: 5_000 });
  const world = new World(player);
  world.sinceMs = -100_000;
  // Every jump finds an empty buffer that takes longer than the one before.
  let last = 0;
  for (let i = 0; i < 600 && world.follower.place === "with"; i++) {
    if (player.seeks.length > last) {
      last = player.seeks.length;
      player.seekingUntilMs = world.nowMs + 5_000 * (last + 1);
    }
    world.run(100);
  }
  expect(player.seeks.length).toBe(3);
  expect(world.follower.place).toBe("offered");
});

test("at its end it stops, and nobody is told to jump", () => {
  const world = new World(new Player());
  world.player.durationS = 10;
  world.run(15_000);
  expect(world.player.playing).toBe(false);
  expect(world.player.atS).toBeGreaterThan(9.9 - 0.1);
  expect(world.player.seeks).toEqual([]);
  expect(world.orders!.behindMs).toBeLessThan(150);
});

test("another file of the same recording begins where the others are, and loading it is no stall", () => {
  const world = new World(new Player()).run(30_000);
  world.player.atS = 0;
  world.player.hasData = false;
  world.player.durationS = 0;
  world.follower.loaded();
  world.run(4_000);
  world.player.durationS = 900;
  world.player.hasData = true;
  world.run(5_000);
  expect(world.follower.place).toBe("with");
  expect(Math.abs(world.off.at(-1)!)).toBeLessThan(0.1);
});
