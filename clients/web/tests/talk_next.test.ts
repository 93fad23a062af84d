// The second talk begins as readily as the first: it stands ready behind it, and nothing is fetched when its turn comes. Pieces lie
// in a real (if small) database; players are the browser's own elements with films made of numbers.
import { Blob as StorableBlob } from "node:buffer";
import { create } from "@bufbuild/protobuf";
import { flushSync } from "svelte";
import { IDBFactory } from "fake-indexeddb";
import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Language, MediaKind, PlaybackSchema, PlayerState, TalkSchema, type Playback } from "../src/protocol";
import { KeptRecordings } from "../src/talks/kept_recordings";
import { TalkShow } from "../src/talks/show.svelte";
import { keyOf } from "../src/talks/sources";

const kLengthS = 840;
const kSinceMs = 1_000_000;
const [first, second] = ["1", "2"].map((n) =>
  create(TalkSchema, {
    mediaId: n.repeat(22),
    mediaLengthMs: kLengthS * 1000,
    hasPoster: true,
    versions: [{ kind: MediaKind.HIGH, bytes: 1000n }],
    captions: [{ language: Language.DANISH, mediaId: `${n}c` }],
  }),
) as [ReturnType<typeof create<typeof TalkSchema>>, ReturnType<typeof create<typeof TalkSchema>>];
const playing = (mediaId: string): Playback => create(PlaybackSchema, { mediaId, state: { case: "playingSinceMs", value: BigInt(kSinceMs) } });

/** Every player that was made, with what it would need a film for. */
let players: HTMLVideoElement[] = [];
function film(video: HTMLVideoElement): HTMLVideoElement {
  let [paused, muted, at] = [true, false, 0];
  Object.defineProperties(video, {
    readyState: { get: () => (video.getAttribute("src") ? 4 : 0) },
    duration: { get: () => (video.getAttribute("src") ? kLengthS : NaN) },
    currentTime: { get: () => at, set: (value: number) => (at = value) },
    paused: { get: () => paused },
    muted: { get: () => muted, set: (value: boolean) => (muted = value) },
    load: { value: () => video.getAttribute("src") && video.dispatchEvent(new Event("loadedmetadata")) },
    pause: { value: () => (paused = true) },
    play: { value: async () => void (paused = false) },
  });
  players.push(video);
  return video;
}

