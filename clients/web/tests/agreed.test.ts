// What a group's screens say of its action points, computed: which is read aloud, how far one has travelled, how the gallery is
// sorted, which days are offered, and how much time a group on stage has.
import { expect, test } from "vitest";
import {
  ActionPointSchema,
  AgendaSchema,
  PhaseKind,
  PlanSchema,
  QuestionSchema,
  QuestionState,
  SessionSchema,
  SessionState,
  SharedActionPointSchema,
  StageSchema,
  WallInsightSchema,
  WorkArea,
  create,
  type MessageInitShape,
} from "../src/protocol";
import { inOrder, journeyOf, onWall, readingOf, shelves } from "../src/screens/group/agreed";
import { addDays, choicesForDeadline, choicesForFirstStep, daysBetween } from "../src/screens/group/dates";
import { arrivalsOf } from "../src/screens/group/travel_moment.svelte";
import { meetingLink } from "../src/screens/meeting_link";
import { groupsBehind, inOrder as questionsInOrder, mergedInto, shownText } from "../src/screens/questions";
import { extraBound, extraChoices } from "../src/screens/staff/extra_time";
import { nextOnStage } from "../src/screens/staff/console/stage_run.svelte";
import { addressWrong, cleanThemes, themesWrong } from "../src/screens/staff/planner/plan_checks";
import { stageTime } from "../src/session";

const point = (actionPointId: string, more: MessageInitShape<typeof ActionPointSchema> = {}) =>
  create(ActionPointSchema, { actionPointId, ...more });

test("the oldest draft is read aloud; when all are confirmed there is none", () => {
  const points = [
    point("c", { agreedAtMs: 30n }),
    point("a", { agreedAtMs: 10n, confirmed: true }),
    point("b", { agreedAtMs: 20n }),
  ];
  expect(inOrder(points).map((p) => p.actionPointId)).toEqual(["a", "b", "c"]);
  expect(readingOf(points)).toMatchObject({ now: points[2], number: 2, count: 3, confirmed: 1 });
  const meant = points.map((p) => ({ ...p, confirmed: true }));
  expect(readingOf(meant)).toMatchObject({ now: undefined, count: 3, confirmed: 3 });
  expect(readingOf([]).now).toBeUndefined();
});

test("a journey counts groups once, and its farthest step", () => {
  const takenUpBy = [
    { groupId: "x", groupName: "X", distance: 1 },
    { groupId: "y", groupName: "Y", distance: 2 },
    { groupId: "x", groupName: "X", distance: 3 },
  ];
  expect(journeyOf(point("a", { takenUpBy }))).toEqual({ groups: 2, farthest: 3 });
  expect(journeyOf(point("a"))).toEqual({ groups: 0, farthest: 0 });
  expect(arrivalsOf([point("a", { text: { what: "Vi går en tur" }, takenUpBy })]).map(({ key }) => key)).toEqual(["a x", "a y", "a x"]);
});

const shared = (actionPointId: string, groupId: string, more: MessageInitShape<typeof SharedActionPointSchema> = {}) =>
  create(SharedActionPointSchema, { actionPointId, groupId, ...more });

test("the gallery's shelves follow the plan's themes, lost ones after them, none last; a group's own is last on its shelf", () => {
  const points = [
    shared("none", "g1", { sharedAtMs: 1n }),
    shared("own", "me", { theme: "B", sharedAtMs: 9n }),
    shared("old", "g1", { theme: "B", sharedAtMs: 2n }),
    shared("new", "g2", { theme: "B", sharedAtMs: 3n }),
    shared("first", "g2", { theme: "A", sharedAtMs: 4n }),
    shared("lost", "g2", { theme: "Gone", sharedAtMs: 4n }),
  ];
  const keys = (order: "theme" | "area" | "newest") =>
    shelves(points, order, "me", ["A", "B"]).map(({ key, points: on }) => [key, on.map((p) => p.actionPointId)]);
  expect(keys("theme")).toEqual([["A", ["first"]], ["B", ["new", "old", "own"]], ["Gone", ["lost"]], ["", ["none"]]]);
  expect(keys("newest")).toEqual([["", ["first", "lost", "new", "old", "none", "own"]]]);
  const areas = [shared("a", "g1"), shared("b", "g2", { area: WorkArea.SCHOOL }), shared("c", "g3", { area: WorkArea.CASEWORK })];
  expect(shelves(areas, "area", "me").map(({ key }) => key)).toEqual(["1", "2", ""]);
  expect(shelves([], "newest", "me")).toEqual([]);
});

