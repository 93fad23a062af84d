// P-41: the offset is signed, and the exchange with the shortest round trip counts.
import { expect, test } from "vitest";
import { ServerClock } from "../src/connection";

function world(offsetMs: number) {
  const at = { ms: 1_000 };
  const clock = new ServerClock(() => at.ms);
  const exchange = (thereMs: number, backMs: number, offset = offsetMs) => {
    const number = clock.ping();
    at.ms += thereMs;
    const serverMs = at.ms + offset;
    at.ms += backMs;
    return clock.pong(number, serverMs);
  };
  return { at, clock, exchange };
}

test("P-41 an even round trip gives the exact offset, ahead or behind", () => {
  for (const offset of [3_600_000, -3_600_000, 0, 1_764_000_000_000]) {
    const { clock, exchange } = world(offset);
    exchange(20, 20);
    expect(clock.offsetMs).toBe(offset);
  }
});

test("P-41 of five exchanges the one with the shortest round trip counts", () => {
  const { clock, exchange } = world(-5_000);
  exchange(300, 20);
  exchange(2, 2);
  exchange(40, 200);
  exchange(10, 90);
  exchange(90, 10);
  expect(clock.offsetMs).toBe(-5_000);
  expect(clock.lastRoundTripMs).toBe(100);
});

test("P-41 the error of one exchange is at most half its round trip", () => {
  const { clock, exchange } = world(1_000);
  exchange(0, 80);
  expect(Math.abs(clock.offsetMs - 1_000)).toBe(40);
});

test("an answer nobody asked for is not taken in", () => {
  const { clock } = world(0);
  expect(clock.pong(99, 123)).toBe(false);
  expect(clock.known).toBe(false);
});

test("a clock that stood still while the laptop slept is found out, however short the old round trip was", () => {
  const { clock, exchange } = world(0);
  exchange(1, 1);
  exchange(30, 30, 600_000);
  expect(clock.offsetMs).toBe(600_000);
});

test("exchanges older than five minutes no longer count", () => {
  const { at, clock, exchange } = world(0);
  exchange(1, 1);
  at.ms += 6 * 60_000;
  exchange(50, 10, 30);
  expect(clock.offsetMs).toBe(50);
});