let shows: TalkShow[] = [];
let asked: string[] = [];
beforeEach(() => {
  localStorage.clear();
  localStorage.setItem("samtale.talk_captions", "da");
  vi.stubGlobal("indexedDB", new IDBFactory());
  // The page's own cannot be put into this database.
  vi.stubGlobal("Blob", StorableBlob);
  let made = 0;
  vi.spyOn(URL, "createObjectURL").mockImplementation(() => `blob:${++made}`);
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "Date", "performance"] });
  const make = document.createElement.bind(document);
  vi.spyOn(document, "createElement").mockImplementation(((name: string) => (name === "video" ? film(make("video")) : make(name))) as never);
  vi.stubGlobal("fetch", async (address: string) => {
    asked.push(address);
    return new Response(address.includes("captions") ? "WEBVTT\n" : "picture");
  });
});
afterEach(() => {
  for (const show of shows) show.stop();
  shows = [];
  players = [];
  asked = [];
  vi.restoreAllMocks();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** Time passes, and the database does its work in between. */
async function pass(ms: number): Promise<void> {
  for (let at = 0; at < ms; at += 50) {
    await vi.advanceTimersByTimeAsync(50);
    await new Promise((next) => setImmediate(next));
    flushSync();
  }
}

/** Talk 1 plays at `atS`; those `here` lie on the device. */
async function showing(atS: number, here = [first, second]) {
  const kept = new KeptRecordings();
  for (const talk of here) await kept.add(keyOf("s", talk.mediaId, talk.versions[0]!), 0, new Blob([new Uint8Array(1000)]), Date.now());
  const world = { playback: playing(first.mediaId) as Playback | undefined, ahead: [2] as (1 | 2)[], nowMs: kSinceMs + atS * 1000 };
  const show = new TalkShow({
    addresses: {
      of: async (mediaId, file) => (asked.push("address"), `/media/${mediaId}/${file}`),
      renew: () => undefined,
    },
    seminarId: () => "s",
    playback: () => world.playback,
    talks: () => [first, second],
    ahead: () => world.ahead,
    serverNow: () => world.nowMs,
    isConnected: () => true,
    report: () => true,
  });
  shows.push(show);
  show.start();
  await pass(600);
  const goOn = async () => {
    world.playback = playing(second.mediaId);
    world.ahead = [];
    world.nowMs = kSinceMs;
    await pass(300);
  };
  return { show, world, goOn };
}
const loaded = () => players.filter((video) => video.getAttribute("src"));

test("near the end of talk 1 the second stands ready, with its picture and its words, and begins without asking anybody", async () => {
  const givenBack = vi.spyOn(URL, "revokeObjectURL");
  const { show, goOn } = await showing(kLengthS - 30);
  const before = show.video;
  expect(loaded().length).toBe(2);
  expect(givenBack, "the one that plays may still read from its address").not.toHaveBeenCalled();
  expect(before.dataset.nextReady).toBe("true");
  expect(asked).toContain(`/media/${second.mediaId}/poster.jpg`);
  expect(asked).toContain("/media/2c/captions.vtt");
  show.setVolume(0.4);
  asked = [];
  await goOn();
  expect(asked).toEqual([]);
  expect(show.film).toBe(second.mediaId);
  expect(show.video).not.toBe(before);
  expect(show.video).toMatchObject({ paused: false, volume: 0.4 });
  expect(show.source?.from).toBe("kept");
  expect(show.player).toBe(PlayerState.PLAYING);
  expect(show.poster.url).toBeTruthy();
  expect(loaded(), "what is over takes no room").toEqual([show.video]);
});

test("in the midst of talk 1 only one film is in memory; near its end the other one comes", async () => {
  const { show, world, goOn } = await showing(300);
  expect(loaded().length).toBe(1);
  world.playback = { ...playing(first.mediaId), revision: 1 };
  world.nowMs = kSinceMs + (kLengthS - 40) * 1000;
  await pass(900);
  expect(loaded().length).toBe(2);
  world.playback = { ...playing(first.mediaId), revision: 2 };
  world.nowMs = kSinceMs + 100_000;
  await pass(600);
  expect(loaded(), "everybody was sent back").toEqual([show.video]);
  await goOn();
  expect(loaded()).toEqual([show.video]);
});

test("a facilitator who goes on early finds it on the device all the same", async () => {
  const { show, goOn } = await showing(300);
  await goOn();
  expect(show.film).toBe(second.mediaId);
  expect(show.source?.from).toBe("kept");
  expect(show.video.paused).toBe(false);
  expect(asked.filter((address) => address.includes(".mp4"))).toEqual([]);
});

test("what is not on the device is not fetched beside the film that plays; then it comes over the network", async () => {
  const { show, goOn } = await showing(kLengthS - 30, [first]);
  expect(loaded().length).toBe(1);
  expect(show.video.dataset.nextReady).toBe("false");
  await goOn();
  expect(show.source).toMatchObject({ from: "network", url: `/media/${second.mediaId}/high.mp4` });
  expect(show.video.paused).toBe(false);
});

test("a group that watches on behind has the talk of the others ready", async () => {
  const { show, world, goOn } = await showing(kLengthS - 30);
  show.video.currentTime = 400;
  show.stayBehind();
  await goOn();
  expect(show.alone).toBe(true);
  show.video.currentTime = kLengthS - 20;
  await pass(600);
  expect(show.video.dataset.nextReady).toBe("true");
  expect(world.ahead).toEqual([]);
  const before = show.video;
  show.video.dispatchEvent(new Event("ended"));
  await pass(300);
  expect(show.film).toBe(second.mediaId);
  expect(show.video).not.toBe(before);
});

test("who takes another picture has the next talk in it as well", async () => {
  const { show } = await showing(kLengthS - 30);
  const ready = loaded().find((video) => video !== show.video)!;
  const address = ready.src;
  show.choosePicture("high");
  await pass(600);
  expect(loaded().length).toBe(2);
  expect(ready.src).not.toBe(address);
});
