// Addresses of recordings: asked for once, remembered for hours, asked for again when they are old or do not open.
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { MediaLinks, Unreachable } from "../src/connection";
import { MediaLinksSchema, create, toBinary } from "../src/protocol";

const kFilm = "AAECAwQFBgcICQoLDA0ODw";
const kHourMs = 3_600_000;

let asked: { path: string; authorization: string | null }[];
let known: Record<string, string>;
let away: boolean;

beforeEach(() => {
  vi.useFakeTimers();
  asked = [];
  known = { [kFilm]: "until=1&sign=a" };
  away = false;
  vi.stubGlobal("fetch", async (path: string, { headers }: { headers: Headers }) => {
    asked.push({ path, authorization: headers.get("Authorization") });
    if (away) throw new TypeError("no network");
    const links = Object.entries(known).map(([mediaId, query]) => ({ mediaId, query }));
    return new Response(toBinary(MediaLinksSchema, create(MediaLinksSchema, { links })) as Uint8Array<ArrayBuffer>);
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("addresses of recordings", () => {
  it("are asked for once, also by several at the same time", async () => {
    const links = new MediaLinks("secret");
    const [film, sound] = await Promise.all([links.of(kFilm, "high.mp4"), links.of(kFilm, "sound.m4a")]);
    expect(film).toBe(`/media/${kFilm}/high.mp4?until=1&sign=a`);
    expect(sound).toBe(`/media/${kFilm}/sound.m4a?until=1&sign=a`);
    await links.of(kFilm, "poster.jpg");
    expect(asked).toEqual([{ path: "/api/media-links", authorization: "Bearer secret" }]);
  });

  it("name the organiser's seminar", async () => {
    await new MediaLinks("secret", "seminar").of(kFilm, "low.mp4");
    expect(asked[0]!.path).toBe("/api/media-links?seminar=seminar");
  });

  it("are asked for again when they are old, and when the clock was set back", async () => {
    const links = new MediaLinks("secret");
    await links.of(kFilm, "low.mp4");
    known[kFilm] = "until=2&sign=b";
    vi.setSystemTime(Date.now() + 4 * kHourMs);
    expect(await links.of(kFilm, "low.mp4")).toContain("until=1");
    vi.setSystemTime(Date.now() + 1);
    expect(await links.of(kFilm, "low.mp4")).toContain("until=2");
    vi.setSystemTime(Date.now() - kHourMs);
    await links.of(kFilm, "low.mp4");
    expect(asked).toHaveLength(3);
  });

  it("are asked for again when somebody says that they do not open", async () => {
    const links = new MediaLinks("secret");
    await links.of(kFilm, "low.mp4");
    known[kFilm] = "until=2&sign=b";
    links.renew();
    expect(await links.of(kFilm, "low.mp4")).toContain("until=2");
  });

  it("of a recording that came since are found, and of one that is nowhere are none", async () => {
    const links = new MediaLinks("secret");
    await links.of(kFilm, "low.mp4");
    known.new = "until=1&sign=n";
    expect(await links.of("new", "low.mp4")).toBe("/media/new/low.mp4?until=1&sign=n");
    expect(await links.of("nowhere", "low.mp4")).toBeUndefined();
  });

  it("say when the server cannot be reached, and come when it can", async () => {
    const links = new MediaLinks("secret");
    away = true;
    await expect(links.of(kFilm, "low.mp4")).rejects.toBeInstanceOf(Unreachable);
    away = false;
    expect(await links.of(kFilm, "low.mp4")).toBeDefined();
  });
});
