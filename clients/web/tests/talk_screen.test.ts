// Talks on a group's screens: what stands there in each state, and what a press does. The player is the browser's own element
// with a film made of numbers.
import { flushSync, type Component } from "svelte";
import { expect, test, vi } from "vitest";
import { ChangesSchema, MediaKind, PhaseKind, PlayerState, Role, create } from "../src/protocol";
import { sampleSession, type SampleWish } from "../src/dev/sample";
import { PosedShow, type Pose } from "../src/dev/sample_show.svelte";
import type { Session } from "../src/session";
import { showOf } from "../src/talks/session_show";
import type { TalkShow } from "../src/talks/show.svelte";
import { find, oneScreenAtATime, put, show as showScreen, takeAway } from "./support_group";
import TalkScreenExample from "./TalkScreenExample.svelte";

oneScreenAtATime();
const click = (testid: string) => {
  find(testid)!.click();
  flushSync();
};
const text = (testid: string) => find(testid)!.textContent!;
const talking = { role: Role.SCREEN, phase: PhaseKind.TALK_1 } as const;

async function posed(pose: Pose, wish: SampleWish = { ...talking, talk: pose }): Promise<TalkShow> {
  const session = sampleSession(wish);
  const made = new PosedShow(session, pose);
  put(TalkScreenExample as Component<{ session: Session; show: TalkShow }>, { session, show: made });
  await vi.advanceTimersByTimeAsync(5);
  flushSync();
  return made;
}

test("after a stall there are two buttons and a reason, and each does what it says", async () => {
  const film = await posed("offer");
  expect(text("talk-offer")).toContain("I er 1:14 bag de andre.");
  const catchUp = vi.spyOn(film, "catchUp").mockReturnValue();
  const stayBehind = vi.spyOn(film, "stayBehind").mockReturnValue();
  click("talk-stay-behind");
  expect(stayBehind).toHaveBeenCalledOnce();
  click("talk-catch-up");
  expect(catchUp).toHaveBeenCalledOnce();
});

test("who stays behind sees by how much, and can still catch up; when the others have gone on one press leads out", async () => {
  await posed("behind");
  expect(text("talk-stays-behind")).toContain("1:14");
  expect(find("talk-catch-up")).not.toBeNull();
  expect(find("talk-stay-behind")).toBeNull();
  await takeAway();
  const film = await posed("alone", { role: Role.SCREEN, phase: PhaseKind.LEARNING_CONVERSATION, talk: "alone" });
  expect(find("talk-video")).not.toBeNull();
  expect(text("talk-alone")).toContain("Lærende samtale");
  const catchUp = vi.spyOn(film, "catchUp");
  click("talk-leave");
  expect(catchUp).toHaveBeenCalledOnce();
});

test("when the browser wants a press there is one button, and the title behind it", async () => {
  for (const [pose, words] of [["blocked", "afspille"], ["silent", "lyden"]] as const) {
    const film = await posed(pose);
    expect(text("talk-press")).toContain(words);
    expect(find("talk-title") !== null, pose).toBe(pose === "blocked");
    const unlock = vi.spyOn(film, "unlock");
    click("talk-press");
    expect(unlock).toHaveBeenCalledOnce();
    await takeAway();
  }
});

test("a network that is too slow is offered less picture, and no picture at all", async () => {
  for (const picture of ["low", "sound"]) {
    const film = await posed("slow");
    click(`talk-slow-${picture}`);
    expect(film.picture).toBe(picture);
    expect(localStorage.getItem("samtale.talk_picture")).toBe(picture);
    await takeAway();
  }
});

test("the words below the film are large, in their own language, and nothing of a file's marks is in them", async () => {
  await posed("playing");
  expect(find("talk-cue")!.lang).toBe("off");
  expect(text("talk-cue")).toContain("Det har ingen spurgt mig om før");
  click("talk-captions-da");
  expect(find("talk-cue")!.lang).toBe("da");
  expect(localStorage.getItem("samtale.talk_captions")).toBe("da");
});

test("arrow keys are the volume, but not while somebody types", async () => {
  const film = await posed("playing");
  const press = (key: string, target: EventTarget = document.body) => target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
  press("ArrowDown");
  press("ArrowDown");
  expect(film.volume).toBe(0.8);
  expect(film.video.volume).toBeCloseTo(0.8);
  press("ArrowUp");
  expect(film.volume).toBe(0.9);
  const field = document.body.appendChild(document.createElement("textarea"));
  press("ArrowDown", field);
  expect(film.volume).toBe(0.9);
  for (let i = 0; i < 15; i++) press("ArrowDown");
  expect(film.volume).toBe(0);
});