test("only what the facilitator has put up is on the wall", () => {
  const insight = (noteId: string, groupName: string, shown: boolean) => create(WallInsightSchema, { noteId, groupName, shown });
  expect(onWall([insight("b", "Å", true), insight("a", "A", true), insight("c", "A", false)]).map((i) => i.noteId)).toEqual(["a", "b"]);
});

test("days are whole days, over the change of the clocks and the end of the year", () => {
  expect(addDays("2026-10-24", 1)).toBe("2026-10-25");
  expect(addDays("2026-10-25", 1)).toBe("2026-10-26");
  expect(addDays("2026-12-31", 1)).toBe("2027-01-01");
  expect(addDays("2028-02-28", 1)).toBe("2028-02-29");
  expect(addDays("", 1)).toBe("");
  expect(daysBetween("2026-03-28", "2026-03-30")).toBe(2);
  expect(daysBetween("2026-12-03", "2026-12-01")).toBe(-2);
});

test("what has passed is not offered as a deadline; the staff meeting has to be asked for until it is known", () => {
  const days = (followUpOn: string, staffMeeting = "") =>
    choicesForDeadline({ today: "2026-12-03", followUpOn, staffMeeting }).map(({ kind, day }) => `${kind} ${day}`);
  expect(days("2026-12-31")).toEqual(["weeks 2026-12-10", "weeks 2026-12-17", "meeting ", "follow_up 2026-12-30"]);
  expect(days("2026-12-04", "2026-12-09")).toEqual(["weeks 2026-12-10", "weeks 2026-12-17", "meeting 2026-12-09"]);
  expect(days("", "2026-12-01")).toEqual(["weeks 2026-12-10", "weeks 2026-12-17", "meeting "]);
});

test("the first step is offered no later than the deadline", () => {
  expect(choicesForFirstStep("2026-12-03", "2026-12-06").map(({ day }) => day)).toEqual(["2026-12-04", "2026-12-06"]);
  expect(choicesForFirstStep("2026-12-03", "")).toHaveLength(3);
});

const asked = (questionId: string, more: MessageInitShape<typeof QuestionSchema> = {}) =>
  create(QuestionSchema, { questionId, groupId: `g-${questionId}`, text: `${questionId}?`, state: QuestionState.ASKED, ...more });

test("merged questions stand with the one they are in, parked ones apart, and weight counts groups", () => {
  const questions = [
    asked("light", { askedAtMs: 1n }),
    asked("heavy", { askedAtMs: 3n, backingGroupIds: ["g1", "g2", "g1", "g-heavy"] }),
    asked("inside", { askedAtMs: 2n, intoQuestionId: "heavy", backingGroupIds: ["g1", "g2", "g3", "g4", "g5"] }),
    asked("parked", { state: QuestionState.PARKED }),
    asked("done", { state: QuestionState.ANSWERED }),
  ];
  const order = questionsInOrder(questions, undefined);
  const ids = (list: typeof questions) => list.map(({ questionId }) => questionId);
  expect(ids(order.waiting)).toEqual(["heavy", "light"]);
  expect(ids(order.parked)).toEqual(["parked"]);
  expect(ids(order.answered)).toEqual(["done"]);
  expect(groupsBehind(questions[1]!)).toBe(3);
  expect(ids(mergedInto("heavy", questions))).toEqual(["inside"]);
  expect(shownText(asked("a", { wording: "Bedre" }))).toBe("Bedre");
  expect(shownText(asked("a"))).toBe("a?");
});

