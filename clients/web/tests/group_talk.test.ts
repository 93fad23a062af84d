// The conversation on a group's screens: quiet while everybody writes, voices for those who are not there, a note that is handed
// in, somebody alone, a group that stays when the others have gone on.
import { flushSync } from "svelte";
import { expect, test, vi } from "vitest";
import { ChangesSchema, NoteKind, PhaseKind, Role, StepKind, create } from "../src/protocol";
import { MyPerson } from "../src/session";
import { sampleSession, type SampleWish } from "../src/dev/sample";
import { fitting } from "../src/screens/group/kept";
import { find, oneScreenAtATime, show, takeAway } from "./support_group";

oneScreenAtATime();
const { HOST, SCREEN, PHONE } = Role;
const kMinute = 60_000;
const learning = (role: Role, change: Partial<SampleWish> = {}): SampleWish => ({ role, phase: PhaseKind.LEARNING_CONVERSATION, ...change });
const all = (testid: string) => [...document.querySelectorAll<HTMLElement>(`[data-testid="${testid}"]`)];
const said = () => find("say")!.dataset.say;
const click = (testid: string) => {
  find(testid)!.click();
  flushSync();
};

test("every phase has a sentence to say, a why, one big button, and what comes next", async () => {
  for (const phase of ["planned", "lobby", ...Object.values(PhaseKind)] as SampleWish["phase"][]) {
    if (phase === PhaseKind.UNSPECIFIED || (typeof phase === "string" && !["planned", "lobby"].includes(phase))) continue;
    await show({ role: HOST, phase, step: 2 });
    const name = typeof phase === "number" ? PhaseKind[phase] : phase;
    expect(find("say")!.textContent!.trim().length, name).toBeGreaterThan(10);
    expect(find("why")!.textContent!.trim().length, name).toBeGreaterThan(10);
    expect(document.querySelectorAll(".guide .big").length, name).toBe(1);
    if (phase !== PhaseKind.EVALUATION) expect(find("then")?.textContent ?? find("next-step")?.textContent, name).toBeTruthy();
    await takeAway();
  }
});

test("in the silent step the group screen shows the question and its time, and no more", async () => {
  await show(learning(SCREEN, { step: 0, leftMs: 33 * kMinute }));
  expect(find("quiet")).not.toBeNull();
  expect(find("prompt")!.textContent).toContain("Hvad hørte jeg");
  expect(find("step-timer")).not.toBeNull();
  expect(find("group-screen")!.classList.contains("quiet")).toBe(true);
  await takeAway();
  await show(learning(SCREEN, { step: 2 }));
  expect(find("quiet")).toBeNull();
});

