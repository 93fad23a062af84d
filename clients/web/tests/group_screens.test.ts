// What stands on a group's screens in each phase, with hand-made entities behind them.
import { flushSync } from "svelte";
import { expect, test, vi } from "vitest";
import { chooseLanguage } from "../src/i18n/index.svelte";
import { ChangesSchema, GroupSchema, PhaseKind, RejectionCode, RejectionSchema, Role, SeatState, TimerSchema, create, PlaybackSchema } from "../src/protocol";
import { sampleSession } from "../src/dev/sample";
import { MyPerson } from "../src/session";
import { find, oneScreenAtATime, show, takeAway } from "./support_group";
import { roundOf } from "../src/screens/group/round";
import { pagesOf } from "../src/screens/group/paging";
import { playerWish } from "../src/talks/wish";

oneScreenAtATime();
const all = (testid: string) => [...document.querySelectorAll<HTMLElement>(`[data-testid="${testid}"]`)];
const text = () => document.body.textContent ?? "";

test("the learning conversation has no field for action points, nor shows any", async () => {
  for (const role of [Role.HOST, Role.SCREEN, Role.PHONE]) {
    await show({ role, phase: PhaseKind.LEARNING_CONVERSATION });
    expect(find("prompt")).not.toBeNull();
    expect(find("action-point-form")).toBeNull();
    expect(find("action-points")).toBeNull();
    expect(find("new-action-point")).toBeNull();
    await takeAway();
  }
});

test("the productive conversation takes action points, and carries the insights over", async () => {
  const session = await show({ role: Role.HOST, phase: PhaseKind.PRODUCTIVE_CONVERSATION, step: 3 });
  expect(all("action-point")).toHaveLength(2);
  find("new-action-point")!.click();
  flushSync();
  expect(find("action-point-form")).not.toBeNull();
  expect(find("insight-drawer")).not.toBeNull();
  const what = find("ap-what") as HTMLTextAreaElement;
  what.value = "Vi spørger barnet først";
  what.dispatchEvent(new Event("input", { bubbles: true }));
  find("action-point-form")!.dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
  flushSync();
  expect(find("action-point-waiting")!.textContent).toContain("Vi spørger barnet først");
  expect(find("action-point-form")).toBeNull();
  await vi.advanceTimersByTimeAsync(20);
  expect(session.outbox.waitingCount).toBe(0);
});

test("an empty action point is not sent", async () => {
  const session = await show({ role: Role.HOST, phase: PhaseKind.PRODUCTIVE_CONVERSATION, empty: true });
  const command = vi.spyOn(session, "command");
  find("action-point-form")!.dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
  flushSync();
  expect(command).not.toHaveBeenCalled();
  expect(text()).toContain("Skriv noget først.");
});

test("two thirds of the productive conversation gone without an action point: a warning", async () => {
  await show({ role: Role.HOST, phase: PhaseKind.PRODUCTIVE_CONVERSATION, empty: true, leftMs: 6 * 60_000 });
  expect(text()).toContain("har ikke skrevet et handlepunkt endnu");
});

test("a round shows whose turn it is, and the big button gives it on", async () => {
  const session = await show({ role: Role.HOST, phase: PhaseKind.LEARNING_CONVERSATION, step: 1 });
  const command = vi.spyOn(session, "command");
  expect(find("turn")!.textContent).toContain("Camilla har ordet");
  all("give-turn")
    .find((b) => b.dataset.person === "Emil")!
    .click();
  expect(command).toHaveBeenCalledWith({ case: "giveTurn", value: { personId: `${"A".repeat(18)}0104` } });
});

test("the next step names the step it was pressed on", async () => {
  const session = await show({ role: Role.HOST, phase: PhaseKind.LEARNING_CONVERSATION, step: 2 });
  const command = vi.spyOn(session, "command");
  find("next-step")!.click();
  expect(command).toHaveBeenCalledWith({ case: "goToStep", value: { phaseRevision: 3, fromStep: 2, toStep: 3 } });
});