test("the clock of the group on stage ends at nought, and is there for groups only", () => {
  const stage = create(StageSchema, { shown: { case: "groupId", value: "g" }, begunAtMs: 10_000n, lengthMs: 120_000, number: 2, of: 8 });
  expect(stageTime(stage, 9_000)).toMatchObject({ leftMs: 120_000, over: false, number: 2, of: 8 });
  expect(stageTime(stage, 100_000)).toMatchObject({ leftMs: 30_000, over: false });
  expect(stageTime(stage, 130_000)).toMatchObject({ leftMs: 0, over: true });
  expect(stageTime(create(StageSchema, { shown: { case: "questionId", value: "q" } }), 0)).toBeUndefined();
  expect(stageTime(undefined, 0)).toBeUndefined();
});

test("the next group is the first that has not had the word", () => {
  expect(nextOnStage(["a", "b", "c"], new Set(), "")).toBe("a");
  expect(nextOnStage(["a", "b", "c"], new Set(["a"]), "a")).toBe("b");
  expect(nextOnStage(["a", "b", "c"], new Set(["a", "c"]), "c")).toBe("b");
  expect(nextOnStage(["a", "b"], new Set(["a", "b"]), "b")).toBeUndefined();
  // Called up on another console, and not yet remembered here.
  expect(nextOnStage(["a", "b"], new Set(), "a")).toBe("b");
});

const kMinute = 60_000;
function bound(now: PhaseKind, next?: PhaseKind, nextMinutes = 15) {
  const phases = [{ kind: now, lengthMs: 35 * kMinute }, ...(next ? [{ kind: next, lengthMs: nextMinutes * kMinute }] : [])];
  const plan = create(PlanSchema, { agenda: create(AgendaSchema, { phases }) });
  return extraBound(plan, create(SessionSchema, { state: SessionState.RUNNING }));
}

test("a group gets at most five minutes more, and never more than half of what comes next; nobody misses a talk", () => {
  const { PRODUCTIVE_CONVERSATION, LEARNING_CONVERSATION, SHARING, BREAK, TALK_1, WRAP_UP } = PhaseKind;
  expect(bound(PRODUCTIVE_CONVERSATION, SHARING).mostMs).toBe(5 * kMinute);
  expect(bound(LEARNING_CONVERSATION, BREAK, 6).mostMs).toBe(3 * kMinute);
  expect(bound(LEARNING_CONVERSATION, TALK_1)).toEqual({ mostMs: 0, why: "talk_next" });
  expect(bound(WRAP_UP, BREAK)).toEqual({ mostMs: 0, why: "no_conversation" });
  expect(bound(PRODUCTIVE_CONVERSATION)).toEqual({ mostMs: 0, why: "last" });
  expect(extraChoices(5 * kMinute)).toEqual([1, 2, 3, 5].map((n) => n * kMinute));
  expect(extraChoices(2.5 * kMinute)).toEqual([1, 2].map((n) => n * kMinute));
  expect(extraChoices(30_500)).toEqual([30_000]);
  expect(extraChoices(0)).toEqual([]);
});

test("a meeting's address is made a link only when it is https and names nobody", () => {
  expect(meetingLink("https://meet.example.org/a?b=c")).toBe("https://meet.example.org/a?b=c");
  for (const wrong of ["", "http://meet.example.org", "javascript:alert(1)", "https://a@b.example", "https://", "meet.example.org", undefined]) {
    expect(meetingLink(wrong), String(wrong)).toBeUndefined();
  }
  expect(addressWrong("")).toBe(false);
  expect(addressWrong(" https://meet.example.org ")).toBe(false);
  expect(addressWrong("https://meet.example.org/a b")).toBe(true);
  expect(addressWrong('https://meet.example.org/"')).toBe(true);
  expect(addressWrong(`https://meet.example.org/${"a".repeat(500)}`)).toBe(true);
});

test("themes: one a line, none twice, not too many and not too long", () => {
  expect(cleanThemes([" A ", "", "B  b"])).toEqual(["A", "B b"]);
  expect(themesWrong(["A", "B", ""])).toBeUndefined();
  expect(themesWrong(["Ære", "æRE "])).toEqual({ kind: "twice", theme: "æRE" });
  expect(themesWrong(Array.from({ length: 13 }, (_, i) => `T${i}`))).toEqual({ kind: "many", limit: 12 });
  expect(themesWrong(["x".repeat(61)])).toEqual({ kind: "long", limit: 60 });
  expect(themesWrong(["x".repeat(60)])).toBeUndefined();
});
