// P-42 and P-43: times are drawn from absolute ends.
import { expect, test } from "vitest";
import { LingeringSchema, SessionSchema, TimerSchema, PlanSchema, create, type MessageInitShape } from "../src/protocol";
import { SessionState, StepKind } from "../src/protocol";
import { formatClock, isReady, lingeringLeft, lingeringOf, passedMs, placeOf, showCode, stepOf, stepTimeLeft, timeLeft } from "../src/session";
import { Ticker } from "../src/session/ticker.svelte";

const timer = (init: MessageInitShape<typeof TimerSchema>) => create(TimerSchema, { lengthMs: 600_000, ...init });
const runningUntil = (value: bigint, overtime = false) =>
  timer({ state: { case: "runningUntilMs", value }, overtime });
const pausedWith = (value: number, more = {}) => timer({ state: { case: "pausedLeftMs", value }, ...more });

test("P-42 a running timer shows T − now", () => {
  expect(timeLeft(runningUntil(700_000n), 640_000)).toMatchObject({ leftMs: 60_000, overtime: false, paused: false });
});

test("P-42 past the end but not announced shows 0:00; announced shows overtime", () => {
  expect(timeLeft(runningUntil(700_000n), 705_000)).toMatchObject({ leftMs: 0, overtimeMs: 0, overtime: false });
  expect(timeLeft(runningUntil(700_000n, true), 705_000)).toMatchObject({ leftMs: 0, overtimeMs: 5_000, overtime: true });
});

test("P-42 a paused timer stands still, also in overtime", () => {
  expect(timeLeft(pausedWith(30_000), 1)).toEqual(timeLeft(pausedWith(30_000), 999_999));
  expect(timeLeft(pausedWith(0, { overtime: true, pausedOvertimeMs: 7_000 }), 5)).toMatchObject({ overtimeMs: 7_000 });
});

test("P-43 time passed in the phase counts overtime and stops in a pause", () => {
  expect(passedMs(runningUntil(700_000n), 640_000)).toBe(540_000);
  expect(passedMs(runningUntil(700_000n, true), 760_000)).toBe(660_000);
  expect(passedMs(pausedWith(100_000), 123)).toBe(500_000);
});

const plan = create(PlanSchema, {
  agenda: {
    phases: [
      {
        steps: [
          { kind: StepKind.WRITE, lengthMs: 120_000 },
          { kind: StepKind.ROUND, lengthMs: 240_000 },
        ],
      },
    ],
  },
});
const session = create(SessionSchema, { state: SessionState.RUNNING, phaseIndex: 0, phaseRevision: 4 });
const at = (phaseRevision: number, step: number, begunAtMs: number) =>
  ({ step: { $typeName: "samtale.v1.StepPosition", phaseRevision, step, begunAtMs } }) as never;

test("P-43 a step ends at its beginning plus its length, in time passed", () => {
  const step = stepOf(plan, session, at(4, 1, 100_000));
  expect(step).toMatchObject({ index: 1, count: 2, next: undefined });
  expect(stepTimeLeft(step, runningUntil(600_000n), 150_000, 1)?.leftMs).toBe(190_000);
  expect(stepTimeLeft(step, runningUntil(600_000n), 150_000, 4)?.leftMs).toBe(10_000);
  expect(stepTimeLeft(step, runningUntil(600_000n), 400_000, 1)).toMatchObject({ leftMs: 0, overtimeMs: 60_000 });
});

test("a position from another phase means the first step from the phase's beginning", () => {
  expect(stepOf(plan, session, at(3, 1, 100_000))).toMatchObject({ index: 0, begunAtMs: 0 });
  expect(stepOf(plan, session, undefined)).toMatchObject({ index: 0 });
});

test("ready counts only for the phase it was said in", () => {
  expect(isReady({ readyPhaseRevision: 4 }, session)).toBe(true);
  expect(isReady({ readyPhaseRevision: 3 }, session)).toBe(false);
});

test("clocks that are an hour apart show the same second once they know the server's", () => {
  const shown = [-3_600_000, 0, 3_600_000].map((wrongByMs) => {
    const ownClock = 50_000_400 + wrongByMs;
    const ticker = new Ticker(() => ownClock - wrongByMs);
    ticker.align();
    ticker.stop();
    return formatClock(timeLeft(runningUntil(50_060_900n), ticker.nowMs)!.leftMs);
  });
  expect(new Set(shown)).toEqual(new Set(["1:00"]));
});

test("a whole length is shown as itself at the moment it begins, and never more", () => {
  for (const begin of [0, 1, 499, 999]) {
    const until = BigInt(20_000 + begin + 600_000);
    expect(formatClock(timeLeft(runningUntil(until), 20_000)!.leftMs)).toBe("10:00");
  }
});

test("clock digits and codes", () => {
  expect(formatClock(0)).toBe("0:00");
  expect(formatClock(65_999)).toBe("1:05");
  expect(formatClock(3_661_000)).toBe("1:01:01");
  expect(showCode("K7QM3FPA")).toBe("K7QM-3FPA");
  expect(showCode("K7QM3FPA", 12)).toBe("K7QM-3FPA-12");
});

test("a group with time of its own is in the conversation before, with what is left of all it got", () => {
  const session = create(SessionSchema, { state: SessionState.RUNNING, phaseIndex: 4, phaseRevision: 9 });
  const group = { lingering: create(LingeringSchema, { phaseIndex: 3, untilMs: 300_000n }) };
  expect(lingeringOf(group, 299_999)).toBe(group.lingering);
  expect(lingeringOf(group, 300_000)).toBeUndefined();
  expect(lingeringOf({ lingering: undefined }, 0)).toBeUndefined();
  expect(placeOf(session, group.lingering)).toMatchObject({ phaseIndex: 3, phaseRevision: 8 });
  expect(placeOf(session, undefined)).toBe(session);
  // The others have been in their phase for a minute.
  const timer = create(TimerSchema, { lengthMs: 900_000, state: { case: "runningUntilMs", value: 1_020_000n } });
  expect(lingeringLeft(group.lingering, timer, 180_000)).toMatchObject({ leftMs: 120_000, lengthMs: 180_000, overtime: false });
});
