// What the console asks before it moves, what it lets one take back, whose keys it obeys, and that a message is never lost.
import { unmount } from "svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import {
  BroadcastSchema,
  ChangeSchema,
  PhaseKind,
  PlaybackSchema,
  SessionSchema,
  SessionState,
  TimerSchema,
  create,
  type Change,
  type MessageInitShape,
} from "../src/protocol";
import { asksReadyNow, readinessAsked } from "../src/session";
import Console from "../src/screens/staff/console/Console.svelte";
import { kUndoForMs } from "../src/screens/staff/undo.svelte";
import { all, click, find, flush, freshStaffScreen, key, leaveStaffScreen, saved, sent, serverNow, session, show, shown, soon, socket, type, valueOf } from "./support_staff";

beforeEach(freshStaffScreen);
afterEach(leaveStaffScreen);

const change = (entity: MessageInitShape<typeof ChangeSchema>["entity"]): Change => create(ChangeSchema, { entity });
const indexOf = (kind: PhaseKind) => session().plan!.agenda!.phases.findIndex((phase) => phase.kind === kind);
/** What the server says when a phase begins. */
const begun = (kind: PhaseKind, phaseRevision: number): Change[] => {
  const { lengthMs } = session().plan!.agenda!.phases[indexOf(kind)]!;
  const until = BigInt(Math.round(serverNow())) + BigInt(lengthMs);
  return [
    change({ case: "session", value: create(SessionSchema, { state: SessionState.RUNNING, phaseIndex: indexOf(kind), phaseRevision }) }),
    change({ case: "timer", value: create(TimerSchema, { revision: 20 + phaseRevision, lengthMs, state: { case: "runningUntilMs", value: until } }) }),
    change({ case: "playback", value: create(PlaybackSchema, {}) }),
  ];
};
const noRecording = [change({ case: "playback", value: create(PlaybackSchema, {}) })];

test("groups are asked whether they are ready exactly where the console counts it", async () => {
  await show(Console);
  const { phases } = session().plan!.agenda!;
  const asked = phases.filter((phase) => readinessAsked(phase)).map(({ kind }) => kind);
  expect(asked).toEqual([
    PhaseKind.WELCOME,
    PhaseKind.LEARNING_CONVERSATION,
    PhaseKind.BREAK,
    PhaseKind.PRODUCTIVE_CONVERSATION,
  ]);
  const phase = phases.find(({ kind }) => kind === PhaseKind.LEARNING_CONVERSATION)!;
  const at = (index: number) => ({ index, count: phase.steps.length, step: phase.steps[index]!, next: phase.steps[index + 1], begunAtMs: 0 });
  expect(phase.steps.map((_, i) => asksReadyNow(phase, at(i)))).toEqual(phase.steps.map((_, i) => i === phase.steps.length - 1));
});

test.each([
  [PhaseKind.TALK_1, noRecording],
  [PhaseKind.WRAP_UP, []],
  [PhaseKind.SHARING, []],
])("where nobody is asked, nobody is counted, and one press goes on (phase %s)", async (phase, more) => {
  await show(Console, { phase }, more);
  expect(find("ready-count")).toBeNull();
  click("panel-ready");
  expect(find("readiness").textContent).not.toContain("grupper er klar");
  click("next");
  expect(sent()).toMatchObject([{ case: "goToNextPhase", value: { phaseRevision: 3 } }]);
});

