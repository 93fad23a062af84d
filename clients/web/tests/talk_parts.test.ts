// What a talk's screen decides by itself: which file, when the network is too slow, which film, what it tells, whose file this is.
// @vitest-environment node
import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { MediaKind, MediaVersionSchema, PlayerState, create } from "../src/protocol";
import { filmOf } from "../src/talks/film";
import { compare } from "../src/talks/local_file";
import { ReportPace, tellable, type Standing } from "../src/talks/report";
import { Thinning } from "../src/talks/thinning";
import { chooseVersion, lesserThan, picturesOf, type Recording } from "../src/talks/versions";

const { ORIGINAL, HIGH, LOW, SOUND } = MediaKind;
const talk = (...versions: [MediaKind, number][]): Recording => ({
  mediaId: "m",
  mediaLengthMs: 1_000_000,
  versions: versions.map(([kind, bytes]) => create(MediaVersionSchema, { kind, bytes: BigInt(bytes) })),
});
const all = talk([HIGH, 400e6], [LOW, 100e6], [SOUND, 15e6]);

test("the large picture when the network is half as quick again as it, and when nothing is known of the network", () => {
  expect(chooseVersion(all, "auto", undefined)!.kind).toBe(HIGH);
  expect(chooseVersion(all, "auto", 700_000)!.kind).toBe(HIGH);
  expect(chooseVersion(all, "auto", 500_000)!.kind).toBe(LOW);
  expect(chooseVersion(talk([ORIGINAL, 400e6]), "auto", 1)!.kind).toBe(ORIGINAL);
  expect(chooseVersion(talk(), "auto", 1)).toBeUndefined();
});

test("whoever chooses gets it, or the nearest there is", () => {
  expect(chooseVersion(all, "sound", 1e9)!.kind).toBe(SOUND);
  expect(chooseVersion(all, "high", 1)!.kind).toBe(HIGH);
  expect(chooseVersion(talk([ORIGINAL, 1], [SOUND, 1]), "low", 1)!.kind).toBe(ORIGINAL);
  expect(picturesOf(all)).toEqual(["high", "low", "sound"]);
  expect(picturesOf(talk([ORIGINAL, 1]))).toEqual([]);
  expect(lesserThan(all, HIGH)).toEqual(["low", "sound"]);
  expect(lesserThan(all, LOW)).toEqual(["sound"]);
  expect(lesserThan(all, SOUND)).toEqual([]);
});

function thinning(ahead: (s: number) => number, toEnd = false): boolean[] {
  const watch = new Thinning();
  return Array.from({ length: 40 }, (_, i) => watch.look(i * 250, ahead(i / 4), toEnd));
}
test("less picture is offered while there is still something to play, not when a buffer fills or stands full", () => {
  const shrinks = thinning((s) => 9 - 0.8 * s);
  const at = shrinks.indexOf(true);
  expect(9 - (0.8 * at) / 4).toBeGreaterThan(3);
  expect(9 - (0.8 * at) / 4).toBeLessThan(6);
  expect(thinning((s) => 0.5 + 2 * s).includes(true)).toBe(false);
  expect(thinning((s) => 5 + 0.3 * Math.sin(s)).includes(true)).toBe(false);
  expect(thinning((s) => 30 - 0.8 * s).includes(true)).toBe(false);
  expect(thinning((s) => 5 - 0.5 * s, true).includes(true), "the end of the film is here").toBe(false);
});

test("the film is what all play; who stays behind sees theirs to the end", () => {
  expect(filmOf(undefined, "a", "with", false)).toBe("a");
  expect(filmOf("a", "b", "with", false)).toBe("b");
  expect(filmOf("a", undefined, "offered", false)).toBeUndefined();
  expect(filmOf("a", undefined, "behind", false)).toBe("a");
  expect(filmOf("a", "b", "behind", false)).toBe("a");
  expect(filmOf("a", "b", "behind", true)).toBe("b");
  expect(filmOf("a", undefined, "behind", true)).toBeUndefined();
});