test("every field says who will see what is written in it", async () => {
  await show({ role: Role.HOST, phase: PhaseKind.LEARNING_CONVERSATION });
  expect(text()).toContain("Kun jeres gruppe ser det");
  expect(text()).toContain("Oplægsholderne og facilitatoren ser det");
  await takeAway();
  await show({ role: Role.PHONE, phase: PhaseKind.TALK_1 });
  expect(text()).toContain("Kun denne enhed ser det");
});

test("the group screen shows the stage in the wrap-up, the gallery in sharing, the goodbye at the end", async () => {
  await show({ role: Role.SCREEN, phase: PhaseKind.WRAP_UP });
  expect(find("stage")!.textContent).toContain("uden at det bliver et forhør");
  await takeAway();
  await show({ role: Role.SCREEN, phase: PhaseKind.EVALUATION });
  expect(find("follow-up")!.textContent).toContain("31. december 2026");
});

test("the group screen speaks the seminar's language, a person's own device the device's", async () => {
  chooseLanguage("en");
  await show({ role: Role.SCREEN, phase: PhaseKind.LEARNING_CONVERSATION });
  expect(find("phase-name")!.textContent).toBe("Lærende samtale");
  await takeAway();
  await show({ role: Role.HOST, phase: PhaseKind.LEARNING_CONVERSATION });
  expect(find("phase-name")!.textContent).toBe("Learning conversation");
});

test("a connection that stays away is told after two seconds, with what waits to be saved", async () => {
  const session = await show({ role: Role.HOST, phase: PhaseKind.TALK_1 });
  session.connection = { kind: "offline" };
  session["outbox"]["options"].send = () => false;
  for (const text of ["et", "to"]) session.command({ case: "addNote", value: { kind: 2, text } });
  flushSync();
  await vi.advanceTimersByTimeAsync(2_001);
  flushSync();
  expect(find("connection")!.textContent).toContain("2 ting venter");
});

test("overtime is said in words, and a paused timer too", async () => {
  await show({ role: Role.HOST, phase: PhaseKind.WELCOME, overtime: true });
  expect(find("phase-timer")!.dataset.state).toBe("overtime");
  expect(text()).toContain("over tiden");
  await takeAway();
  await show({ role: Role.PHONE, phase: PhaseKind.WELCOME, paused: true });
  expect(find("phase-timer")!.dataset.state).toBe("paused");
});

test("a connection lost for a moment is not worth a word, and what was written meanwhile stands there, waiting", async () => {
  const session = await show({ role: Role.HOST, phase: PhaseKind.TALK_1 });
  window.dispatchEvent(new Event("offline"));
  session.command({ case: "addNote", value: { kind: 2, text: "midt i det hele" } });
  flushSync();
  expect(find("connection")!.textContent!.trim()).toBe("");
  expect(session.outbox.waitingCount).toBe(1);
  expect(find("note-waiting")!.textContent).toContain("midt i det hele");
  await vi.advanceTimersByTimeAsync(1_000);
  flushSync();
  expect(session.outbox.waitingCount).toBe(0);
  expect(find("note-waiting")).toBeNull();
});

const kNames = ["Anne", "Bo", "Carl"];
const roundGroup = (round?: object) =>
  create(GroupSchema, {
    roster: kNames.map((name) => ({ personId: name, name })),
    step: { phaseRevision: 3, step: 1 },
    round: round && { revision: 5, endsAtMs: 600_000, seats: kNames.map((personId) => ({ personId, state: SeatState.WAITING })), ...round },
  });
const kRunningFor = (passedMs: number) => create(TimerSchema, { lengthMs: 1_000_000, state: { case: "pausedLeftMs", value: 1_000_000 - passedMs } });