test("a recording that still plays is worth a question, in its own words", async () => {
  const kLengthMs = 600_000;
  const since = BigInt(Math.round(serverNow() - 60_000));
  await show(Console, { phase: PhaseKind.TALK_1 });
  const plan = session().plan!;
  const phases = plan.agenda!.phases.map((phase) =>
    phase.kind === PhaseKind.TALK_1 ? { ...phase, talk: { ...phase.talk!, mediaId: "m", mediaLengthMs: kLengthMs } } : phase,
  );
  const playing = (value: bigint) => change({ case: "playback", value: create(PlaybackSchema, { mediaId: "m", state: { case: "playingSinceMs", value } }) });
  socket().changes({ changes: [change({ case: "plan", value: { ...plan, agenda: { ...plan.agenda!, phases } } }), playing(since)] });
  flush();
  click("next");
  expect(sent()).toEqual([]);
  expect(find("armed").textContent).toContain("Optagelsen er ikke slut");
  key("Escape", {}, document.body);
  socket().changes({ changes: [playing(since - BigInt(kLengthMs))] });
  flush();
  click("next");
  expect(sent()).toMatchObject([{ case: "goToNextPhase" }]);
});

test("going on can be taken back, and the clock stands where it stood", async () => {
  await show(Console, { phase: PhaseKind.WRAP_UP, leftMs: 300_000 });
  click("next");
  expect(find("undo-bar")).toBeNull();
  await saved(begun(PhaseKind.BREAK, 4));
  expect(find("undo-bar").textContent).toContain("Nu: Pause");
  click("undo");
  expect(sent().at(-1)).toMatchObject({ case: "goToPreviousPhase", value: { phaseRevision: 4 } });
  await saved(begun(PhaseKind.WRAP_UP, 5));
  const { deltaMs, phaseRevision } = sent().at(-1)!.value as { deltaMs: number; phaseRevision: number };
  expect(phaseRevision).toBe(5);
  const { lengthMs } = session().phase!;
  expect(Math.abs(lengthMs + deltaMs - 300_000)).toBeLessThan(1_000);
});

test("going back asks nothing when nothing is lost by it, and can be taken back too", async () => {
  await show(Console, { phase: PhaseKind.WRAP_UP });
  // Nobody has begun anything in this phase, whatever they did in the others.
  const groups = [...session().entities.progress.values()].map((group) =>
    change({ case: "groupProgress", value: { ...group, readyPhaseRevision: 0, step: undefined } }),
  );
  socket().changes({ changes: groups });
  flush();
  click("back");
  expect(sent()).toMatchObject([{ case: "goToPreviousPhase", value: { phaseRevision: 3 } }]);
  await saved(begun(PhaseKind.LEARNING_CONVERSATION, 4));
  key("z", {}, document.body);
  expect(sent().at(-1)).toMatchObject({ case: "goToNextPhase", value: { phaseRevision: 4 } });
});

test("nothing is offered back once somebody else has moved on, or after a while", async () => {
  await show(Console, { phase: PhaseKind.WRAP_UP });
  click("next");
  await saved(begun(PhaseKind.BREAK, 4));
  socket().changes({ changes: begun(PhaseKind.PRODUCTIVE_CONVERSATION, 5) });
  await soon();
  expect(find("undo-bar")).toBeNull();
  key("z", {}, document.body);
  expect(sent()).toHaveLength(1);
  socket().changes({ changes: begun(PhaseKind.WRAP_UP, 6) });
  await soon();
  click("next");
  await saved(begun(PhaseKind.BREAK, 7));
  expect(find("undo-bar")).not.toBeNull();
  await vi.advanceTimersByTimeAsync(kUndoForMs + 100);
  flush();
  expect(find("undo-bar")).toBeNull();
});

test("the offer stays while somebody is at it", async () => {
  await show(Console, { phase: PhaseKind.WRAP_UP });
  click("next");
  await saved(begun(PhaseKind.BREAK, 4));
  find("undo").dispatchEvent(new FocusEvent("focusin", { bubbles: true }));
  await vi.advanceTimersByTimeAsync(5 * kUndoForMs);
  flush();
  expect(find("undo-bar")).not.toBeNull();
});

test("a minute is a minute: the server makes it shorter in a demonstration, not the client too", async () => {
  await show(Console);
  session().welcome = { ...session().welcome!, speed: 20 };
  key("+", {}, document.body);
  expect(sent()).toMatchObject([{ case: "adjustTimer", value: { deltaMs: 60_000 } }]);
});