const standing = (change: Partial<Standing> = {}): Standing => ({
  talk1Percent: 0,
  talk2Percent: 0,
  soundUnlocked: false,
  player: PlayerState.UNSPECIFIED,
  behindMs: 0,
  bufferedAheadMs: 0,
  version: HIGH,
  localFile: false,
  staysBehind: false,
  ...change,
});

test("a change is told at once, but never two within two seconds; playing is told every ten, and all else every minute", () => {
  const pace = new ReportPace();
  expect(pace.due(standing(), 0)).toBe(true);
  expect(pace.due(standing({ talk1Percent: 1 }), 1_900)).toBe(false);
  expect(pace.due(standing({ talk1Percent: 2 }), 2_000)).toBe(true);
  expect(pace.due(standing({ talk1Percent: 2 }), 60_000), "nothing plays, nothing is new").toBe(false);
  expect(pace.due(standing({ talk1Percent: 2 }), 62_000)).toBe(true);
  const playing = standing({ talk1Percent: 2, player: PlayerState.PLAYING });
  expect(pace.due(playing, 71_000)).toBe(true);
  expect(pace.due({ ...playing, behindMs: 120, bufferedAheadMs: 40_000 }, 74_000), "wavering is no news").toBe(false);
  expect(pace.due({ ...playing, behindMs: 120 }, 81_000)).toBe(true);
  expect(pace.due({ ...playing, behindMs: 1_200 }, 83_000)).toBe(true);
  expect(pace.due({ ...playing, behindMs: 1_200, staysBehind: true }, 85_000)).toBe(true);
});

test("a new connection is told again", () => {
  const pace = new ReportPace();
  pace.due(standing(), 0);
  expect(pace.due(standing(), 5_000)).toBe(false);
  pace.forget();
  expect(pace.due(standing(), 6_000)).toBe(true);
});

test("lengths out of all reason are cut to what a report holds", () => {
  const told = tellable(standing({ behindMs: 1e12, bufferedAheadMs: -5.4 }));
  expect(told.behindMs).toBe(0x7fffffff);
  expect(told.bufferedAheadMs).toBe(0);
  expect(tellable(standing({ behindMs: 12.6 })).behindMs).toBe(13);
});

const bytes = Uint8Array.from({ length: 9_000_001 }, (_, i) => (i * 7 + (i >> 9)) & 255);
const prepared = (content: Uint8Array, kind = LOW): Recording => ({
  ...talk(),
  versions: [create(MediaVersionSchema, { kind, bytes: BigInt(content.length), sha256: createHash("sha256").update(content).digest() })],
});

test("a file is taken when it is the talk's own, read in pieces", async () => {
  const shares: number[] = [];
  expect(await compare(new Blob([bytes]), prepared(bytes), (share) => shares.push(share))).toEqual({ kind: LOW });
  expect(shares.length).toBe(3);
  expect(shares.at(-1)).toBe(1);
});

test("one byte is another film; another length is not even read", async () => {
  const changed = bytes.slice();
  changed[5_000_000]! ^= 1;
  expect(await compare(new Blob([changed]), prepared(bytes), () => undefined)).toBe("another");
  let read = 0;
  expect(await compare(new Blob([bytes, "x"]), prepared(bytes), () => (read += 1))).toBe("another");
  expect(read).toBe(0);
});

test("without a checksum there is nothing to compare; a drive that was pulled out is said so", async () => {
  expect(await compare(new Blob([bytes]), talk([LOW, bytes.length]), () => undefined)).toBe("not_comparable");
  const gone = { size: bytes.length, slice: () => ({ arrayBuffer: () => Promise.reject(new DOMException("gone", "NotReadableError")) }) };
  expect(await compare(gone as unknown as Blob, prepared(bytes), () => undefined)).toBe("unreadable");
});
