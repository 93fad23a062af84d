// Attention, readiness, order of the board.
import { expect, test } from "vitest";
import {
  GroupPresenceSchema,
  GroupProgressSchema,
  PhaseKind,
  PlanSchema,
  SessionSchema,
  SessionState,
  TimerSchema,
  create,
  type GroupPresence,
  type GroupProgress,
  type MessageInitShape,
} from "../src/protocol";
import { samplePhases } from "../src/dev/sample";
import { attentionOf, readinessOf, stepSpread, totalsOf, type Surroundings } from "../src/screens/staff/standing";
import { boardOrder, type BoardWish } from "../src/screens/staff/board/order";

const kNow = 10_000_000;
const kMinute = 60_000;
const plan = create(PlanSchema, { agenda: { phases: samplePhases } });
const indexOf = (kind: PhaseKind) => samplePhases.findIndex((p) => p.kind === kind);

function around(kind: PhaseKind, passedMinutes: number, state = SessionState.RUNNING, speed = 1): Surroundings {
  const lengthMs = samplePhases[indexOf(kind)]!.lengthMs / speed;
  const untilMs = BigInt(kNow + lengthMs - passedMinutes * kMinute);
  return {
    plan,
    session: create(SessionSchema, { state, phaseIndex: indexOf(kind), phaseRevision: 4 }),
    timer: create(TimerSchema, { lengthMs, state: { case: "runningUntilMs", value: untilMs } }),
    playback: undefined,
    talks: new Map(),
    nowMs: kNow,
    speed,
  };
}

const group = (more: MessageInitShape<typeof GroupProgressSchema> = {}): GroupProgress =>
  create(GroupProgressSchema, { groupId: "g1", name: "Team", number: 1, arrivedAtMs: 1n, ...more });
const here = (more: MessageInitShape<typeof GroupPresenceSchema> = {}): GroupPresence =>
  create(GroupPresenceSchema, { groupId: "g1", hosts: 1, lastSeenAtMs: BigInt(kNow), ...more });
const step = (index: number) => ({ step: { phaseRevision: 4, step: index, begunAtMs: 0 } });

const talk = around(PhaseKind.TALK_1, 3);
const learning = (passedMinutes: number) => around(PhaseKind.LEARNING_CONVERSATION, passedMinutes);
const productive = (passedMinutes: number) => around(PhaseKind.PRODUCTIVE_CONVERSATION, passedMinutes);

test("a call for help comes before everything else", () => {
  expect(attentionOf(group({ helpCalledAtMs: 5n }), undefined, talk)).toBe("help");
});

test("a group whose host device is away for more than ten seconds is lost", () => {
  const away = (silentMs: number) => here({ hosts: 0, screens: 1, lastSeenAtMs: BigInt(kNow - silentMs) });
  expect(attentionOf(group(), away(9_000), talk)).toBe("none");
  expect(attentionOf(group(), away(11_000), talk)).toBe("lost");
  expect(attentionOf(group(), undefined, talk)).toBe("lost");
});

test("before the session and after it nobody is lost or missing", () => {
  const ended = around(PhaseKind.EVALUATION, 1, SessionState.ENDED);
  const lobby = around(PhaseKind.WELCOME, 0, SessionState.LOBBY);
  expect(attentionOf(group(), undefined, ended)).toBe("none");
  expect(attentionOf(group({ arrivedAtMs: 0n }), undefined, lobby)).toBe("awaited");
  expect(attentionOf(group({ arrivedAtMs: 0n }), undefined, talk)).toBe("missing");
});

test("a group is behind two minutes after its step should have ended, and never in the last step", () => {
  // The first step of the learning conversation is planned for five minutes.
  expect(attentionOf(group(step(0)), here(), learning(7))).toBe("none");
  expect(attentionOf(group(step(0)), here(), learning(7.1))).toBe("behind");
  expect(attentionOf(group(step(1)), here(), learning(7.1))).toBe("none");
  expect(attentionOf(group(step(3)), here(), learning(60))).toBe("none");
});

test("a group that has not touched its steps stands at the first one", () => {
  expect(attentionOf(group({ step: { phaseRevision: 2, step: 3, begunAtMs: 0 } }), here(), learning(8))).toBe("behind");
});