const broadcast = (text: string, broadcastId = "b") => change({ case: "broadcast", value: create(BroadcastSchema, { broadcastId, text }) });

test("the message being typed is there after a reload, until it is on every screen", async () => {
  await show(Console);
  click("panel-message");
  type("broadcast-text", "Vi holder pause om to minutter");
  await unmount(shown()!);
  await show(Console);
  click("panel-message");
  expect(valueOf("broadcast-text")).toBe("Vi holder pause om to minutter");
  click("broadcast-show");
  expect(valueOf("broadcast-text")).toBe("Vi holder pause om to minutter");
  await unmount(shown()!);
  await show(Console);
  click("panel-message");
  expect(valueOf("broadcast-text")).toBe("Vi holder pause om to minutter");
  click("broadcast-show");
  await saved([broadcast("Vi holder pause om to minutter")]);
  expect(valueOf("broadcast-text")).toBe("");
  await unmount(shown()!);
  await show(Console);
  click("panel-message");
  expect(valueOf("broadcast-text")).toBe("");
});

test("what is typed while the message is on its way is not taken for it", async () => {
  await show(Console);
  click("panel-message");
  type("broadcast-text", "Første");
  click("broadcast-show");
  type("broadcast-text", "Anden");
  await saved([broadcast("Første")]);
  expect(valueOf("broadcast-text")).toBe("Anden");
});

test("a message taken away can be put back", async () => {
  await show(Console, {}, [broadcast("Kaffe i ti minutter")]);
  click("clear-broadcast");
  await saved([broadcast("", "")]);
  expect(find("undo-bar").textContent).toContain("Beskeden er taget væk");
  click("undo");
  expect(sent().at(-1)).toMatchObject({ case: "showBroadcast", value: { text: "Kaffe i ti minutter" } });
});

test("the keys stand on the screen, can be changed, and what is taken says by what", async () => {
  await show(Console);
  expect(find("keys-shown").textContent).toContain("→");
  expect(find("next").getAttribute("aria-keyshortcuts")).toBe("ArrowRight");
  click("keys-help");
  click("change-key-next");
  key("ArrowLeft", {}, find("change-key-next"));
  expect(find("keys-dialog").textContent).toContain("Den tast bruges allerede til: Gå tilbage til forrige fase");
  key("n", {}, find("change-key-next"));
  expect(find("key-next").textContent).toBe("N");
  expect(find("keys-shown").textContent).toContain("N");
  await unmount(shown()!);
  await show(Console, { phase: PhaseKind.WRAP_UP });
  key("ArrowRight", {}, document.body);
  expect(sent()).toEqual([]);
  key("n", {}, document.body);
  expect(sent()).toMatchObject([{ case: "goToNextPhase" }]);
  click("keys-help");
  click("keys-reset");
  expect(find("key-next").textContent).toBe("→");
});

test("switched off, no single key does anything, now and after a reload", async () => {
  await show(Console, { phase: PhaseKind.WRAP_UP });
  click("keys-help");
  click("keys-on");
  await unmount(shown()!);
  await show(Console, { phase: PhaseKind.WRAP_UP });
  expect(find("keys-shown")).toBeNull();
  expect(find("next").getAttribute("aria-keyshortcuts")).toBeNull();
  for (const name of ["ArrowRight", "ArrowLeft", " ", "+", "-", "?", "z"]) key(name, {}, document.body);
  expect(sent()).toEqual([]);
  expect(find("keys-dialog")).toBeNull();
});

test("when it is over nobody is called, counted or said to be waiting", async () => {
  await show(Console, { phase: "ended" });
  expect(find("help-calls")).toBeNull();
  expect(find("readiness").textContent).toContain("20 af 24 grupper var med");
  expect(find("readiness").textContent).not.toContain("klar");
  expect(find("on-screens").textContent).not.toContain("rumkode");
  expect(all("next")).toEqual([]);
});
