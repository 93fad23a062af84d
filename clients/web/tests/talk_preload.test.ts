// Bringing talks onto the device: real pieces in a real (if small) database, a server that gives ranges as ours does.
// @vitest-environment node
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { IDBFactory } from "fake-indexeddb";
import "fake-indexeddb/auto";
import { kPieceBytes, KeptRecordings, type RecordingKey } from "../src/talks/kept_recordings";
import { Preloader, type PreloaderOptions } from "../src/talks/preload";
import { Speed } from "../src/talks/speed";

const key = (mediaId: string, bytes: number, seminarId = "s"): RecordingKey => ({ seminarId, mediaId, file: "low.mp4", bytes });
const kBytes = 2 * kPieceBytes + 1000;
const content = (bytes: number) => Uint8Array.from({ length: bytes }, (_, i) => (i * 31 + (i >> 8)) & 255);

let running: Preloader[] = [];
beforeEach(() => {
  vi.stubGlobal("indexedDB", new IDBFactory());
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] });
});
afterEach(() => {
  for (const preloader of running) preloader.stop();
  running = [];
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function world(change: Partial<PreloaderOptions> = {}, wanted = [key("m1", kBytes), key("m2", 5000)]) {
  const asked: string[] = [];
  const shares: Record<string, number> = {};
  const whole = new Map(wanted.map(({ mediaId, bytes }) => [mediaId, content(bytes)]));
  const renew = vi.fn();
  const answer = vi.fn(async (address: string | URL | Request, init?: RequestInit) => {
    const bytes = whole.get(String(address))!;
    const [, from, to] = /bytes=(\d+)-(\d+)/.exec(new Headers(init?.headers).get("Range")!)!.map(Number) as [number, number, number];
    asked.push(`${String(address)} ${from}`);
    return new Response(bytes.slice(from, to + 1), { status: 206, headers: { "Content-Range": `bytes ${from}-${to}/${bytes.length}` } });
  });
  const kept = new KeptRecordings();
  const options: PreloaderOptions = {
    addresses: { of: async (mediaId) => mediaId, renew },
    kept,
    speed: new Speed(),
    wanted: () => wanted.map((one, i) => ({ talk: (i + 1) as 1 | 2, key: one })),
    busy: () => false,
    onProgress: ({ mediaId }, share) => (shares[mediaId] = share),
    random: () => 0.5,
    fetch: answer as unknown as typeof fetch,
    storage: undefined,
    ...change,
  };
  const preloader = new Preloader(options);
  running.push(preloader);
  return { preloader, kept, asked, shares, answer, renew, whole };
}

/** Time passes, and the database does its work in between. */
async function pass(ms: number): Promise<void> {
  for (let at = 0; at < ms; at += 50) {
    await vi.advanceTimersByTimeAsync(50);
    await new Promise((next) => setImmediate(next));
  }
}

test("all pieces come one after the other, talk 1 before talk 2, and make the same file again", async () => {
  const { preloader, kept, asked, shares, whole } = world();
  preloader.start();
  await pass(15_000);
  expect(asked).toEqual(["m1 0", `m1 ${kPieceBytes}`, `m1 ${2 * kPieceBytes}`, "m2 0"]);
  expect(shares).toEqual({ m1: 1, m2: 1 });
  const blob = await kept.whole(key("m1", kBytes), "video/mp4");
  expect(blob!.type).toBe("video/mp4");
  expect(Buffer.from(await blob!.arrayBuffer()).equals(Buffer.from(whole.get("m1")!))).toBe(true);
});

test("nothing is asked for at once: groups that open together are spread over the first seconds", async () => {
  const { preloader, asked } = world();
  preloader.start();
  await pass(9_000);
  expect(asked).toEqual([]);
  await pass(2_000);
  expect(asked.length).toBeGreaterThan(0);
});

test("after a reload it goes on where it was", async () => {
  const first = world();
  first.preloader.start();
  await pass(10_150);
  first.preloader.stop();
  const had = first.asked.length;
  expect(had).toBeGreaterThan(0);
  expect(had).toBeLessThan(4);
  const second = world();
  second.preloader.start();
  await pass(50);
  expect(second.shares.m1, "known before anything is fetched").toBeGreaterThan(0);
  await pass(15_000);
  expect(second.asked.length).toBe(4 - had);
  expect(second.shares).toEqual({ m1: 1, m2: 1 });
});

test("while somebody plays from the network nothing is fetched", async () => {
  let busy = true;
  const { preloader, asked } = world({ busy: () => busy });
  preloader.start();
  await pass(30_000);
  expect(asked).toEqual([]);
  busy = false;
  await pass(5_000);
  expect(asked.length).toBe(4);
});

test("without room on the device it gives up before it begins, and without a word", async () => {
  const { preloader, asked, shares } = world({ storage: { estimate: async () => ({ quota: 70 * 1_048_576, usage: 10 * 1_048_576 }) } });
  preloader.start();
  await pass(20_000);
  expect(asked).toEqual([]);
  expect(shares).toEqual({ m1: 0, m2: 0 });
});

test("a database that is full after all is emptied of what would never be whole", async () => {
  const kept = new KeptRecordings();
  const add = kept.add.bind(kept);
  vi.spyOn(kept, "add").mockImplementation((one, index, piece, nowMs) =>
    index === 1 ? Promise.reject(new DOMException("full", "QuotaExceededError")) : add(one, index, piece, nowMs),
  );
  const { preloader, asked, shares } = world({ kept });
  preloader.start();
  await pass(20_000);
  expect(asked).toEqual(["m1 0", `m1 ${kPieceBytes}`, "m2 0"]);
  expect(shares).toEqual({ m1: 0, m2: 1 });
  expect(await kept.count(key("m1", kBytes))).toBe(0);
});

test("an address that ran out is asked for anew; a server in trouble is asked ever less often", async () => {
  const { preloader, answer, renew } = world();
  answer.mockResolvedValue(new Response(null, { status: 403 }));
  preloader.start();
  await pass(80_000);
  expect(renew.mock.calls.length).toBe(answer.mock.calls.length);
  expect(answer.mock.calls.length).toBeGreaterThan(2);
  expect(answer.mock.calls.length).toBeLessThan(9);
});

test("a file of another size, or a server without ranges, is left in peace", async () => {
  for (const wrong of [
    new Response("x", { status: 206, headers: { "Content-Range": "bytes 0-0/99" } }),
    new Response("x", { status: 200 }),
    new Response(null, { status: 416 }),
  ]) {
    vi.stubGlobal("indexedDB", new IDBFactory());
    const { preloader, answer, shares } = world({}, [key("m1", kBytes)]);
    answer.mockResolvedValue(wrong);
    preloader.start();
    await pass(30_000);
    expect(answer.mock.calls.length).toBe(1);
    expect(shares.m1).toBe(0);
    preloader.stop();
  }
});

test("recordings of other seminars go after a week, and what this one has replaced goes at once", async () => {
  const kept = new KeptRecordings();
  const week = 7 * 24 * 3_600_000;
  const add = (one: RecordingKey, atMs: number) => kept.add(one, 0, new Blob(["x"]), atMs);
  const [here, replaced, other, old] = [key("m1", 1), key("m9", 1), key("m5", 1, "t"), key("m6", 1, "u")];
  await add(here, 0);
  await add(replaced, 10 * week);
  await add(other, 10 * week - week / 2);
  await add(old, 8 * week);
  await kept.tidy("s", ["m1"], 10 * week, week);
  expect(await Promise.all([here, replaced, other, old].map((one) => kept.count(one)))).toEqual([1, 0, 1, 0]);
});