test("a round that has not begun shows who begins", () => {
  const round = roundOf(roundGroup({ seats: [], firstPersonId: "Bo" }), { phaseRevision: 3 });
  expect(round.begun).toBe(false);
  expect(round.next!.name).toBe("Bo");
  expect(round.seats.map(({ person }) => person.name)).toEqual(kNames);
  expect(roundOf(roundGroup(), { phaseRevision: 3 }).next!.name).toBe("Anne");
});

test("a round of a phase before is over", () => {
  const round = roundOf(roundGroup({ turnPersonId: "Anne", firstPersonId: "Carl", canUndo: true }), { phaseRevision: 4 });
  expect(round).toMatchObject({ begun: false, current: undefined, canUndo: false });
  expect(round.next!.name).toBe("Carl");
});

test("a turn shows what is left of its share, and what a little longer costs the others", () => {
  const seats = kNames.map((personId, i) => ({ personId, state: i === 0 ? SeatState.SPEAKING : SeatState.WAITING }));
  const group = roundGroup({ seats, turnPersonId: "Anne", nextPersonId: "Bo", turnBegunAtMs: 100_000, turnLengthMs: 160_000 });
  const at = (passedMs: number) => roundOf(group, { phaseRevision: 3 }, kRunningFor(passedMs), 0, 1).turn!;
  expect(at(130_000)).toEqual({ shareMs: 160_000, leftMs: 130_000, othersLeft: 2, longerCostsMs: 15_000, eachMs: 170_000 });
  expect(at(300_000).leftMs).toBe(-40_000);
  // Each of the two others must have half a minute behind the half minute itself.
  expect(at(510_000).longerCostsMs).toBe(15_000);
  expect(at(510_001).longerCostsMs).toBeUndefined();
});

test("the last one may always go on", () => {
  const seats = kNames.map((personId, i) => ({ personId, state: i === 2 ? SeatState.SPEAKING : SeatState.SPOKEN }));
  const group = roundGroup({ seats, turnPersonId: "Carl", turnBegunAtMs: 0, turnLengthMs: 30_000 });
  expect(roundOf(group, { phaseRevision: 3 }, kRunningFor(900_000), 0, 1).turn!.longerCostsMs).toBe(0);
});

test("a recording is where the server's clock says", () => {
  const playing = create(PlaybackSchema, { mediaId: "m", state: { case: "playingSinceMs", value: 100_000n } });
  expect(playerWish(playing, 130_500)).toEqual({ atS: 30.5, playing: true });
  expect(playerWish(playing, 99_000)).toEqual({ atS: 0, playing: true });
  const paused = create(PlaybackSchema, { mediaId: "m", state: { case: "pausedAtMs", value: 12_000 } });
  expect(playerWish(paused, 500_000)).toEqual({ atS: 12, playing: false });
  expect(playerWish(create(PlaybackSchema), 5)).toBeUndefined();
});

test("readiness is not asked for in the lobby, where it would be forgotten, but in the welcome", async () => {
  await show({ role: Role.HOST, phase: "lobby" });
  expect(find("say")).not.toBeNull();
  expect(find("ready")).toBeNull();
  await takeAway();
  await show({ role: Role.HOST, phase: PhaseKind.WELCOME });
  expect(find("ready")).not.toBeNull();
});

test("the day of the follow-up is said once: short below the prompt, in a sentence without one", async () => {
  await show({ role: Role.HOST, phase: PhaseKind.EVALUATION });
  expect(find("prompt")!.textContent).toContain("igen");
  expect(find("follow-up")!.textContent).toContain("31. december");
  expect(find("follow-up")!.textContent).not.toContain("igen");
  await takeAway();
  await show({ role: Role.HOST, phase: "ended" });
  expect(find("follow-up")!.textContent).toContain("igen");
});

test("after the end a host device can still change its language", async () => {
  await show({ role: Role.HOST, phase: "ended" });
  find("language-en")!.click();
  flushSync();
  expect(find("follow-up")!.textContent).toContain("again");
});

