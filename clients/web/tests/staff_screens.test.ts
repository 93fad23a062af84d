// The console's presses and keys as the commands they become, and what board, planner and speaker draw.
import { unmount } from "svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ChangeSchema, PhaseKind, Role, create } from "../src/protocol";
import { sampleEntities } from "../src/dev/sample";
import Board from "../src/screens/staff/board/Board.svelte";
import { densityFor } from "../src/screens/staff/board/BoardTools.svelte";
import Console from "../src/screens/staff/console/Console.svelte";
import Planner from "../src/screens/staff/planner/Planner.svelte";
import Speaker from "../src/screens/staff/speaker/Speaker.svelte";
import { all, click, find, flush, freshStaffScreen, key, leaveStaffScreen, sent, serverNow, show, shown, socket, type } from "./support_staff";

beforeEach(freshStaffScreen);
afterEach(leaveStaffScreen);

test("next with groups that are not ready: said first, done at the second press, and once", async () => {
  await show(Console);
  click("next");
  expect(sent()).toEqual([]);
  expect(find("armed").textContent).toBe("8 af 20 grupper er klar – tryk igen for at gå videre.");
  expect(find("next").dataset.armed).toBe("true");
  click("next");
  expect(sent()).toMatchObject([{ case: "goToNextPhase", value: { phaseRevision: 3 } }]);
  expect(find("next").disabled).toBe(true);
  click("next");
  key("ArrowRight", {}, document.body);
  expect(sent()).toHaveLength(1);
});

test("the second half of a double click does not go on", async () => {
  await show(Console);
  click("next");
  click("next", 2);
  expect(sent()).toEqual([]);
});

test("→ arms and puts the focus on next, a held key stays there, → again goes", async () => {
  await show(Console);
  key("ArrowRight", {}, document.body);
  expect(document.activeElement).toBe(find("next"));
  key("ArrowRight", { repeat: true });
  expect(sent()).toEqual([]);
  key("ArrowRight");
  expect(sent()).toMatchObject([{ case: "goToNextPhase" }]);
});

test("the space bar on an armed button pauses instead of pressing it", async () => {
  await show(Console);
  key("ArrowRight", {}, document.body);
  key(" ");
  expect(sent()).toMatchObject([{ case: "pauseTimer", value: { timerRevision: 5 } }]);
  expect(find("next").dataset.armed).toBe("false");
});

test("← always asks; escape takes it back", async () => {
  await show(Console);
  key("ArrowLeft", {}, document.body);
  expect(find("armed").textContent).toContain("Oplæg 2");
  key("Escape", {}, document.body);
  expect(find("armed").textContent).toBe("");
  key("ArrowLeft", {}, document.body);
  key("ArrowLeft", {}, document.body);
  expect(sent()).toMatchObject([{ case: "goToPreviousPhase", value: { phaseRevision: 3 } }]);
});

test("an armed press is forgotten after a while", async () => {
  await show(Console);
  click("next");
  await vi.advanceTimersByTimeAsync(14_000);
  flush();
  expect(find("armed").textContent).toBe("");
  click("next");
  expect(sent()).toEqual([]);
});

test("+ and - are a minute, space resumes a paused clock, ? shows the keys", async () => {
  await show(Console, { paused: true });
  key("+", {}, document.body);
  key("-", {}, document.body);
  key(" ", {}, document.body);
  expect(sent()).toMatchObject([
    { case: "adjustTimer", value: { phaseRevision: 3, deltaMs: 60_000 } },
    { case: "adjustTimer", value: { deltaMs: -60_000 } },
    { case: "resumeTimer", value: { timerRevision: 5 } },
  ]);
  key("?", {}, document.body);
  expect(find("keys-dialog")).not.toBeNull();
});

test("no key leads while somebody types, nor with a modifier", async () => {
  await show(Console);
  click("panel-message");
  const field = find("broadcast-text");
  for (const name of ["ArrowRight", "ArrowLeft", " ", "+", "-", "?"]) key(name, {}, field);
  key("ArrowRight", { altKey: true }, document.body);
  expect(sent()).toEqual([]);
  expect(find("armed").textContent).toBe("");
  expect(find("keys-dialog")).toBeNull();
});

test("from the lobby: start asks while groups are missing", async () => {
  await show(Console, { phase: "lobby" });
  click("next");
  expect(find("armed").textContent).toBe("20 af 24 grupper er her – tryk igen for at starte.");
  click("next");
  expect(sent()).toMatchObject([{ case: "goToNextPhase" }]);
});

test("the end asks once more, and the last phase offers nothing but the end", async () => {
  await show(Console, { phase: PhaseKind.EVALUATION });
  expect(find("next")).toBeNull();
  click("end-last");
  expect(sent()).toEqual([]);
  click("end-confirm");
  expect(sent()).toMatchObject([{ case: "endSeminar", value: { phaseRevision: 3 } }]);
});

test("overtime and pause are told in words", async () => {
  await show(Console, { overtime: true });
  expect(find("timer-note").textContent).toContain("Tiden er gået");
  await unmount(shown()!);
  await show(Console, { paused: true });
  expect(find("timer-note").textContent).toContain("står stille");
});

