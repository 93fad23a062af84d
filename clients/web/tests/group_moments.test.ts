// The moments that matter on a group's devices: coming late, the first round, the last minute, an action point agreed, the
// network gone and back; and what a screen reader is told of the time.
import { flushSync } from "svelte";
import { expect, test, vi } from "vitest";
import { ChangesSchema, PhaseKind, Role, create, type Changes, type MessageInitShape } from "../src/protocol";
import { countIn } from "../src/screens/group/count_in";
import { cameIntoMs } from "../src/screens/group/late";
import ConnectionExample, { connection } from "./ConnectionExample.svelte";
import { find, oneScreenAtATime, put, show, takeAway } from "./support_group";

const kMinute = 60_000;
oneScreenAtATime();
const announced = () => find("announcer")!.textContent;

async function pass(ms: number, onEachSecond = () => {}) {
  for (let gone = 0; gone < ms; gone += 1000) {
    await vi.advanceTimersByTimeAsync(Math.min(1000, ms - gone));
    flushSync();
    onEachSecond();
  }
}

test("the time is told at ten, five and one minute, not each second", async () => {
  await show({ role: Role.PHONE, phase: PhaseKind.LEARNING_CONVERSATION, leftMs: 11 * kMinute });
  const told: string[] = [];
  await pass(11 * kMinute - 2_000, () => {
    const now = announced()!;
    if (now && now !== told.at(-1)) told.push(now);
  });
  expect(told).toEqual(["Der er 10 min. tilbage.", "Der er 5 min. tilbage.", "Der er 1 min. tilbage."]);
});

test("a page that opens late tells nothing by itself; the next moment it does", async () => {
  await show({ role: Role.HOST, phase: PhaseKind.LEARNING_CONVERSATION, leftMs: 7 * kMinute });
  await pass(60_000);
  expect(announced()).toBe("");
  await pass(2 * kMinute);
  expect(announced()).toBe("Der er 5 min. tilbage.");
});

test("a new phase, a pause and its end are told", async () => {
  const session = await show({ role: Role.HOST, phase: PhaseKind.LEARNING_CONVERSATION });
  const change = (...changes: NonNullable<MessageInitShape<typeof ChangesSchema>["changes"]>) => {
    session.receive({ changes: create(ChangesSchema, { changes }) as Changes });
    flushSync();
  };
  const { timer, session: now } = session.entities;
  change({ entity: { case: "timer", value: { ...timer!, state: { case: "pausedLeftMs", value: 5 * kMinute } } } });
  expect(announced()).toBe("Tiden står stille. Facilitatoren har sat på pause.");
  change({ entity: { case: "timer", value: timer! } });
  expect(announced()).toBe("Tiden går igen.");
  change({ entity: { case: "session", value: { ...now!, phaseIndex: now!.phaseIndex + 1, phaseRevision: now!.phaseRevision + 1 } } });
  expect(announced()).toBe("Nu: Online opsamling.");
});

test("the last minute and the last ten seconds", () => {
  const at = (leftMs: number, more = {}) =>
    countIn({ leftMs, overtimeMs: 0, lengthMs: 10 * kMinute, paused: false, overtime: false, ...more });
  expect(at(kMinute).stage).toBe("none");
  expect(at(59_000).stage).toBe("minute");
  expect(at(10_000)).toEqual({ stage: "seconds", left: 10 });
  expect(at(0)).toEqual({ stage: "seconds", left: 0 });
  expect(at(5_000, { paused: true }).stage).toBe("none");
  expect(at(0, { overtime: true }).stage).toBe("none");
  expect(at(50_000, { lengthMs: 2 * kMinute }).stage).toBe("none");
  expect(countIn(undefined).stage).toBe("none");
});

test("the last minute stands on the group screen where the ribbon stood, so nothing moves", async () => {
  await show({ role: Role.SCREEN, phase: PhaseKind.LEARNING_CONVERSATION, leftMs: 70_000 });
  expect(find("last-minute")).toBeNull();
  expect(document.querySelector("footer .ribbon")).not.toBeNull();
  await pass(15_000);
  expect(find("last-minute")!.textContent).toContain("Derefter: Online opsamling");
  expect(document.querySelector("footer .ribbon")).toBeNull();
  await pass(46_000);
  expect(find("last-minute")!.dataset.stage).toBe("seconds");
  expect(find("last-minute")!.querySelectorAll(".dots .left").length).toBeLessThanOrEqual(10);
});

