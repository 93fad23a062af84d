// A recording on its way, against a real server: nothing is sent twice, whatever the network and the people do.
import { randomBytes } from "node:crypto";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { FileGone, Refused, TalkUpload, forgetUpload, keptUpload, type UploadNews } from "../src/connection";
import { UploadPace } from "../src/connection/upload_pace";
import { RejectionCode } from "../src/protocol";
import { TusServer } from "./support_tus";

const kSeminar = "S".repeat(22);
const kPiece = 8 * 1_048_576;
let server: TusServer;
let news: UploadNews[];
const running: TalkUpload[] = [];

beforeEach(async () => {
  localStorage.clear();
  news = [];
  server = new TusServer();
  const origin = await server.start();
  (window as unknown as { happyDOM: { setURL(url: string): void } }).happyDOM.setURL(`${origin}/planner/${kSeminar}`);
});
afterEach(async () => {
  for (const upload of running.splice(0)) upload.leave();
  await server.stop();
});

const bytesOf = (length: number) => randomBytes(length);
const fileOf = (bytes: Buffer, name = "Oplæg 1.mov", lastModified = 1_000) =>
  new File([new Uint8Array(bytes)], name, { type: "video/quicktime", lastModified });
function send(file: File): TalkUpload {
  const upload = new TalkUpload({ token: "o1", seminarId: kSeminar, talk: 1, file, onNews: (one) => news.push(one) });
  running.push(upload);
  return upload;
}
const only = () => [...server.uploads.values()][0]!;
const kept = () => keptUpload(kSeminar, 1);
const until = (holds: () => unknown) => vi.waitFor(() => expect(holds()).toBeTruthy(), { timeout: 5_000, interval: 20 });

test("a file of three pieces arrives whole, with its name and the organiser's token", async () => {
  const bytes = bytesOf(2 * kPiece + 777);
  expect(await send(fileOf(bytes)).done).toBe(true);
  expect(only().bytes.equals(bytes)).toBe(true);
  const [begun] = server.of("POST");
  expect(begun).toMatchObject({ path: `/api/seminars/${kSeminar}/talks/1/uploads`, headers: { authorization: "Bearer o1" } });
  expect(begun!.headers["upload-metadata"]).toContain(`filename ${Buffer.from("Oplæg 1.mov").toString("base64")}`);
  expect(server.of("PATCH")).toHaveLength(3);
  expect(news.at(-1)).toMatchObject({ stage: "sending", sentBytes: bytes.length, totalBytes: bytes.length });
  expect(kept()).toBeUndefined();
});

test("a line that is cut goes on by itself from the byte that arrived", async () => {
  const bytes = bytesOf(kPiece + 5);
  server.cutAfter = 3_000_000;
  expect(await send(fileOf(bytes)).done).toBe(true);
  expect(only().bytes.equals(bytes)).toBe(true);
  expect(server.of("POST")).toHaveLength(1);
  expect(server.of("PATCH").reduce((sum, { bytes }) => sum + bytes, 0)).toBe(bytes.length);
  expect(news.map(({ stage }) => stage)).toContain("waiting");
});

test("a server that is away for a moment is waited for, and the upload is not begun anew", async () => {
  const bytes = bytesOf(2 * kPiece);
  server.cutAfter = kPiece / 2;
  const upload = send(fileOf(bytes));
  await until(() => kept());
  server.away = 502;
  await until(() => server.of("HEAD").length >= 2);
  server.away = undefined;
  expect(await upload.done).toBe(true);
  expect(server.of("POST")).toHaveLength(1);
  expect(only().bytes.equals(bytes)).toBe(true);
});

test("paused it stands still, and goes on from there", async () => {
  const bytes = bytesOf(2 * kPiece + 1);
  server.hold = [];
  const upload = send(fileOf(bytes));
  await until(() => server.hold!.length);
  upload.pause();
  expect(news.at(-1)!.stage).toBe("paused");
  const requests = server.requests.length;
  const held = server.hold;
  server.hold = undefined;
  held.forEach((go) => go());
  window.dispatchEvent(new Event("online"));
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(server.requests).toHaveLength(requests);
  upload.goOn();
  expect(await upload.done).toBe(true);
  expect(only().bytes.equals(bytes)).toBe(true);
  expect(server.of("PATCH").reduce((sum, one) => sum + one.bytes, 0)).toBe(bytes.length);
});

test("after a reload the same file goes on; the server is told nothing twice", async () => {
  const bytes = bytesOf(2 * kPiece + 1);
  server.hold = [];
  const first = send(fileOf(bytes));
  await until(() => server.hold!.length);
  first.leave();
  expect(await first.done).toBe(false);
  const held = server.hold;
  server.hold = undefined;
  held.forEach((go) => go());
  expect(kept()).toMatchObject({ name: "Oplæg 1.mov", totalBytes: bytes.length });
  expect(await send(fileOf(bytes)).done).toBe(true);
  expect(server.of("POST")).toHaveLength(1);
  expect(only().bytes.equals(bytes)).toBe(true);
});

