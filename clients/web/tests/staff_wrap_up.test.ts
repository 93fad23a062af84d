// Staff lead the wrap-up and the sharing, on hand-made entities: questions put together and worded anew, the wall, groups called
// up one after the other, more time for one group; and the planner's themes, link and kinds of workplaces.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import {
  ChangeSchema,
  PhaseKind,
  QuestionSchema,
  QuestionState,
  RejectionCode,
  RejectionSchema,
  Role,
  StageSchema,
  create,
  type Change,
  type MessageInitShape,
} from "../src/protocol";
import Board from "../src/screens/staff/board/Board.svelte";
import Console from "../src/screens/staff/console/Console.svelte";
import Planner from "../src/screens/staff/planner/Planner.svelte";
import Speaker from "../src/screens/staff/speaker/Speaker.svelte";
import { whyNotSaved } from "../src/screens/words";
import { all, click, find, freshStaffScreen, leaveStaffScreen, saved, sent, session, show, socket, soon, type, valueOf } from "./support_staff";

beforeEach(() => {
  freshStaffScreen();
  sessionStorage.clear();
});
afterEach(leaveStaffScreen);
const id = (n: number) => `${"A".repeat(18)}${String(n).padStart(4, "0")}`;
const change = (entity: MessageInitShape<typeof ChangeSchema>["entity"]): Change => create(ChangeSchema, { entity });
const within = (testid: string, text: string) => all(testid).find((one) => one.textContent!.includes(text))!;
const press = (card: HTMLElement, testid: string) => card.querySelector<HTMLElement>(`[data-testid="${testid}"]`)!.click();
const question = (n: number) => session().entities.questions.get(id(n))!;
const told = (n: number, more: object) => [change({ case: "question", value: create(QuestionSchema, { ...question(n), ...more }) })];
const wrapUp = () => show(Console, { phase: PhaseKind.WRAP_UP, sharing: true });

test("one question is put into another, and taken apart by undo", async () => {
  await wrapUp();
  press(within("question", "Kan man tvinge et barn"), "question-more");
  await soon();
  press(within("question", "Kan man tvinge et barn"), "merge");
  await soon();
  press(within("question", "Hvad gør I, når forældrene"), "merge-here");
  expect(sent().at(-1)).toMatchObject({ case: "mergeQuestion", value: { questionId: id(305), intoQuestionId: id(302) } });
  await saved(told(305, { intoQuestionId: id(302) }));
  const into = within("question", "Hvad gør I, når forældrene");
  expect(into.querySelector('[data-testid="question-merged"]')!.textContent).toContain("Kan man tvinge et barn");
  expect(all("question").filter((card) => card.textContent!.includes("Kan man tvinge et barn"))).toHaveLength(1);
  click("undo");
  expect(sent().at(-1)).toMatchObject({ case: "mergeQuestion", value: { questionId: id(305), intoQuestionId: "" } });
});

test("what asks much the same is offered to be put together with one press", async () => {
  await wrapUp();
  const twin = within("twin", "Hvad gør I, når forældrene ikke er enige?");
  press(twin, "merge-twin");
  expect(sent().at(-1)).toMatchObject({ case: "mergeQuestion", value: { questionId: id(307), intoQuestionId: id(302) } });
  await saved(told(307, { intoQuestionId: id(302) }));
  expect(find("twin")).toBeNull();
  press(within("question", "Hvad gør I, når forældrene"), "apart");
  expect(sent().at(-1)).toMatchObject({ case: "mergeQuestion", value: { questionId: id(307), intoQuestionId: "" } });
});