test("a page of the gallery holds whole rows only, and every card stands on one page", () => {
  const card = (top: number, height: number) => ({ top, bottom: top + height });
  // Two beside each other, of unequal height; a gap of 10 between the rows.
  const cards = [card(0, 100), card(0, 80), card(110, 90), card(110, 90), card(210, 100)];
  expect(pagesOf(cards, 400)).toEqual([card(0, 310)]);
  expect(pagesOf(cards, 309)).toEqual([card(0, 200), card(210, 100)]);
  expect(pagesOf(cards, 199)).toEqual([card(0, 100), card(110, 90), card(210, 100)]);
  expect(pagesOf(cards, 50)).toHaveLength(3);
  expect(pagesOf([], 400)).toEqual([]);
});

test("on the group screen the gallery turns its pages by itself, until somebody makes it stand still", async () => {
  const heights = { clientHeight: 400, offsetHeight: 300 };
  for (const [name, value] of Object.entries(heights)) {
    vi.spyOn(HTMLElement.prototype, name as "clientHeight", "get").mockReturnValue(value);
  }
  // Each card a row of its own.
  vi.spyOn(HTMLElement.prototype, "offsetTop", "get").mockImplementation(function (this: HTMLElement) {
    return [...this.parentElement!.children].indexOf(this) * 310;
  });
  await show({ role: Role.SCREEN, phase: PhaseKind.SHARING, shared: 6 });
  const page = () => find("page-of")!.textContent;
  expect(all("shared-action-point")).toHaveLength(7);
  expect(page()).toBe("Side 1 af 7");
  await vi.advanceTimersByTimeAsync(12_000);
  expect(page()).toBe("Side 2 af 7");
  find("keep-page")!.click();
  flushSync();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(page()).toBe("Side 2 af 7");
  vi.restoreAllMocks();
});

test("in a round the host device shows the turn, its choices, and who comes next", async () => {
  await show({ role: Role.HOST, phase: PhaseKind.LEARNING_CONVERSATION, step: 1 });
  expect(find("turn")!.textContent).toContain("har ordet");
  expect(find("turn-timer")!.textContent).toBe("1:20");
  expect(find("turn-over")).toBeNull();
  for (const choice of ["pass", "later", "longer", "undo-turn", "next-person"]) expect(find(choice), choice).not.toBeNull();
  find("later")!.click();
  flushSync();
  expect(all("give-turn").length).toBeGreaterThan(3);
});

test("a share that is used up asks to hand over, and cuts nobody off", async () => {
  await show({ role: Role.HOST, phase: PhaseKind.LEARNING_CONVERSATION, step: 1, overtime: true });
  expect(find("turn-timer")!.textContent).toBe("0:00");
  expect(find("turn-over")).not.toBeNull();
  expect(find("next-person")).not.toBeNull();
});

test("a phone whose owner wrote their name has the turn when they do", async () => {
  const { scope } = sampleSession({ role: Role.PHONE, phase: PhaseKind.LEARNING_CONVERSATION, step: 1 });
  new MyPerson(scope).id = `${"A".repeat(18)}0102`;
  await show({ role: Role.PHONE, phase: PhaseKind.LEARNING_CONVERSATION, step: 1 });
  expect(find("my-turn")).not.toBeNull();
  expect(find("my-turn-done")).not.toBeNull();
  expect(find("my-name")).toBeNull();
});

test("a phone offers to write one's own name, and shows it waiting", async () => {
  const session = await show({ role: Role.PHONE, phase: PhaseKind.WELCOME });
  find("not-listed")!.click();
  flushSync();
  const field = find("my-name-field") as HTMLInputElement;
  field.value = "Ronja";
  field.dispatchEvent(new Event("input", { bubbles: true }));
  flushSync();
  find("my-name")!.dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
  flushSync();
  expect(session.pendingOf("addPerson")).toHaveLength(1);
  expect(find("my-name-field")).toBeNull();
});