test("on a phone the silent step says that paper will do, and who sees what is written", async () => {
  await show(learning(PHONE, { step: 0 }));
  expect(document.body.textContent).toContain("Skriv på papir eller på telefonen. Ingen andre ser det.");
  expect(document.body.textContent).toContain("Kun denne enhed ser det");
  await takeAway();
  await show({ role: PHONE, phase: PhaseKind.PRODUCTIVE_CONVERSATION, step: 0 });
  const field = find("write-own-note")!;
  expect(field.compareDocumentPosition(find("phone-action-points")!) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
});

test("a note of one's own goes to the group when it is handed in, asked once more, and not before", async () => {
  const session = await show(learning(PHONE, { step: 3 }));
  const command = vi.spyOn(session, "command");
  click("hand-in");
  expect(find("hand-in-question")!.textContent).toContain("du kan ikke tage den tilbage");
  click("hand-in-keep");
  expect(find("hand-in-question")).toBeNull();
  expect(command).not.toHaveBeenCalled();
  click("hand-in");
  click("hand-in-insight");
  const [note] = [...session.entities.notes.values()].filter(({ kind }) => kind === NoteKind.PRIVATE);
  expect(command).toHaveBeenCalledWith({ case: "handInNote", value: { noteId: note!.noteId, kind: NoteKind.INSIGHT } });
  expect(find("hand-in")).toBeNull();
});

test("before the learning conversation a note is handed in as a note only; the group's own have no such button", async () => {
  await show({ role: PHONE, phase: PhaseKind.TALK_1 });
  click("hand-in");
  expect(find("hand-in-insight")).toBeNull();
  expect(find("hand-in-note")).not.toBeNull();
  await takeAway();
  await show(learning(HOST));
  expect(find("hand-in")).toBeNull();
});

test("near every field that may hold somebody's name there is the gentle question", async () => {
  for (const role of [HOST, PHONE]) {
    await show(learning(role, { step: 3 }));
    const fields = document.querySelectorAll("textarea").length;
    expect(document.body.textContent!.split("Kan man se et barn eller en familie for sig?").length - 1).toBe(fields);
    await takeAway();
  }
});

test("two talk and the others listen, and in the second half everybody", async () => {
  // Begun four minutes ago, of five; and of fourteen.
  await show(learning(SCREEN, { step: 0, stepKind: StepKind.FISHBOWL }));
  expect(find("fishbowl")!.dataset.open).toBe("true");
  await takeAway();
  await show(learning(HOST, { step: 1, stepKind: StepKind.FISHBOWL }));
  expect(find("fishbowl")!.dataset.open).toBe("false");
  expect(said()).toBe("fishbowl_pair");
  const names = /(\S+) og (\S+) taler/.exec(find("fishbowl")!.textContent!)!;
  expect(find("say")!.textContent).toContain(names[1]);
  expect(find("say")!.textContent).toContain(names[2]);
});

test("role cards are dealt to all, the same on every device, and a phone shows its owner's own", async () => {
  const wish = learning(SCREEN, { step: 2, stepKind: StepKind.ROLE_CARDS });
  await show(wish);
  const onScreen = find("role-cards")!.textContent;
  for (const name of ["Anne", "Birgit", "Camilla", "Dorte", "Emil", "Freja", "Gorm"]) expect(onScreen).toContain(name);
  await takeAway();
  await show({ ...wish, role: HOST });
  expect(find("role-cards")!.textContent).toBe(onScreen);
  await takeAway();
  new MyPerson(sampleSession({ ...wish, role: PHONE }).scope).id = `${"A".repeat(18)}0101`;
  await show({ ...wish, role: PHONE });
  const card = find("my-card")!.textContent!;
  const row = onScreen!.split(card)[1]!;
  expect(row.slice(0, 30)).toContain("Birgit");
});

test("what the group keeps stands on its screen while it is written, with the name of who might write", async () => {
  await show(learning(SCREEN, { step: 3 }));
  expect(find("kept")!.textContent).toContain("Vi spørger forældrene for sent.");
  expect(find("kept")!.textContent).not.toContain("Hvordan taler man med et barn");
  const pen = /Forslag: (\S+) skriver/.exec(find("pen")!.textContent!)![1]!;
  await takeAway();
  await show(learning(HOST, { step: 3 }));
  expect(find("say")!.textContent).toContain(`${pen}, vil du skrive?`);
});

test("the newest of what is kept fits on the screen, in its order", () => {
  const of = (...lengths: number[]) => fitting(lengths.map((n, i) => ({ text: "x".repeat(n), i }))).map(({ i }) => i);
  expect(of(10, 10, 10)).toEqual([0, 1, 2]);
  expect(of(80, 80, 80)).toEqual([1, 2]);
  expect(of(10, 10, 10, 10, 10, 10)).toEqual([1, 2, 3, 4, 5]);
  expect(of(4000)).toEqual([0]);
  expect(of()).toEqual([]);
});

test("somebody alone takes no round: own words, no turn, no seats", async () => {
  await show(learning(HOST, { step: 1, people: 1 }));
  expect(find("step-name")!.textContent).toBe("Tænk højt");
  expect(said()).toBe("alone_round");
  for (const part of ["next-person", "give-turn", "came-or-left"]) expect(find(part), part).toBeNull();
  expect(find("next-step")).not.toBeNull();
  await takeAway();
  await show(learning(SCREEN, { step: 1, people: 1 }));
  expect(find("turn")).toBeNull();
  expect(find("prompt")!.textContent).toContain("højt for dig selv");
  await takeAway();
  await show(learning(PHONE, { step: 1, people: 1 }));
  expect(find("my-name")).toBeNull();
});

test("before a round the room sees who begins, by the name that the host device says", async () => {
  const session = await show(learning(SCREEN, { step: 1 }));
  const group = session.group!;
  const notBegun = { ...group, round: { ...group.round!, seats: [], turnPersonId: "", nextPersonId: "" } };
  session.receive({ changes: create(ChangesSchema, { changes: [{ entity: { case: "group", value: notBegun } }] }) });
  flushSync();
  expect(find("begins")!.textContent).toBe("Birgit begynder");
  expect(find("turn")).toBeNull();
});

test("a share that is used up turns amber before the whole room, with a gentle word", async () => {
  await show(learning(SCREEN, { step: 1 }));
  expect(find("turn-over")).toBeNull();
  await takeAway();
  await show(learning(SCREEN, { step: 1, overtime: true }));
  expect(find("turn")!.closest("[data-over]")!.getAttribute("data-over")).toBe("true");
  expect(find("turn-over")!.textContent).toContain("giv ordet videre");
});

test("somebody comes in the middle of a round: the list opens where the round is, and takes the name", async () => {
  const session = await show(learning(HOST, { step: 1 }));
  click("came-or-left");
  const field = document.querySelector<HTMLInputElement>(".round [data-testid='add-person']")!;
  field.value = "Hanne";
  field.dispatchEvent(new Event("input", { bubbles: true }));
  flushSync();
  field.closest("form")!.dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
  flushSync();
  expect(session.pendingOf("addPerson")).toHaveLength(1);
  const command = vi.spyOn(session, "command");
  document.querySelector<HTMLElement>(".round [data-testid='remove-person']")!.click();
  expect(command).toHaveBeenCalledWith({ case: "removePerson", value: { personId: `${"A".repeat(18)}0100` } });
});

test("whoever must go early leaves the list from the phone", async () => {
  const wish = learning(PHONE, { step: 1 });
  new MyPerson(sampleSession(wish).scope).id = `${"A".repeat(18)}0104`;
  const session = await show(wish);
  expect(find("my-place")!.textContent).toContain("Emil");
  const command = vi.spyOn(session, "command");
  click("leave");
  expect(command).toHaveBeenCalledWith({ case: "removePerson", value: { personId: `${"A".repeat(18)}0104` } });
});

test("a group that is behind hears what it can leave out, and one press does it", async () => {
  const session = await show(learning(HOST, { step: 1, leftMs: 10 * kMinute }));
  expect(find("behind")!.textContent).toContain("Fri samtale");
  const command = vi.spyOn(session, "command");
  click("leave-out");
  expect(command).toHaveBeenCalledWith({ case: "goToStep", value: { phaseRevision: 3, fromStep: 1, toStep: 3 } });
});

test("a group that is ready before the others gets something worth doing, one at a time", async () => {
  await show(learning(HOST, { step: 3, ready: true }));
  const first = find("idle")!.textContent;
  click("idle-another");
  expect(find("idle")!.textContent).not.toBe(first);
  await takeAway();
  await show(learning(SCREEN, { step: 3, ready: true }));
  expect(find("far-idle")).not.toBeNull();
  await takeAway();
  await show(learning(HOST, { step: 3, ready: true, leftMs: kMinute }));
  expect(find("idle")).toBeNull();
});

test("two thirds without an action point: the room sees it, and the sentence asks for one small step", async () => {
  const wish: SampleWish = { role: SCREEN, phase: PhaseKind.PRODUCTIVE_CONVERSATION, step: 2, empty: true, leftMs: 11 * kMinute };
  await show(wish);
  expect(find("far-hurry")!.textContent).toContain("11 min.");
  await takeAway();
  await show({ ...wish, role: HOST });
  expect(said()).toBe("hurry");
  await takeAway();
  await show({ ...wish, leftMs: 12 * kMinute });
  expect(find("far-hurry")).toBeNull();
});

test("with time of its own a group stays in its conversation when the others go on, and can join them", async () => {
  const session = await show(learning(HOST, { step: 3, lingersMs: 3 * kMinute }));
  expect(session.phase!.kind).toBe(PhaseKind.LEARNING_CONVERSATION);
  expect(find("step-name")!.textContent).toBe("Saml op");
  expect(find("lingering")!.textContent).toContain("Online opsamling");
  expect(find("phase-timer")!.textContent).toMatch(/^(3:00|2:59)$/);
  for (const part of ["ready", "next-step", "previous-step"]) expect(find(part), part).toBeNull();
  const command = vi.spyOn(session, "command");
  click("join-others");
  expect(command).toHaveBeenCalledWith({ case: "endExtraTime", value: {} });
  // When it is used up they are where the others are.
  await vi.advanceTimersByTimeAsync(3 * kMinute + 1_000);
  flushSync();
  expect(session.phase!.kind).toBe(PhaseKind.WRAP_UP);
  expect(find("lingering")).toBeNull();
  await takeAway();
  for (const role of [SCREEN, PHONE]) {
    await show(learning(role, { step: 1, lingersMs: 3 * kMinute }));
    expect(find("lingering")!.textContent, Role[role]).toContain("Online opsamling");
    expect(find("turn"), "no rounds any more").toBeNull();
    await takeAway();
  }
});

test("a group that has been given time sees it before the others go on", async () => {
  for (const role of [HOST, SCREEN]) {
    await show(learning(role, { step: 3, extraMs: 5 * kMinute }));
    expect(find("extra-time")!.textContent, Role[role]).toContain("5 min.");
    await takeAway();
  }
  expect(all("extra-time")).toEqual([]);
});