test("a question is worded anew, with the group's own words in sight, and the old words come back", async () => {
  await wrapUp();
  const card = () => all("question").find((one) => one.dataset.question === id(302))!;
  press(card(), "question-more");
  await soon();
  press(card(), "reword");
  await soon();
  expect(valueOf("reword-text")).toBe("Hvad gør I, når forældrene ikke er enige?");
  type("reword-text", "Hvordan handler I, når forældre er uenige?");
  click("reword-save");
  expect(sent().at(-1)).toMatchObject({ case: "rewordQuestion", value: { questionId: id(302), text: "Hvordan handler I, når forældre er uenige?" } });
  await saved(told(302, { wording: "Hvordan handler I, når forældre er uenige?" }));
  expect(card().textContent).toContain("Hvordan handler I, når forældre er uenige?");
  expect(card().querySelector('[data-testid="question-original"]')!.textContent).toContain("Hvad gør I, når forældrene ikke er enige?");
  click("undo");
  expect(sent().at(-1)).toMatchObject({ case: "rewordQuestion", value: { questionId: id(302), text: "" } });
});

test("answered and parked can be taken back, and undo is not offered when it failed", async () => {
  await wrapUp();
  const card = () => all("question").find((one) => one.dataset.question === id(302))!;
  press(card(), "mark-answered");
  await saved(told(302, { state: QuestionState.ANSWERED }));
  expect(find("questions-answered").textContent).toContain("Hvad gør I, når forældrene ikke er enige?");
  click("undo");
  expect(sent().at(-1)).toMatchObject({ case: "markQuestion", value: { questionId: id(302), state: QuestionState.ASKED } });
  await saved(told(302, { state: QuestionState.ASKED }));
  press(card(), "question-more");
  await soon();
  press(card(), "mark-parked");
  expect(sent().at(-1)).toMatchObject({ case: "markQuestion", value: { questionId: id(302), state: QuestionState.PARKED } });
  const { commandId } = socket().commands.at(-1)!;
  socket().answer({ case: "rejection", value: create(RejectionSchema, { commandId, code: RejectionCode.NOT_NOW }) });
  await soon();
  expect(find("undo")).toBeNull();
});

test("the speaker sees the same: merged, reworded and parked questions", async () => {
  await show(Speaker, { role: Role.SPEAKER, phase: PhaseKind.WRAP_UP, sharing: true });
  const stage = all("question").find((one) => one.dataset.onStage === "true")!;
  expect(stage.querySelector('[data-testid="question-merged"]')!.textContent).toContain("Hvordan taler I med unge");
  expect(within("question", "Hvad gør man, når barnet ikke vil").textContent).toContain("Kan man tvinge et barn");
  expect(find("parked").textContent).toContain("Hvor finder vi materialet?");
});

test("insights go on the wall one by one or together, and off again", async () => {
  await wrapUp();
  click("panel-wall");
  expect(all("wall-item").map((item) => item.dataset.shown)).toEqual(["false", "true", "true"]);
  all("wall-show")[0]!.click();
  expect(sent().at(-1)).toMatchObject({ case: "showInsight", value: { noteId: id(713), groupId: id(13), shown: true } });
  all("wall-show")[1]!.click();
  expect(sent().at(-1)).toMatchObject({ case: "showInsight", value: { noteId: id(711), shown: false } });
});

const stage = (n: number, number: number) =>
  [change({ case: "stage", value: create(StageSchema, { shown: { case: "groupId", value: id(n) }, groupName: "x", begunAtMs: 1n, lengthMs: 60_000, number, of: 4 }) })];

test("groups are called up one after the other with one press each, until all have had the word", async () => {
  await show(Console, { phase: PhaseKind.SHARING, shared: 4 });
  const called: string[] = [];
  for (let number = 1; find("stage-next"); number += 1) {
    click("stage-next");
    const body = sent().at(-1)!;
    if (body.case !== "putGroupOnStage") throw new Error(String(body.case));
    called.push(body.value.groupId);
    const group = [...session().entities.sharedActionPoints.values()].find((point) => point.groupId === body.value.groupId)!;
    await saved(stage(Number(group.groupId.slice(-4)), number));
    expect(find("stage-clock").textContent).toContain(`Gruppe ${number} af 4`);
  }
  const groups = new Set([...session().entities.sharedActionPoints.values()].map((point) => point.groupId));
  expect(new Set(called)).toEqual(groups);
  expect(called).toHaveLength(groups.size);
  expect(find("stage-all").textContent).toContain("Alle grupper har haft ordet.");
});