test("a phone asks who you are among those without a phone, and speaks for the one who is chosen", async () => {
  const session = await show({ role: Role.PHONE, phase: "lobby" });
  expect(all("claim").map((name) => name.textContent!.trim())).toEqual(["Anne", "Birgit", "Dorte", "Freja", "Gorm"]);
  expect(find("my-name")).toBeNull();
  const command = vi.spyOn(session, "command");
  all("claim")[1]!.click();
  flushSync();
  expect(command).toHaveBeenCalledWith({ case: "claimPerson", value: { personId: `${"A".repeat(18)}0101` } });
  expect(find("my-place")!.textContent).toContain("Birgit");
  expect(find("who-are-you")).toBeNull();
});

test("a name that another phone was quicker with is nobody's here, also after a reload", async () => {
  const wish = { role: Role.PHONE, phase: PhaseKind.LEARNING_CONVERSATION, step: 1 };
  const session = await show(wish);
  all("claim")[2]!.click();
  flushSync();
  expect(find("my-place")!.textContent).toContain("Dorte");
  const sent = session.pendingOf("claimPerson")[0]!;
  const group = session.group!;
  const roster = group.roster.map((one) => (one.name === "Dorte" ? { ...one, hasPhone: true } : one));
  session.receive({ changes: create(ChangesSchema, { changes: [{ entity: { case: "group", value: { ...group, roster } } }] }) });
  session.outbox.rejected(create(RejectionSchema, { commandId: sent.id, code: RejectionCode.NAME_TAKEN }));
  flushSync();
  expect(find("my-place")).toBeNull();
  expect(all("claim").map((name) => name.textContent!.trim())).toEqual(["Anne", "Birgit", "Freja", "Gorm"]);
  expect(session.outbox.pending.size).toBe(0);
  expect(new MyPerson(session.scope).id).toBe("");
});

test("the host's list shows who has a phone", async () => {
  await show({ role: Role.HOST, phase: "lobby" });
  expect(all("person").filter((one) => one.querySelector('[data-testid="person-phone"]')).map((one) => one.firstChild!.textContent)).toEqual(["Camilla", "Emil"]);
});

test("while everybody writes, the host's desk is folded away and within reach", async () => {
  for (const phase of [PhaseKind.LEARNING_CONVERSATION, PhaseKind.PRODUCTIVE_CONVERSATION]) {
    await show({ role: Role.HOST, phase, step: 0 });
    const drawers = [...document.querySelectorAll<HTMLDetailsElement>(".desk > details")];
    expect(drawers.map(({ open }) => open)).toEqual([false, false, false, false]);
    expect(document.querySelector(".desk > section")).toBeNull();
    expect(document.querySelector(".desk textarea")).not.toBeNull();
    await show({ role: Role.HOST, phase, step: 2 });
    expect(document.querySelector(".desk > section")).not.toBeNull();
  }
  await show({ role: Role.HOST, phase: PhaseKind.LEARNING_CONVERSATION, step: 0, people: 1 });
  expect(find("insight-drawer")).toBeNull();
});

test("at the end the host is led to the group's page", async () => {
  await show({ role: Role.HOST, phase: PhaseKind.EVALUATION });
  expect(find("guide")!.textContent).toContain("Gruppens side viser det, vi har aftalt.");
  find("go")!.click();
  flushSync();
  expect(find("group-page")).not.toBeNull();
});

test("a phone's own notes stay to be read after the end", async () => {
  await show({ role: Role.PHONE, phase: "ended" });
  expect(all("own-note").map((note) => note.textContent)).toEqual([expect.stringContaining("Husk at tale med Dorte om tirsdagen.")]);
  for (const part of ["write-own-note", "own-note-begin-edit", "hand-in"]) expect(find(part), part).toBeNull();
});