test("a talk's title and speaker stand over its first seconds, and on a slide when there is no recording", async () => {
  const session = await show({ role: Role.SCREEN, phase: PhaseKind.TALK_1 });
  expect(find("talk-title")).toBeNull();
  expect(find("group-screen")!.textContent).toContain("Oplæg ved Mette Holm Sørensen");
  vi.spyOn(session.mediaLinks, "of").mockResolvedValue("/media/m/original.mp4?signed");
  const playback = { mediaId: "m", state: { case: "playingSinceMs" as const, value: BigInt(session.nowMs - 5_000) } };
  session.receive({ changes: create(ChangesSchema, { changes: [{ entity: { case: "playback", value: playback } }] }) as Changes });
  flushSync();
  expect(find("talk-title")!.textContent).toContain("Når børn ikke siger det højt");
  expect(find("talk-title")!.textContent).toContain("Mette Holm Sørensen");
  await pass(12_000);
  expect(find("talk-title")).toBeNull();
});

test("who comes late is told so in the phase it came into, and in no other", () => {
  const now = 1_000 * kMinute;
  const timer = { lengthMs: 35 * kMinute, state: { case: "runningUntilMs", value: BigInt(now + 20 * kMinute) } };
  const came = (minutesAgo: number, late = true) =>
    cameIntoMs({ late, arrivedAtMs: BigInt(now - minutesAgo * kMinute) }, timer as never, now);
  expect(came(2)).toBe(13 * kMinute);
  expect(came(2, false)).toBeUndefined();
  expect(came(15)).toBeUndefined();
  expect(came(40)).toBeUndefined();
});

test("an action point agreed this moment is shown to the room, and then no longer", async () => {
  await show({ role: Role.SCREEN, phase: PhaseKind.PRODUCTIVE_CONVERSATION, step: 3 });
  expect(find("just-agreed")!.textContent).toContain("Vi holder en fast samtale");
  await pass(31_000);
  expect(find("just-agreed")).toBeNull();
});

test("the network gone, long gone, and back", async () => {
  put(ConnectionExample, {});
  const says = () => (flushSync(), find("connection")!.textContent!.trim());
  const set = async (state: "online" | "offline", ms: number) => {
    connection.state = state;
    flushSync();
    await pass(ms);
  };
  expect(says()).toBe("");
  await set("offline", 1_500);
  expect(says()).toBe("");
  await set("online", 500);
  expect(says()).toBe("");
  await set("offline", 2_500);
  expect(says()).toContain("Ingen forbindelse");
  await set("offline", 60_000);
  expect(says()).toContain("Fortsæt bare samtalen");
  await set("online", 500);
  expect(says()).toBe("Forbindelsen er tilbage. Alt er gemt.");
  await set("online", 7_000);
  expect(says()).toBe("");
});

test("the group screen is silent until somebody turns the sounds on, and remembers it", async () => {
  await show({ role: Role.SCREEN, phase: PhaseKind.BREAK });
  expect(find("sounds")!.getAttribute("aria-pressed")).toBe("false");
  find("sounds")!.click();
  flushSync();
  expect(find("sounds")!.getAttribute("aria-pressed")).toBe("true");
  await takeAway();
  await show({ role: Role.SCREEN, phase: PhaseKind.BREAK });
  expect(find("sounds")!.getAttribute("aria-pressed")).toBe("true");
  find("sounds")!.click();
  await takeAway();
  await show({ role: Role.SCREEN, phase: PhaseKind.BREAK });
  expect(find("sounds")!.getAttribute("aria-pressed")).toBe("false");
});

test("the code can be shown and hidden at any time, and neither clock nor prompt goes for it", async () => {
  await show({ role: Role.SCREEN, phase: PhaseKind.LEARNING_CONVERSATION, step: 0 });
  for (const there of [true, false]) {
    find("toggle-code")!.click();
    flushSync();
    expect(find("group-code") !== null).toBe(there);
    expect(find("step-timer")).not.toBeNull();
    expect(find("prompt")).not.toBeNull();
  }
});
