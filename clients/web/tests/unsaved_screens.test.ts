// What a group's devices show of texts that wait, were refused, are being typed, or were changed by two at once.
import { flushSync, mount, unmount, type Component } from "svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import "../src/i18n/group";
import { chooseLanguage } from "../src/i18n/index.svelte";
import { sampleEntities } from "../src/dev/sample";
import { SampleSocket, sampleWelcome } from "../src/dev/sample_socket";
import { ChangeSchema, EntityKind, PhaseKind, RejectionCode, Role, create } from "../src/protocol";
import type { Change, Command, MessageInitShape } from "../src/protocol";
import { tellRefusal } from "../src/screens/group/refusals";
import { Session, kOutboxItems } from "../src/session";
import { toasts } from "../src/ui/toasts.svelte";
import GroupExample from "./GroupExample.svelte";
import { addNote, freshDatabase } from "./support_outbox";

const kServerMs = 9_000_000_000;
const kPoint = `${"A".repeat(18)}0402`;
let shown: Record<string, unknown> | undefined;
let sessions: Session[] = [];

beforeEach(() => {
  freshDatabase();
  localStorage.clear();
  chooseLanguage("da");
  vi.useFakeTimers();
  vi.stubGlobal("matchMedia", () => ({ matches: false }));
  HTMLDialogElement.prototype.showModal ??= function (this: HTMLDialogElement) {
    this.open = true;
  };
});
afterEach(() => {
  if (shown) void unmount(shown);
  shown = undefined;
  sessions = [];
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

type Answer = RejectionCode | "saved" | "silence";

/** A device of the group whose server answers each command as `answer` says. */
async function device(answer: (command: Command) => Answer, phase: PhaseKind = PhaseKind.PRODUCTIVE_CONVERSATION) {
  if (shown) await unmount(shown);
  const line = { up: true };
  const commands: Command[] = [];
  let socket!: SampleSocket;
  const session = new Session({
    token: "token",
    deviceId: "device",
    openSocket: () => {
      const welcome = sampleWelcome({ role: Role.HOST, groupId: `${"A".repeat(18)}0001` });
      socket = new SampleSocket(
        welcome,
        () => sampleEntities({ role: Role.HOST, phase }, kServerMs),
        () => kServerMs,
        (command) => {
          commands.push(command);
          const said = answer(command);
          if (said === "saved") return { commandIds: [command.commandId] };
          if (said !== "silence") {
            socket.answer({ case: "rejection", value: { commandId: command.commandId, code: said } });
          }
          return undefined;
        },
      );
      // Never open, not even for a moment: a moment is enough to send what waits.
      if (!line.up) socket.open = () => socket.end(1006);
      return socket.asWebSocket();
    },
  });
  sessions.push(session);
  document.body.innerHTML = "";
  shown = mount(GroupExample as Component<{ session: Session }>, { target: document.body, props: { session } });
  await soon();
  const change = (entity: MessageInitShape<typeof ChangeSchema>["entity"]): Change => create(ChangeSchema, { entity });
  return { session, commands, line, change, socket: () => socket };
}
const soon = async () => {
  await vi.advanceTimersByTimeAsync(30);
  flushSync();
};
const find = (testid: string) => document.querySelector<HTMLElement>(`[data-testid="${testid}"]`);
const all = (testid: string) => [...document.querySelectorAll<HTMLElement>(`[data-testid="${testid}"]`)];
const text = () => document.body.textContent ?? "";
function type(testid: string, value: string) {
  const field = find(testid) as HTMLInputElement;
  field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  flushSync();
}
async function press(testid: string, within: ParentNode = document) {
  within.querySelector<HTMLElement>(`[data-testid="${testid}"]`)!.click();
  await soon();
}
const submit = async (testid: string) => {
  find(testid)!.closest("form")!.dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
  await soon();
};

test("a refused text stands there with its reason, can be mended, and the mended one goes out", async () => {
  const said = { answer: RejectionCode.LIMIT_REACHED as Answer };
  const { commands, session } = await device(() => said.answer, PhaseKind.LEARNING_CONVERSATION);
  type("write-insight", "Vi lytter for lidt");
  await submit("write-insight");
  expect(find("not-saved")!.textContent).toContain("Vi lytter for lidt");
  expect(find("not-saved")!.textContent).toContain("Ikke gemt: Der er ikke plads til flere");
  expect(find("insight-waiting")).toBeNull();
  said.answer = "saved";
  await press("refused-begin-edit");
  type("refused-edit", "Vi lytter for lidt til børnene");
  await press("refused-save");
  expect(commands.at(-1)!.body.value).toMatchObject({ text: "Vi lytter for lidt til børnene" });
  expect(find("not-saved")).toBeNull();
  expect(session.outbox.pending.size).toBe(0);
});

test("throwing a refused text away asks once more", async () => {
  const { session } = await device(() => RejectionCode.NOT_NOW, PhaseKind.LEARNING_CONVERSATION);
  session.command(addNote("væk"));
  await soon();
  await press("refused-discard");
  expect(find("refused-text")).not.toBeNull();
  await press("refused-discard-sure");
  expect(find("not-saved")).toBeNull();
});

test("a refused text is still there after a reload, in a phase that has no place for it", async () => {
  const first = await device(() => RejectionCode.NOT_NOW, PhaseKind.LEARNING_CONVERSATION);
  first.session.command({ case: "askQuestion", value: { text: "Hvad nu?" } });
  await soon();
  await device(() => "saved", PhaseKind.SHARING);
  expect(find("refused-text")!.textContent).toContain("Hvad nu?");
});

test("without a connection what is written says that it waits, and where", async () => {
  const { session, line, socket } = await device(() => "saved");
  line.up = false;
  socket().end(1006);
  session.command({ case: "addActionPoint", value: { text: { what: "Vi spørger barnet" } } });
  await soon();
  const mark = find("action-point-waiting")!.querySelector<HTMLElement>("[data-testid=save-mark]")!;
  expect(mark.dataset).toMatchObject({ status: "waiting", kept: "device" });
  expect(mark.textContent).toContain("ligger på denne enhed");
});

test("a browser that keeps nothing says so, on the page and at what waits, and asks before it is closed", async () => {
  vi.stubGlobal("indexedDB", undefined);
  const { session, line, socket } = await device(() => "saved", PhaseKind.TALK_1);
  expect(find("device-keeps-nothing")).not.toBeNull();
  line.up = false;
  socket().end(1006);
  session.command(addNote("kun her"));
  await soon();
  expect(find("note-waiting")!.querySelector<HTMLElement>("[data-testid=save-mark]")!.dataset.kept).toBe("page");
  const leaving = new Event("beforeunload", { cancelable: true });
  window.dispatchEvent(leaving);
  expect(leaving.defaultPrevented).toBe(true);
});

test("no room on the device: the text stays in its field, with the reason", async () => {
  const { session, line, socket } = await device(() => "saved", PhaseKind.TALK_1);
  line.up = false;
  socket().end(1006);
  for (let i = 0; i < kOutboxItems; i += 1) session.command(addNote(`${i}`));
  type("write-note", "én for meget");
  await submit("write-note");
  expect((find("write-note") as HTMLTextAreaElement).value).toBe("én for meget");
  expect(text()).toContain("Der kan ikke ligge mere og vente på denne enhed (500 ting)");
});

test("opened while the server is away: it says so, and lists what waits", async () => {
  const first = await device(() => "silence");
  first.session.command(addNote("skrevet før strømmen gik"));
  await soon();
  if (shown) await unmount(shown);
  shown = undefined;
  const away = new Session({
    token: "token",
    deviceId: "device",
    openSocket: () => {
      const socket = new SampleSocket(sampleWelcome({}), () => [], () => 0);
      socket.open = () => socket.end(1006);
      return socket.asWebSocket();
    },
  });
  document.body.innerHTML = "";
  shown = mount(GroupExample as Component<{ session: Session }>, { target: document.body, props: { session: away } });
  await soon();
  expect(find("away")).toBeNull();
  await vi.advanceTimersByTimeAsync(2_000);
  flushSync();
  expect(find("away")!.textContent).toContain("Serveren kan ikke nås");
  expect(find("away")!.textContent).toContain("ligger på denne enhed");
  expect(all("unsent").map((item) => item.textContent)).toEqual([expect.stringContaining("skrevet før strømmen gik")]);
});

test("every field of an action point is kept while it is typed, through a reload", async () => {
  await device(() => "saved");
  await press("new-action-point");
  type("ap-what", "Vi går en tur");
  type("ap-who", "Anne");
  type("ap-by-when", "2026-12-11");
  type("ap-first-step", "I morgen");
  await press("ap-needs-leadership");
  await device(() => "saved");
  const value = (testid: string) => (find(testid) as HTMLInputElement).value;
  expect(["ap-what", "ap-who", "ap-by-when", "ap-first-step"].map(value)).toEqual(["Vi går en tur", "Anne", "2026-12-11", "I morgen"]);
  expect(find("ap-needs-leadership")!.ariaChecked ?? find("ap-needs-leadership")!.getAttribute("aria-checked")).toBe("true");
  await submit("ap-what");
  await device(() => "saved");
  expect(find("action-point-form")).toBeNull();
});

test("a change of a note, a name and an action point go on after a reload; the change keeps the revision it began with", async () => {
  await device(() => "saved");
  await press("note-begin-edit");
  type("note-edit", "Prøve at sidde ned");
  await press("edit-roster");
  type("person-name", "Anne-Grethe");
  await press("ap-edit", all("action-point").find((li) => li.textContent!.includes("stille tid"))!);
  type("ap-what", "Vi prøver stille tid i tre uger");
  const after = await device(() => "saved");
  expect((find("note-edit") as HTMLTextAreaElement).value).toBe("Prøve at sidde ned");
  expect((find("person-name") as HTMLInputElement).value).toBe("Anne-Grethe");
  expect((find("ap-what") as HTMLTextAreaElement).value).toBe("Vi prøver stille tid i tre uger");
  after.socket().changes({ changes: [after.change({ case: "actionPoint", value: { actionPointId: kPoint, revision: 2, text: { what: "Andet" } } })] });
  await submit("ap-what");
  expect(after.commands.at(-1)!.body.value).toMatchObject({ revision: 1, text: { what: "Vi prøver stille tid i tre uger" } });
});

test("two changes of one action point without a connection go out as one", async () => {
  // The attempts to come back fall between the two changes.
  vi.spyOn(Math, "random").mockReturnValue(0);
  const { commands, line, socket } = await device(() => "saved");
  line.up = false;
  socket().end(1006);
  const card = () => all("action-point").find((li) => li.textContent!.includes("stille tid"))!;
  for (const what of ["Vi prøver stille tid i tre uger", "Vi prøver stille tid i fire uger"]) {
    await press("ap-edit", card());
    type("ap-what", what);
    await submit("ap-what");
  }
  expect(sessions[0]!.outbox.waitingCount).toBe(1);
  line.up = true;
  await vi.advanceTimersByTimeAsync(20_000);
  expect(commands.map((command) => command.body.value)).toMatchObject([{ revision: 1, text: { what: "Vi prøver stille tid i fire uger" } }]);
});

const isEdit = (command: Command) => command.body.case === "editActionPoint";
/** This device has changed what another changed first. */
async function conflict() {
  const stale = { on: true };
  const world = await device((command) => (isEdit(command) && stale.on ? RejectionCode.STALE_REVISION : "saved"));
  await press("ap-edit", all("action-point").find((li) => li.textContent!.includes("stille tid"))!);
  type("ap-what", "Vi prøver stille tid hver dag");
  const theirs = { what: "Vi prøver stille tid i en måned", who: "Anne og Emil" };
  world.socket().changes({
    changes: [world.change({ case: "actionPoint", value: { actionPointId: kPoint, revision: 2, text: theirs } })],
  });
  await submit("ap-what");
  stale.on = false;
  return world;
}

test("two devices changed the same action point: both texts stand side by side, and the choice is saved", async () => {
  const { commands } = await conflict();
  expect(all("conflict-field").map((field) => field.dataset.field)).toEqual(["what", "who"]);
  expect(all("conflict-mine").map((b) => b.textContent)).toEqual([expect.stringContaining("hver dag"), expect.stringContaining("Anne")]);
  expect(all("conflict-theirs").map((b) => b.textContent)).toEqual([expect.stringContaining("i en måned"), expect.stringContaining("Anne og Emil")]);
  type("conflict-result", "Vi prøver stille tid hver dag i en måned");
  await press("conflict-theirs", all("conflict-field")[1]!);
  await press("conflict-save");
  expect(commands.at(-1)!.body.value).toMatchObject({
    revision: 2,
    text: { what: "Vi prøver stille tid hver dag i en måned", who: "Anne og Emil" },
  });
  expect(find("conflict")).toBeNull();
  expect(find("not-saved")).toBeNull();
});

test("the choice can be put off, and taken up again; what is saved can be kept", async () => {
  const { commands, session } = await conflict();
  const before = commands.length;
  find("conflict")!.dispatchEvent(new Event("close"));
  await soon();
  expect(find("conflict")).toBeNull();
  expect(find("not-saved")!.textContent).toContain("hver dag");
  await press("refused-compare");
  await press("conflict-keep-theirs");
  expect(find("not-saved")).toBeNull();
  expect(commands.length).toBe(before);
  expect(session.entities.actionPoints.get(kPoint)!.text!.what).toBe("Vi prøver stille tid i en måned");
});

test("changed here, removed by another device: it can be saved as a new one", async () => {
  const world = await device((command) => (isEdit(command) ? RejectionCode.NOT_FOUND : "saved"));
  await press("ap-edit", all("action-point").find((li) => li.textContent!.includes("stille tid"))!);
  type("ap-what", "Vi prøver stille tid hver dag");
  world.socket().changes({ changes: [world.change({ case: "removed", value: { kind: EntityKind.ACTION_POINT, id: kPoint } })] });
  await soon();
  expect((find("ap-what") as HTMLTextAreaElement).value).toBe("Vi prøver stille tid hver dag");
  await submit("ap-what");
  await press("refused-as-new");
  expect(world.commands.at(-1)!.body).toMatchObject({ case: "addActionPoint", value: { text: { what: "Vi prøver stille tid hver dag" } } });
  expect(find("not-saved")).toBeNull();
});

const isReservation = (command: Command) => command.body.case === "recordReservation";
test("two reservations in the same moment: both stand in the field, and both are saved", async () => {
  const stale = { on: true };
  const world = await device((command) => (isReservation(command) && stale.on ? RejectionCode.STALE_REVISION : "saved"));
  const card = () => all("action-point").find((li) => li.textContent!.includes("stille tid"))!;
  await press("reservation-begin", card());
  type("reservation-text", "Hvem dækker vagten?");
  const first = world.session.entities.actionPoints.get(kPoint)!;
  // On its way while this one is being sent.
  card().querySelector<HTMLElement>('[data-testid="reservation-save"]')!.click();
  flushSync();
  world.socket().changes({ changes: [world.change({ case: "actionPoint", value: { ...first, reservation: "Ikke om mandagen" } })] });
  await soon();
  stale.on = false;
  expect(find("two-texts-mine")!.textContent).toContain("Hvem dækker vagten?");
  expect(find("two-texts-theirs")!.textContent).toContain("Ikke om mandagen");
  await press("two-texts-save");
  expect(world.commands.at(-1)!.body.value).toMatchObject({ text: "Ikke om mandagen\nHvem dækker vagten?", seen: "Ikke om mandagen" });
  expect(find("two-texts")).toBeNull();
  expect(find("not-saved")).toBeNull();
});

test("a refusal is told once: a text on its card, a press as a toast", async () => {
  const world = await device(() => RejectionCode.PERSONAL_NUMBER);
  toasts.list = [];
  world.session.command({ case: "addNote", value: { kind: 2, text: "010190-1234" } });
  world.session.command({ case: "callHelp", value: {} });
  await soon();
  expect(all("refused-text")).toHaveLength(1);
  for (const sent of [...world.session.outbox.pending.values()]) tellRefusal(sent, world.session.outbox);
  expect(toasts.list).toHaveLength(1);
  expect([...world.session.outbox.pending.values()].map(({ command }) => command.body.case)).toEqual(["addNote"]);
});