test("help is answered where it is called; a question goes on stage only in the wrap-up", async () => {
  await show(Console);
  expect(all("help-call")).toHaveLength(1);
  click("answer-help");
  click("panel-questions");
  expect(all("on-stage")).toHaveLength(0);
  expect(sent()).toMatchObject([{ case: "answerHelp" }]);
  await unmount(shown()!);
  await show(Console, { phase: PhaseKind.WRAP_UP });
  // The wrap-up opens the questions by itself, the one on stage first.
  expect(all("question").map((q) => q.dataset.onStage)).toEqual(["true", "false", "false"]);
  click("on-stage");
  expect(sent()).toMatchObject([{ case: "putQuestionOnStage" }]);
  expect(find("mark-answered").disabled).toBe(true);
});

test("in sharing one group's action points go on stage", async () => {
  await show(Console, { phase: PhaseKind.SHARING });
  expect(all("shared-group")).toHaveLength(4);
  click("on-stage");
  expect(sent()).toMatchObject([{ case: "putGroupOnStage" }]);
});

test("the board puts help first and says it in words; a change reaches its tile", async () => {
  await show(Board, { role: Role.ORGANISER });
  expect(all("tile")[0]!.dataset.attention).toBe("help");
  expect(find("total-help").textContent).toContain("1");
  expect(find("total-arrived").textContent).toContain("20 / 24");
  const calm = all("tile").find((tile) => tile.dataset.attention === "none")!;
  const group = sampleEntities({ role: Role.ORGANISER, phase: PhaseKind.LEARNING_CONVERSATION }, serverNow())
    .flatMap(({ entity }) => (entity.case === "groupProgress" ? [entity.value] : []))
    .find((progress) => progress.groupId === calm.dataset.group)!;
  socket().changes({
    changes: [
      create(ChangeSchema, {
        entity: { case: "groupProgress", value: { ...group, helpCalledAtMs: BigInt(serverNow()) } },
      }),
    ],
  });
  flush();
  expect(calm.dataset.attention).toBe("help");
  await vi.advanceTimersByTimeAsync(1_100);
  flush();
  expect(all("tile")[1]).toBe(calm);
});

test("the board takes the size in which all groups are in sight, until somebody chooses another", async () => {
  expect([12, 20, 21, 60, 61, 200].map(densityFor)).toEqual(["roomy", "roomy", "dense", "dense", "tiny", "tiny"]);
  await show(Board, { role: Role.ORGANISER, groups: 8 });
  expect(find("tiles").dataset.density).toBe("roomy");
  click("density-tiny");
  await unmount(shown()!);
  await show(Board, { role: Role.ORGANISER, groups: 8 });
  expect(find("tiles").dataset.density).toBe("tiny");
});

test("before the productive conversation nobody is reproached for lacking an action point", async () => {
  await show(Board, { role: Role.ORGANISER });
  expect(find("total-without")).toBeNull();
  await unmount(shown()!);
  await show(Board, { role: Role.ORGANISER, phase: PhaseKind.SHARING });
  expect(find("total-without")).not.toBeNull();
});

test("the planner saves the plan as one command, shows a refusal, and locks the agenda while the session runs", async () => {
  await show(Planner, { role: Role.ORGANISER, phase: "planned" });
  expect(find("plan-save")).toBeNull();
  type("plan-title", "Ny titel");
  click("plan-save");
  expect(sent()).toMatchObject([{ case: "editPlan", value: { title: "Ny titel", date: "2026-12-03", followUpOn: "2026-12-31" } }]);
  expect(find("save-mark").dataset.status).toBe("waiting");
  socket().answer({ case: "rejection", value: { commandId: socket().commands[0]!.commandId, code: 12, field: "date" } });
  flush();
  expect(find("save-mark").dataset.status).toBe("rejected");
  expect(find("plan-bar").textContent).toContain("Datoen er passeret");
  await unmount(shown()!);
  await show(Planner, { role: Role.ORGANISER, phase: PhaseKind.TALK_1 });
  expect(find("agenda-locked")).not.toBeNull();
  expect(find("phase-TALK_1-minutes").disabled).toBe(true);
});

test("the follow-up moves with the seminar until it has a date of its own", async () => {
  await show(Planner, { role: Role.ORGANISER, phase: "planned" });
  const followUp = () => (find("plan-follow-up") as unknown as HTMLInputElement).value;
  type("plan-date", "2027-01-04");
  expect(followUp()).toBe("2027-02-01");
  type("plan-follow-up", "2027-03-01");
  type("plan-date", "2027-01-11");
  expect(followUp()).toBe("2027-03-01");
  type("plan-date", "2027-03-02");
  expect(find("plan-bar").textContent).toContain("Opfølgningen skal ligge efter seminaret");
  expect(find("plan-save").disabled).toBe(true);
});

test("the speaker sees the question on stage first, answered ones last", async () => {
  await show(Speaker, { role: Role.SPEAKER, phase: PhaseKind.WRAP_UP });
  expect(all("question").map((q) => q.dataset.onStage)).toEqual(["true", "false", "false"]);
  expect(find("answered").textContent).toContain("Hvor meget fortæller I barnet");
});
