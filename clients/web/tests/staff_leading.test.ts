// The guard of next and back, and the order of questions to the speakers.
import { expect, test } from "vitest";
import { QuestionSchema, QuestionState, StageSchema, create, type MessageInitShape } from "../src/protocol";
import { kArmedForMs, press, stillArmed, type Armed, type Pressed } from "../src/screens/staff/console/guard";
import { groupsBehind, inOrder } from "../src/screens/questions";

const pressed = (more: Partial<Pressed> = {}): Pressed => ({
  what: "next",
  safe: false,
  phaseRevision: 3,
  nowMs: 1_000,
  echo: false,
  ...more,
});
const armed: Armed = { what: "next", phaseRevision: 3, atMs: 1_000 };

test("when all are ready one press goes", () => {
  expect(press(undefined, pressed({ safe: true }))).toEqual({ go: true, armed: undefined });
});

test("when they are not, the first press arms and the second goes", () => {
  const first = press(undefined, pressed());
  expect(first).toEqual({ go: false, armed });
  expect(press(first.armed, pressed({ nowMs: 2_000 }))).toEqual({ go: true, armed: undefined });
});

test("a held key or a double click is not a second decision", () => {
  expect(press(armed, pressed({ echo: true, nowMs: 1_100 }))).toEqual({ go: false, armed });
  expect(press(undefined, pressed({ echo: true, safe: true }))).toEqual({ go: false, armed: undefined });
});

test("pressing the other thing arms that one instead", () => {
  const back = press(armed, pressed({ what: "back", nowMs: 2_000 }));
  expect(back).toEqual({ go: false, armed: { what: "back", phaseRevision: 3, atMs: 2_000 } });
});

test("a phase that changed meanwhile, or a long wait, disarms", () => {
  expect(press(armed, pressed({ phaseRevision: 4, nowMs: 2_000 })).go).toBe(false);
  expect(stillArmed(armed, 3, 1_000 + kArmedForMs)).toBe(armed);
  expect(stillArmed(armed, 3, 1_001 + kArmedForMs)).toBeUndefined();
});

const question = (questionId: string, backing: string[], more: MessageInitShape<typeof QuestionSchema> = {}) =>
  create(QuestionSchema, {
    questionId,
    groupId: "asker",
    backingGroupIds: backing,
    state: QuestionState.ASKED,
    askedAtMs: 5n,
    ...more,
  });

test("a group counts once, also when it backs its own question", () => {
  expect(groupsBehind(question("q", []))).toBe(1);
  expect(groupsBehind(question("q", ["b", "c", "b", "asker"]))).toBe(3);
});

test("most groups first, then the one that has waited longest; answered and staged apart", () => {
  const all = [
    question("late", ["b"], { askedAtMs: 9n }),
    question("early", ["b"], { askedAtMs: 2n }),
    question("big", ["b", "c", "d"]),
    question("done", ["b", "c", "d", "e"], { state: QuestionState.ANSWERED }),
    question("staged", []),
  ];
  const stage = create(StageSchema, { shown: { case: "questionId", value: "staged" } });
  const { onStage, waiting, answered } = inOrder(all, stage);
  expect(onStage?.questionId).toBe("staged");
  expect(waiting.map((q) => q.questionId)).toEqual(["big", "early", "late"]);
  expect(answered.map((q) => q.questionId)).toEqual(["done"]);
});

test("a group on stage leaves every question where it was", () => {
  const stage = create(StageSchema, { shown: { case: "groupId", value: "asker" } });
  expect(inOrder([question("q", [])], stage)).toMatchObject({ onStage: undefined, waiting: [{ questionId: "q" }] });
});