test("groups without an action point come first in the last third, and one can be given a little more time", async () => {
  await show(Console, { phase: PhaseKind.PRODUCTIVE_CONVERSATION, leftMs: 7 * 60_000 });
  const listed = find("readiness").textContent!;
  expect(listed.indexOf("Intet handlepunkt")).toBeLessThan(listed.indexOf("Bagud"));
  const row = [...find("readiness").querySelectorAll("li")].find((one) => one.textContent!.includes("Intet handlepunkt"))!;
  press(row, "give-extra");
  await soon();
  expect(find("extra-time").textContent).toContain("Opsamling på tværs");
  click("extra-3");
  const body = sent().at(-1)!;
  expect(body).toMatchObject({ case: "giveExtraTime", value: { phaseRevision: 3, extraMs: 180_000 } });
  const { commandId } = socket().commands.at(-1)!;
  socket().answer({ case: "rejection", value: create(RejectionSchema, { commandId, code: RejectionCode.LENGTH_OUT_OF_RANGE, field: "extra_ms", limit: 120_000 }) });
  await soon();
  expect(whyNotSaved(session().pendingOf("giveExtraTime")[0]!)).toMatch(/^Højst 2\smin\., ellers når gruppen ikke det næste\.$/);
});

test("the board counts drafts and confirmed ones apart", async () => {
  await show(Board, { role: Role.ORGANISER, phase: PhaseKind.PRODUCTIVE_CONVERSATION, groups: 8 });
  const groups = [...session().entities.progress.values()];
  socket().changes({ changes: groups.map((group) => change({ case: "groupProgress", value: { ...group, actionPoints: 3, confirmedActionPoints: 1 } })) });
  await vi.advanceTimersByTimeAsync(2_000);
  await soon();
  expect(find("total-action-points").textContent).toContain(`${groups.length * 3}`);
  expect(find("total-action-points").textContent).toContain(`${groups.length} bekræftet`);
});

test("saving the plan sends themes and link, cleaned, and what is wrong is said beside the field", async () => {
  await show(Planner, { role: Role.ORGANISER, phase: "planned", sharing: true });
  expect(valueOf("plan-themes")).toBe("Børnenes stemme\nSamarbejde med forældre\nArbejdsgange");
  type("plan-meeting", "http://meet.example.org");
  expect(find("plan-bar").textContent + document.body.textContent!).toContain("Adressen skal begynde med https://");
  type("plan-meeting", " https://meet.example.org/ny ");
  type("plan-themes", "Børnenes stemme\n\n  Ny  tanke \nbørnenes stemme");
  expect(document.body.textContent).toContain("står der to gange");
  type("plan-themes", "Børnenes stemme\n\n  Ny  tanke \n");
  click("plan-save");
  expect(sent().at(-1)).toMatchObject({ case: "editPlan", value: { meetingUrl: "https://meet.example.org/ny", themes: ["Børnenes stemme", "Ny tanke"] } });
});

test("changing only the title keeps themes and link; changing a group keeps its kind of workplace", async () => {
  await show(Planner, { role: Role.ORGANISER, phase: "planned", sharing: true, groups: 3 });
  type("plan-title", "Et andet navn");
  click("plan-save");
  expect(sent().at(-1)).toMatchObject({
    case: "editPlan",
    value: { title: "Et andet navn", meetingUrl: "https://meet.example.org/samtale", themes: ["Børnenes stemme", "Samarbejde med forældre", "Arbejdsgange"] },
  });
  const group = session().entities.progress.get(id(1))!;
  socket().changes({ changes: [change({ case: "groupProgress", value: { ...group, area: 4 } })] });
  await soon();
  expect(find("groups").textContent).toContain("Dagtilbud");
  click("edit-group-open");
  await soon();
  type("edit-group-name", "Nyt navn");
  find("edit-group").dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
  await soon();
  expect(sent().at(-1)).toMatchObject({ case: "editGroup", value: { group: { name: "Nyt navn", area: 4 } } });
});
