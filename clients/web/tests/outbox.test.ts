// What a person wrote stays on the device until the server has it: through reloads, in several tabs, in order, within limits.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ChangesSchema, RejectionCode, RejectionSchema, create, type Command } from "../src/protocol";
import { Outbox, kOutboxBytes, kOutboxItems, type Sent } from "../src/session";
import { KeptCommands } from "../src/session/kept_commands";
import { addNote, freshDatabase, stubLocks, until } from "./support_outbox";

beforeEach(() => {
  freshDatabase();
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
});
let open: Outbox[] = [];
afterEach(() => {
  for (const outbox of open) outbox.stop();
  open = [];
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** A page of the device, with a line to the server that can be cut. */
function page(options: { online?: boolean; device?: string; kept?: KeptCommands } = {}) {
  const line = { online: options.online ?? true };
  const out: Command[] = [];
  const told: Sent[] = [];
  const outbox = new Outbox({
    device: options.device ?? "device",
    kept: options.kept,
    onRejected: (sent) => told.push(sent),
    send: (command) => {
      if (line.online) out.push(command);
      return line.online;
    },
  });
  outbox.start();
  open.push(outbox);
  const answer = (code: RejectionCode, n = out.length - 1) =>
    outbox.rejected(create(RejectionSchema, { commandId: out[n]!.commandId, code }));
  return { line, out, told, outbox, answer };
}
const texts = (out: Command[]) => out.map(({ body }) => (body.case === "addNote" ? body.value.text : body.case));
const onDisk = async (device = "device") => (await new KeptCommands().all(device)).length;

test("it lies on the device before it is sent, and leaves it when the server has it", async () => {
  const { outbox, out } = page();
  const kept = new KeptCommands();
  const sent = outbox.add(addNote("hej"));
  expect(out).toEqual([]);
  await until(() => out.length === 1);
  expect(sent.onDevice).toBe(true);
  expect((await kept.all("device")).map((k) => k.id)).toEqual([sent.id]);
  outbox.saved(sent.id);
  expect(sent.status).toBe("saved");
  expect(await sent.done).toBe(true);
  await until(async () => (await onDisk()) === 0);
});

test("a closed page: the next one has it, in order, with the same ids", async () => {
  const before = page({ online: false });
  const ids = ["et", "to", "tre"].map((text) => before.outbox.add(addNote(text)).id);
  await until(async () => (await onDisk()) === 3);
  before.outbox.stop();
  const after = page();
  for (const id of ids) {
    await until(() => after.out.at(-1)?.commandId === id);
    after.outbox.saved(id);
  }
  expect(texts(after.out)).toEqual(["et", "to", "tre"]);
  await until(async () => (await onDisk()) === 0);
});

test("P-35 the next goes out after the answer to the one before, also when that was a refusal for the moment", async () => {
  const { outbox, out, answer } = page();
  const first = outbox.add(addNote("et"));
  const second = outbox.add(addNote("to"));
  await until(() => out.length === 1 && second.keepingIsOver);
  answer(RejectionCode.NOT_SAVED);
  expect(first.status).toBe("waiting");
  expect(texts(out)).toEqual(["et"]);
  await vi.advanceTimersByTimeAsync(9_000);
  expect(texts(out)).toEqual(["et", "et"]);
  outbox.saved(first.id);
  await until(() => out.length === 3);
  expect(texts(out)).toEqual(["et", "et", "to"]);
});

test("a refused text stays with its reason, also through a reload, until somebody throws it away", async () => {
  const { outbox, out, told, answer } = page();
  const sent = outbox.add(addNote("for sent"));
  await until(() => out.length === 1);
  answer(RejectionCode.NOT_NOW);
  expect(told).toEqual([sent]);
  await until(async () => (await new KeptCommands().all("device"))[0]?.refused?.code === RejectionCode.NOT_NOW);
  outbox.stop();
  const after = page();
  await until(() => after.outbox.pending.size === 1);
  const again = after.outbox.pending.get(sent.id)!;
  expect(again.status).toBe("rejected");
  expect(again.rejection?.code).toBe(RejectionCode.NOT_NOW);
  expect(after.out).toEqual([]);
  after.outbox.dismiss(sent.id);
  await until(async () => (await onDisk()) === 0);
});

test("an answer that came while the page was closed: sent again, answered as known, and gone", async () => {
  const before = page();
  const sent = before.outbox.add(addNote("hej"));
  await until(() => before.out.length === 1);
  before.outbox.stop();
  const after = page();
  await until(() => after.out.length === 1);
  expect(after.out[0]!.commandId).toBe(sent.id);
  for (const id of create(ChangesSchema, { commandIds: [sent.id] }).commandIds) after.outbox.saved(id);
  await until(async () => (await onDisk()) === 0);
  expect(after.outbox.waitingCount).toBe(0);
});

test("presses of buttons are not kept, and not sent when they come too late", async () => {
  const { outbox, out, told, line } = page();
  line.online = false;
  const soon = outbox.add({ case: "callHelp", value: {} });
  line.online = true;
  await vi.advanceTimersByTimeAsync(2_000);
  outbox.resend();
  expect(texts(out)).toEqual(["callHelp"]);
  outbox.saved(soon.id);
  line.online = false;
  const late = outbox.add({ case: "goToNextPhase", value: { phaseRevision: 3 } });
  await vi.advanceTimersByTimeAsync(25_000);
  line.online = true;
  outbox.resend();
  expect(texts(out)).toEqual(["callHelp"]);
  expect(late.status).toBe("rejected");
  expect(late.refusedHere).toBe("late");
  expect(told).toEqual([late]);
  expect(outbox.pending.size).toBe(0);
  expect(await onDisk()).toBe(0);
});

test("two tabs of one device: one sends, both see it wait and see it saved", async () => {
  stubLocks();
  const owner = page();
  await until(() => owner.outbox["tabs"]!.owner);
  const other = page();
  const sent = other.outbox.add(addNote("fra den anden fane"));
  await until(() => owner.out.length === 1);
  expect(other.out).toEqual([]);
  expect(owner.outbox.waitingCount).toBe(1);
  owner.outbox.saved(sent.id);
  await until(() => sent.status === "saved");
  expect(other.outbox.waitingCount).toBe(0);
  await until(async () => (await onDisk()) === 0);
});

test("a refusal is seen in every tab, and thrown away in all", async () => {
  stubLocks();
  const owner = page();
  const other = page();
  const sent = other.outbox.add(addNote("nej"));
  await until(() => owner.out.length === 1);
  owner.answer(RejectionCode.LIMIT_REACHED);
  await until(() => sent.status === "rejected");
  expect(other.told).toEqual([sent]);
  other.outbox.dismiss(sent.id);
  await until(() => owner.outbox.pending.size === 0);
});

test("the owner closes: the next tab sends", async () => {
  stubLocks();
  const owner = page({ online: false });
  const other = page();
  other.outbox.add(addNote("hej"));
  await until(() => owner.outbox.waitingCount === 1);
  expect(other.out).toEqual([]);
  owner.outbox.stop();
  await until(() => other.out.length === 1);
});

test("an owner that does not get it out is helped", async () => {
  stubLocks();
  const owner = page({ online: false });
  const other = page();
  other.outbox.add(addNote("hej"));
  await until(() => owner.outbox.waitingCount === 1);
  await vi.advanceTimersByTimeAsync(4_000);
  await until(() => other.out.length === 1);
  expect(owner.out).toEqual([]);
});

test("another device of the same browser does not send this one's texts", async () => {
  const mine = page({ online: false });
  mine.outbox.add(addNote("min"));
  await until(async () => (await onDisk()) === 1);
  const other = page({ device: "other" });
  other.outbox.add(addNote("din"));
  await until(() => other.out.length === 1);
  expect(texts(other.out)).toEqual(["din"]);
  expect(other.outbox.pending.size).toBe(1);
});

test("at the limit of items the next is not taken, and says why", async () => {
  const { outbox, told } = page({ online: false });
  for (let i = 0; i < kOutboxItems; i += 1) expect(outbox.add(addNote(`${i}`)).status).toBe("waiting");
  const over = outbox.add(addNote("én for meget"));
  expect(over.status).toBe("rejected");
  expect(over.refusedHere).toBe("full");
  expect(told).toEqual([over]);
  expect(outbox.waitingCount).toBe(kOutboxItems);
  // A press is still possible.
  expect(outbox.add({ case: "callHelp", value: {} }).status).toBe("waiting");
});

test("at the limit of bytes too", () => {
  const { outbox } = page({ online: false });
  const long = "å".repeat(20_000);
  let taken = 0;
  while (outbox.add(addNote(long)).status === "waiting") taken += 1;
  const each = kOutboxBytes / taken;
  expect(each).toBeGreaterThan(40_000);
  expect(each).toBeLessThan(43_000);
  expect(outbox.add(addNote("x".repeat(70_000))).refusedHere).toBe("full");
});

test("a browser without a database: it says so, and sends all the same", async () => {
  vi.stubGlobal("indexedDB", undefined);
  const { outbox, out } = page();
  const sent = outbox.add(addNote("hej"));
  await until(() => out.length === 1);
  expect(outbox.deviceKeeps).toBe(false);
  expect(sent.onDevice).toBe(false);
  outbox.saved(sent.id);
  expect(sent.status).toBe("saved");
});

test("a full disk: the text waits in the page and says so; when there is room again, so is the mark", async () => {
  const kept = new KeptCommands();
  const add = vi.spyOn(kept, "add").mockRejectedValueOnce(new DOMException("full", "QuotaExceededError"));
  const { outbox, out } = page({ kept });
  const first = outbox.add(addNote("et"));
  await until(() => out.length === 1);
  expect(first.onDevice).toBe(false);
  expect(outbox.deviceKeeps).toBe(false);
  outbox.saved(first.id);
  const second = outbox.add(addNote("to"));
  await until(() => out.length === 2);
  expect(second.onDevice).toBe(true);
  expect(outbox.deviceKeeps).toBe(true);
  expect(add).toHaveBeenCalledTimes(2);
});

test("a database that never answers does not hold anything up for long", async () => {
  vi.stubGlobal("indexedDB", { open: () => new EventTarget() });
  const { outbox, out } = page();
  outbox.add(addNote("hej"));
  await vi.advanceTimersByTimeAsync(3_000);
  await vi.advanceTimersByTimeAsync(3_000);
  await until(() => out.length === 1);
  expect(outbox.deviceKeeps).toBe(false);
});