test("another file begins anew, and the one that was begun is given up on the server too", async () => {
  server.hold = [];
  const first = send(fileOf(bytesOf(100)));
  await until(() => server.hold!.length);
  first.leave();
  server.hold = undefined;
  const bytes = bytesOf(200);
  expect(await send(fileOf(bytes, "andet.mp4")).done).toBe(true);
  await until(() => server.uploads.size === 1);
  expect(server.of("DELETE")).toHaveLength(1);
  expect(only().bytes.equals(bytes)).toBe(true);
});

test("an upload that the server has forgotten is begun anew", async () => {
  server.cutAfter = 10;
  const bytes = bytesOf(1_000);
  const upload = send(fileOf(bytes));
  await until(() => news.some(({ stage }) => stage === "waiting"));
  server.uploads.clear();
  expect(await upload.done).toBe(true);
  expect(server.of("POST")).toHaveLength(2);
  expect(only().bytes.equals(bytes)).toBe(true);
});

test("a refusal comes with its reason and its number, and nothing is tried again", async () => {
  server.refuse = { status: 413, code: RejectionCode.FILE_TOO_LARGE, limit: 300_000 };
  const error = await send(fileOf(bytesOf(10))).done.catch((one: unknown) => one);
  expect(error).toBeInstanceOf(Refused);
  expect(error).toMatchObject({ code: RejectionCode.FILE_TOO_LARGE, limit: 300_000 });
  expect(server.requests).toHaveLength(1);
  expect(kept()).toBeUndefined();
});

test("a server whose disk is full says so, and when there is room again the same file goes on", async () => {
  const bytes = bytesOf(kPiece + 9);
  server.cutAfter = 4_000;
  const upload = send(fileOf(bytes));
  await until(() => news.some(({ stage }) => stage === "waiting"));
  server.refusePiece = { status: 503, code: RejectionCode.NOT_SAVED, limit: 0 };
  await expect(upload.done).rejects.toMatchObject({ code: RejectionCode.NOT_SAVED });
  server.refusePiece = undefined;
  expect(await send(fileOf(bytes)).done).toBe(true);
  expect(server.of("POST")).toHaveLength(1);
  expect(only().bytes.equals(bytes)).toBe(true);
});

test("a file that was changed since it was chosen is not waited for", async () => {
  const file = fileOf(bytesOf(100));
  server.cutAfter = 10;
  file.slice = () => ({ size: 1, arrayBuffer: () => Promise.reject(new Error("NotReadableError")) }) as unknown as Blob;
  await expect(send(file).done).rejects.toBeInstanceOf(FileGone);
});

test("given up, nothing is left here or on the server", async () => {
  server.hold = [];
  const upload = send(fileOf(bytesOf(100)));
  await until(() => server.hold!.length);
  upload.cancel();
  expect(await upload.done).toBe(false);
  expect(kept()).toBeUndefined();
  await until(() => server.uploads.size === 0);
  await forgetUpload("o1", kSeminar, 1);
  expect(server.of("DELETE")).toHaveLength(1);
});

test("what lies here for more than a day is not offered", () => {
  const file = { url: "u", file: "f", name: "n", sentBytes: 1, totalBytes: 2 };
  const key = `samtale.upload.${kSeminar}.1`;
  localStorage.setItem(key, JSON.stringify({ ...file, begunAtMs: Date.now() - 23 * 3_600_000 }));
  expect(kept()).toMatchObject(file);
  localStorage.setItem(key, JSON.stringify({ ...file, begunAtMs: Date.now() - 25 * 3_600_000 }));
  expect(kept()).toBeUndefined();
  localStorage.setItem(key, "{");
  expect(kept()).toBeUndefined();
});

test("time left: from how fast it went lately, and nothing before that can be known", () => {
  const pace = new UploadPace();
  pace.note(0, 0);
  pace.note(1_000, 2_000);
  expect(pace.leftMs(10_000)).toBeUndefined();
  pace.note(2_000, 4_000);
  expect(pace.leftMs(10_000)).toBe(16_000);
  // It becomes ten times as fast; half a minute later only that counts.
  for (let second = 5; second <= 45; second += 1) pace.note(2_000 + (second - 4) * 5_000, second * 1_000);
  expect(pace.leftMs(207_000 + 50_000)).toBe(10_000);
  pace.forget();
  expect(pace.leftMs(10_000)).toBeUndefined();
});