test("in the lobby one big button tests the sound; afterwards there is a calm sign", async () => {
  const film = await posed("test", { role: Role.SCREEN, phase: "lobby", talk: "test" });
  expect(find("talk-ready")!.dataset).toMatchObject({ sound: "off", "talk-1": "100", "talk-2": "47" });
  const unlock = vi.spyOn(film, "unlock");
  click("sound-test");
  expect(unlock).toHaveBeenCalledOnce();
  expect(find("sound-test")).toBeNull();
  expect(text("talk-ready")).toContain("Lyden er slået til · Oplæg 1 er klar · Oplæg 2: 47 %");
});

test("a talk on a page elsewhere has its title, a button that opens it beside, and a code; a page that is no page has none", async () => {
  await showScreen({ ...talking, talk: "page" });
  expect(find("talk-page-open")!.getAttribute("href")).toBe("https://film.example/oplaeg");
  expect(find("talk-page-open")!.getAttribute("target")).toBe("_blank");
  expect(document.querySelector('[data-qr="https://film.example/oplaeg"]')).not.toBeNull();
  expect(find("talk-video")).toBeNull();
  expect(document.body.textContent).toContain("Når børn ikke siger det højt");
});

test("a phone never shows the film", async () => {
  await showScreen({ role: Role.PHONE, phase: PhaseKind.TALK_1, talk: "live" });
  expect(find("talk-video")).toBeNull();
  expect(find("talk-here")).toBeNull();
});

test("a host device shows the talks when somebody asks it to, remembers it, and takes them away again", async () => {
  await showScreen({ role: Role.HOST, phase: "lobby", talk: "live" });
  expect(find("talk-ready")).toBeNull();
  click("talk-here");
  expect(find("talk-ready")).not.toBeNull();
  await takeAway();
  await showScreen({ role: Role.HOST, phase: PhaseKind.TALK_1, talk: "live" });
  expect(find("talk-video"), "asked for in the lobby").not.toBeNull();
  click("talk-here");
  expect(find("talk-video")).toBeNull();
});

/** A player that has the whole film, and a browser that may refuse. */
async function playing(options: { refuses?: (muted: boolean) => boolean } = {}) {
  const session = sampleSession({ ...talking, talk: "live", leftMs: 14 * 60_000 });
  vi.spyOn(session.mediaLinks, "of").mockImplementation(async (_, file) => `/media/m/${file}?signed`);
  const reports = vi.spyOn(session, "reportTalk");
  session.start();
  await vi.advanceTimersByTimeAsync(5);
  const film = showOf(session);
  const { video } = film;
  let paused = true;
  let muted = false;
  Object.defineProperties(video, {
    readyState: { get: () => 4 },
    duration: { get: () => 840 },
    currentTime: { value: 0, writable: true },
    paused: { get: () => paused },
    muted: { get: () => muted, set: (value: boolean) => (muted = value) },
    load: { value: () => video.dispatchEvent(new Event("loadedmetadata")) },
    pause: { value: () => (paused = true) },
    play: {
      value: async () => {
        if (options.refuses?.(muted)) throw new DOMException("no", "NotAllowedError");
        paused = false;
      },
    },
  });
  film.start();
  flushSync();
  await vi.advanceTimersByTimeAsync(600);
  const change = async (entity: object) => {
    session.receive({ changes: create(ChangesSchema, { changes: [{ entity } as never] }) });
    flushSync();
    await vi.advanceTimersByTimeAsync(600);
  };
  const end = () => (film.stop(), session.stop());
  return { session, film, video, reports, change, end };
}

test("it plays the file the network carries, where the server says, and tells how it stands", async () => {
  const { film, video, reports, end } = await playing();
  expect(video.src).toContain("high.mp4?signed");
  expect(video.paused).toBe(false);
  expect(video.currentTime).toBeGreaterThan(59);
  expect(video.currentTime).toBeLessThan(62);
  expect(film.player).toBe(PlayerState.PLAYING);
  expect(film.soundUnlocked).toBe(true);
  await vi.advanceTimersByTimeAsync(3_000);
  expect(reports.mock.lastCall![0]).toMatchObject({ player: PlayerState.PLAYING, version: MediaKind.HIGH, soundUnlocked: true });
  end();
});

