// What a forgotten device wrote and never sent: shown for a month, copied or thrown away, and gone after that.
import { flushSync, mount, unmount } from "svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { chooseLanguage } from "../src/i18n/index.svelte";
import { CommandSchema, Role, create, newId, toBinary, type CommandBody } from "../src/protocol";
import { forgetDevice, rememberDevice } from "../src/session";
import { forgottenDevices, keepForgotten } from "../src/session/forgotten";
import { KeptCommands } from "../src/session/kept_commands";
import { kKeptForMs, leftBehind, throwAway } from "../src/session/left_behind";
import LeftBehind from "../src/screens/join/LeftBehind.svelte";
import { addNote, freshDatabase, until } from "./support_outbox";

const kNow = Date.UTC(2026, 11, 3);
const place = {
  seminarId: "s",
  groupId: "g",
  role: Role.HOST as const,
  deviceId: "device",
  token: "token",
  title: "Når børn tier",
  groupName: "Team Lærke",
};
let kept: KeptCommands;
let shown: Record<string, unknown> | undefined;

beforeEach(() => {
  freshDatabase();
  localStorage.clear();
  sessionStorage.clear();
  chooseLanguage("da");
  document.body.innerHTML = "";
  kept = new KeptCommands();
});
afterEach(() => {
  if (shown) void unmount(shown);
  shown = undefined;
  vi.restoreAllMocks();
});

async function wrote(device: string, body: CommandBody) {
  const command = create(CommandSchema, { commandId: newId(), body });
  await kept.add({ device, id: command.commandId, bytes: toBinary(CommandSchema, command) });
}
const find = (testid: string) => document.querySelector<HTMLElement>(`[data-testid="${testid}"]`);
const texts = () => [...document.querySelectorAll('[data-testid="left-text"] > span')].map((e) => e.textContent);
async function open(expected: number) {
  if (shown) await unmount(shown);
  shown = mount(LeftBehind, { target: document.body });
  await until(() => (flushSync(), texts().length === expected));
}

test("what a device wrote is its own as long as it is known, and left behind when it is forgotten", async () => {
  rememberDevice(place);
  await wrote("device", addNote("Vi nåede det ikke"));
  expect(await leftBehind(kNow, kept)).toEqual([]);
  forgetDevice({ ...place, usedAt: 0 });
  const [found] = await leftBehind(kNow, kept);
  expect(found!.device).toMatchObject({ groupName: "Team Lærke", title: "Når børn tier" });
  expect(found!.commands.map(({ body }) => body)).toMatchObject([addNote("Vi nåede det ikke")]);
  // Joining again makes it the same device, which sends what waits.
  rememberDevice(place);
  expect(await leftBehind(kNow, kept)).toEqual([]);
  expect(await kept.all("device")).toHaveLength(1);
});

test("a month after it was forgotten it is gone from the disk, and not a day before", async () => {
  await wrote("stranger", addNote("Et navn, som ingen skal finde"));
  await wrote("stranger", addNote("Og ét til"));
  expect(await leftBehind(kNow, kept)).toHaveLength(1);
  expect(await leftBehind(kNow + kKeptForMs - 1, kept)).toHaveLength(1);
  expect(await leftBehind(kNow + kKeptForMs, kept)).toEqual([]);
  expect(await kept.everything()).toEqual([]);
  expect(forgottenDevices()).toEqual([]);
});

test("nothing is thrown away that nobody has been shown, however late somebody comes", async () => {
  await wrote("stranger", addNote("Set for første gang"));
  keepForgotten([{ deviceId: "stranger", title: "", groupName: "", atMs: kNow }]);
  expect(await leftBehind(kNow + 5 * kKeptForMs, kept)).toHaveLength(1);
  expect(await leftBehind(kNow + 5 * kKeptForMs, kept)).toEqual([]);
});

test("throwing one device's texts away leaves the others'", async () => {
  await wrote("a", addNote("fra a"));
  await wrote("b", addNote("fra b"));
  await leftBehind(kNow, kept);
  await throwAway("a", kept);
  expect((await leftBehind(kNow, kept)).map(({ device }) => device.deviceId)).toEqual(["b"]);
  expect(await kept.everything()).toHaveLength(1);
});

test("a device that left nothing is not kept in mind", async () => {
  rememberDevice(place);
  forgetDevice({ ...place, usedAt: 0 });
  expect(forgottenDevices()).toHaveLength(1);
  expect(await leftBehind(kNow, kept)).toEqual([]);
  expect(forgottenDevices()).toEqual([]);
});

test("the join page shows the texts, from which group and until when; throwing away asks once more", async () => {
  rememberDevice(place);
  await wrote("device", addNote("Vi lytter for lidt"));
  await wrote("device", { case: "addActionPoint", value: { text: { what: "Vi spørger barnet", who: "Aya" } } } as CommandBody);
  await wrote("device", { case: "removeNote", value: { noteId: newId() } } as CommandBody);
  vi.spyOn(Date, "now").mockReturnValue(kNow);
  forgetDevice({ ...place, usedAt: 0 });
  await open(2);
  expect(texts()).toEqual([expect.stringContaining("Vi lytter for lidt"), expect.stringContaining("Vi spørger barnet")]);
  expect(find("left-behind")!.textContent).toContain("Team Lærke");
  expect(find("left-behind")!.textContent).toContain("2. januar 2027");
  find("left-discard")!.click();
  flushSync();
  expect(texts()).toHaveLength(2);
  find("left-discard-sure")!.click();
  await until(() => (flushSync(), find("left-behind") === null));
  expect(await kept.everything()).toEqual([]);
});