test("demonstration speed shortens the steps too", () => {
  const fast = (passedMinutes: number) => around(PhaseKind.LEARNING_CONVERSATION, passedMinutes, SessionState.RUNNING, 20);
  expect(attentionOf(group(step(0)), here(), fast(7 / 20))).toBe("none");
  expect(attentionOf(group(step(0)), here(), fast(7.2 / 20))).toBe("behind");
});

test("a group without an action point shows in the last third of the productive conversation only", () => {
  const at = (minutes: number) => attentionOf(group(step(4)), here(), productive(minutes));
  expect(at(23)).toBe("none");
  expect(at(24)).toBe("no_action_point");
  expect(attentionOf(group({ ...step(4), actionPoints: 1 }), here(), productive(24))).toBe("none");
  expect(attentionOf(group(step(3)), here(), learning(34))).toBe("none");
  // Behind as well: what it will leave without is told.
  expect(attentionOf(group(step(0)), here(), productive(24))).toBe("no_action_point");
});

test("ready counts groups that are here; one that lost its network holds nobody back", () => {
  const groups = [
    group({ groupId: "a", readyPhaseRevision: 4 }),
    group({ groupId: "b", readyPhaseRevision: 3 }),
    group({ groupId: "c" }),
    group({ groupId: "d", arrivedAtMs: 0n }),
  ];
  const presence = new Map([["a", here()], ["b", here()], ["c", here({ hosts: 0 })]]);
  const readiness = readinessOf(groups, presence, talk.session);
  expect(readiness).toMatchObject({ ready: 1, of: 2 });
  expect(readiness.notReady.map((g) => g.groupId)).toEqual(["b"]);
});

test("the spread counts arrived groups by step", () => {
  const groups = [group(step(0)), group(step(2)), group(step(2)), group({ arrivedAtMs: 0n })];
  expect(stepSpread(groups, learning(10))).toEqual([1, 0, 2, 0]);
  expect(stepSpread(groups, talk)).toEqual([]);
});

test("totals add up what staff may know", () => {
  const groups = [
    group({ groupId: "a", people: 5, notes: 3, actionPoints: 2, confirmedActionPoints: 1, sharedActionPoints: 1 }),
    group({ groupId: "b", people: 4, helpCalledAtMs: 9n }),
    group({ groupId: "c", arrivedAtMs: 0n }),
  ];
  expect(totalsOf(groups, new Map([["a", here()]]), kNow)).toEqual({
    groups: 3, arrived: 2, people: 9, notes: 3, actionPoints: 2, confirmed: 1, shared: 1, withoutActionPoint: 1, help: 1, lost: 1,
  });
});

const wish = (more: Partial<BoardWish> = {}): BoardWish => ({ sorting: "attention", text: "", onlyAttention: false, ...more });
const board = [
  group({ groupId: "calm", name: "Team 10", number: 1, workplace: "Solgården", municipality: "Odense", ...step(3) }),
  group({ groupId: "behind", name: "Team 2", number: 2, ...step(0) }),
  group({ groupId: "later_help", name: "Ådalen", number: 3, helpCalledAtMs: 900n }),
  group({ groupId: "first_help", name: "Æblehuset", number: 4, helpCalledAtMs: 500n }),
  group({ groupId: "lost", name: "Zenia", number: 5 }),
  group({ groupId: "missing", name: "Anemonen", number: 6, arrivedAtMs: 0n }),
];
const presence = new Map(
  ["calm", "behind", "later_help", "first_help"].map((id, i) => [id, here({ groupId: id, lastSeenAtMs: BigInt(kNow - i) })]),
);
const order = (more: Partial<BoardWish>) => boardOrder(board, presence, wish(more), learning(20));

test("attention: longest call for help first, then lost, behind, missing, and the calm ones last", () => {
  expect(order({})).toEqual(["first_help", "later_help", "lost", "behind", "missing", "calm"]);
});

test("names sort as Danes do, numbers in them as numbers", () => {
  expect(order({ sorting: "name" })).toEqual(["missing", "behind", "calm", "lost", "first_help", "later_help"]);
});

test("number, and longest silence first", () => {
  expect(order({ sorting: "number" })[0]).toBe("calm");
  expect(order({ sorting: "last_seen" })).toEqual(["lost", "missing", "first_help", "later_help", "behind", "calm"]);
});

test("the filter wants every word, in any of name, workplace, municipality, number", () => {
  expect(order({ text: "odense SOL" })).toEqual(["calm"]);
  expect(order({ text: "odense nord" })).toEqual([]);
  expect(order({ onlyAttention: true })).not.toContain("calm");
});