test("refused with sound it plays silently and asks for a press; the press brings the sound", async () => {
  const { film, video, end } = await playing({ refuses: (muted) => !muted });
  expect(film.press).toBe("sound");
  expect(video.paused).toBe(false);
  expect(film.player).toBe(PlayerState.BLOCKED);
  film.unlock();
  expect(video.muted).toBe(false);
  expect(film.press).toBe("none");
  end();
});

test("refused altogether it asks once, does not try on, and goes on where the others are", async () => {
  let tries = 0;
  let refuses = true;
  const { film, video, end } = await playing({ refuses: () => ((tries += 1), refuses) });
  expect(film.press).toBe("play");
  const before = tries;
  await vi.advanceTimersByTimeAsync(5_000);
  expect(tries).toBe(before);
  refuses = false;
  film.unlock();
  await vi.advanceTimersByTimeAsync(600);
  expect(video.paused).toBe(false);
  expect(film.press).toBe("none");
  end();
});

test("a film that all have left stays with the group that watches on behind, and goes with a press", async () => {
  const { film, video, reports, change, end } = await playing();
  film.stayBehind();
  const mine = film.film;
  video.currentTime = 20;
  await change({ case: "playback", value: {} });
  expect(film.film).toBe(mine);
  expect(film.alone).toBe(true);
  expect(video.paused).toBe(false);
  await vi.advanceTimersByTimeAsync(3_000);
  expect(reports.mock.lastCall![0]).toMatchObject({ staysBehind: true });
  film.catchUp();
  await vi.advanceTimersByTimeAsync(600);
  expect(film.film).toBeUndefined();
  expect(film.place).toBe("with");
  expect(video.paused).toBe(true);
  end();
});

test("who is with the others leaves the film when they do", async () => {
  const { film, video, change, end } = await playing();
  await change({ case: "playback", value: {} });
  expect(film.film).toBeUndefined();
  expect(film.alone).toBe(false);
  expect(video.paused).toBe(true);
  end();
});

test("paused it stands where the server says, to the hundredth of a second", async () => {
  const { film, video, session, change, end } = await playing();
  await change({ case: "playback", value: { ...session.entities.playback!, state: { case: "pausedAtMs", value: 61_234 } } });
  expect(video.paused).toBe(true);
  expect(video.currentTime).toBeCloseTo(61.234, 2);
  expect(film.player).toBe(PlayerState.PAUSED);
  end();
});

/** The film that stands still in the middle of playing moves on to where the others are. */
async function inStep(video: HTMLVideoElement): Promise<void> {
  for (let i = 0; i < 3; i++) {
    video.currentTime += Number(video.dataset.behindMs) / 1000;
    await vi.advanceTimersByTimeAsync(250);
  }
}

test("a network that was away for long is a lag like any other: the film goes on where it was, and the group is asked", async () => {
  const { film, video, session, end } = await playing();
  await inStep(video);
  const stoodAt = video.currentTime;
  vi.mocked(session.mediaLinks.of).mockRejectedValue(new Error("no network"));
  video.dispatchEvent(new Event("error"));
  await vi.advanceTimersByTimeAsync(20_000);
  expect(film.player).toBe(PlayerState.BROKEN);
  expect([film.place, video.currentTime], "nothing jumps while nothing plays").toEqual(["with", stoodAt]);
  vi.mocked(session.mediaLinks.of).mockImplementation(async (_, file) => `/media/m/${file}?signed`);
  video.currentTime = 0;
  await vi.advanceTimersByTimeAsync(20_000);
  expect(film.player).toBe(PlayerState.PLAYING);
  expect(film.place).toBe("offered");
  expect(video.currentTime).toBe(stoodAt);
  film.catchUp();
  await vi.advanceTimersByTimeAsync(300);
  expect(video.currentTime).toBeGreaterThan(stoodAt + 20);
  end();
});

test("an address that does not play any more is asked for anew, and the film goes on", async () => {
  const { film, video, session, end } = await playing();
  const renew = vi.spyOn(session.mediaLinks, "renew");
  await inStep(video);
  expect(film.player).toBe(PlayerState.PLAYING);
  video.dispatchEvent(new Event("error"));
  await vi.advanceTimersByTimeAsync(300);
  expect(film.player).toBe(PlayerState.BROKEN);
  expect(renew).toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(2_000);
  expect(film.player).toBe(PlayerState.PLAYING);
  expect(film.place, "that is no lag to ask about").toBe("with");
  end();
});
