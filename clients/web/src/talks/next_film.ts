// The film that comes next, in a player of its own behind the one on the screen: its first picture is decoded, so that it begins
// as readily as the first one did. Only from what lies on this device; a network that carries one film need not carry two.
import type { Talk } from "../protocol";
import type { Source, Sources } from "./sources";
import type { Picture } from "./versions";

/** HTMLMediaElement's own number. */
const kHaveFutureData = 3;

export class NextFilm {
  private video: HTMLVideoElement;
  private mediaId: string | undefined;
  private source: Source | undefined;
  private turn = 0;

  constructor(
    private readonly make: () => HTMLVideoElement,
    private readonly sources: Sources,
  ) {
    this.video = make();
  }

  /** Called often. False: it is there, on its way, or not to be had, and then not asked for again before `forget`. */
  prepare(talk: Talk, picture: Picture): boolean {
    if (this.mediaId === talk.mediaId) return false;
    this.forget();
    this.mediaId = talk.mediaId;
    void this.load(talk, picture, this.turn);
    return true;
  }

  get isReady(): boolean {
    return !!this.source && this.video.readyState >= kHaveFutureData;
  }

  /** The player with this film, which is the caller's from now on; undefined: it is not here. */
  take(mediaId: string): { video: HTMLVideoElement; source: Source } | undefined {
    const { video, source } = this;
    if (this.mediaId !== mediaId || !source || video.error) return undefined;
    this.video = this.make();
    this.mediaId = this.source = undefined;
    this.turn += 1;
    return { video, source };
  }

  /** Something else comes next, or it lies here in another way. */
  forget(): void {
    this.turn += 1;
    this.mediaId = undefined;
    if (!this.source) return;
    this.source = undefined;
    unload(this.video);
  }

  /** By a press: there are browsers in which it counts only for players that were touched by it. */
  unlock(): void {
    if (!this.source) this.video.load();
  }

  private async load(talk: Talk, picture: Picture, turn: number): Promise<void> {
    const source = await this.sources.hereOf(talk, picture);
    if (!source || turn !== this.turn) return;
    this.source = source;
    this.video.src = source.url;
    this.video.load();
  }
}

/** Nothing of a film stays in memory. */
export function unload(video: HTMLVideoElement): void {
  video.pause();
  video.removeAttribute("src");
  video.load();
}
