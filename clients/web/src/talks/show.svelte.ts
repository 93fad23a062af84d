// The talks on this screen: the player of the one that is shown, with the next one ready behind it when its turn is near (a press
// that unlocks the sound holds for both), what it plays and from where, and how it stands. Looks at the server's position with every frame, or four times a second; screens draw
// its fields and call its methods. Made once per page, `start()` and `stop()` by whoever made it.
import { untrack } from "svelte";
import { MediaKind, PlayerState, type Playback, type Talk } from "../protocol";
import type { Addresses } from "./addresses";
import { ScreenCaptions } from "./captions.svelte";
import { bufferedOf, seenOf } from "./element";
import { filmOf } from "./film";
import { Follower, type Orders, type Place } from "./follow";
import { Gathering } from "./gathering.svelte";
import { KeptRecordings } from "./kept_recordings";
import { compare, type Compared } from "./local_file";
import { NextFilm, unload } from "./next_film";
import { Poster } from "./poster.svelte";
import { remember, remembered } from "./remembered";
import { ReportPace, tellable, type Standing } from "./report";
import { SmallFiles } from "./small_files";
import { Sources, type Source } from "./sources";
import { Speed } from "./speed";
import { Thinning } from "./thinning";
import { knownPicture, lesserThan, picturesOf, type Picture } from "./versions";
import { playerWish } from "./wish";

export interface TalkWorld {
  addresses: Addresses;
  seminarId: () => string;
  playback: () => Playback | undefined;
  /** Talk 1 and talk 2 of the agenda. */
  talks: () => readonly (Talk | undefined)[];
  /** Those that have not begun, while people are together. */
  ahead: () => readonly (1 | 2)[];
  serverNow: () => number;
  isConnected: () => boolean;
  /** Tells the server; false: not now. */
  report: (standing: Standing) => boolean;
}

const kLookEveryMs = 250;
/** With frames coming it need not look at each of them. */
const kLookAtLeastMs = 80;
/** A moment of waiting is not worth a word. */
const kWaitingAfterMs = 1_000;
/** A player with so much ahead lets the preloader have the network. */
const kEnoughAheadS = 25;
const kRetryMs = 1_000;
const kRetryMostMs = 15_000;
const kVolume = 1;
/** Two films are held in memory for so long at most. */
const kNextReadyS = 60;

export class TalkShow {
  readonly captions: ScreenCaptions;
  /** The recording on the screen; undefined: none. */
  film = $state<string>();
  /** The others have gone on, and this group watches its film to the end. */
  alone = $state(false);
  place = $state<Place>("with");
  behindS = $state(0);
  player = $state(PlayerState.UNSPECIFIED);
  /** What the browser wants a press for. */
  press = $state<"none" | "sound" | "play">("none");
  waiting = $state(false);
  /** The network is slower than the recording; see `lesser`. */
  thin = $state(false);
  source = $state.raw<Source>();
  picture = $state<Picture>(knownPicture(remembered("picture")));
  volume = $state(Number(remembered("volume") ?? kVolume));
  /** Another one when the next film was ready behind it. */
  video = $state.raw(this.makePlayer());
  readonly poster: Poster;
  soundUnlocked = $state(false);
  /** A file that is being read, or what came of it. */
  fileCheck = $state<{ name: string; share: number; came?: Compared }>();

  private readonly follower = new Follower();
  private readonly thinning = new Thinning();
  private readonly speed = new Speed();
  private readonly kept = new KeptRecordings();
  private readonly sources: Sources;
  private readonly gathering: Gathering;
  private readonly next: NextFilm;
  private readonly pace = new ReportPace();
  private revision = 0;
  private loadedId: string | undefined;
  private turn = 0;
  private ended = false;
  private broken = false;
  private failures = 0;
  private retryTimer: ReturnType<typeof setTimeout> | undefined;
  private starting = false;
  private resumeAtS: number | undefined;
  private waitingSinceMs: number | undefined;
  private lookedAtMs = -Infinity;
  private lookTimer: ReturnType<typeof setInterval> | undefined;
  private endEffects: (() => void) | undefined;
  private behindMs = 0;
  private aheadMs = 0;
  private reading: AbortController | undefined;
  /** Files that were chosen are not reactive by themselves. */
  private fileCount = $state(0);

  constructor(private readonly world: TalkWorld) {
    this.sources = new Sources(world.addresses, this.kept, world.seminarId);
    const files = new SmallFiles(world.addresses);
    this.poster = new Poster(files);
    this.captions = new ScreenCaptions(() => this.video, files);
    this.next = new NextFilm(() => this.makePlayer(), this.sources);
    this.gathering = new Gathering({
      addresses: world.addresses,
      kept: this.kept,
      speed: this.speed,
      seminarId: world.seminarId,
      talks: world.talks,
      ahead: world.ahead,
      picture: () => this.picture,
      busy: () => this.needsNetwork,
      onWhole: () => {
        this.next.forget();
        this.prime();
      },
    });
  }

  private makePlayer(): HTMLVideoElement {
    const video = document.createElement("video");
    video.playsInline = true;
    video.preload = "auto";
    video.preservesPitch = true;
    video.disablePictureInPicture = true;
    video.dataset.testid = "talk-video";
    video.volume = this.volume;
    const whenShown = (name: string, act: () => void) => video.addEventListener(name, () => this.video === video && act());
    whenShown("loadedmetadata", () => this.onMetadata());
    whenShown("ended", () => ((this.ended = true), this.look()));
    whenShown("error", () => this.onError());
    for (const name of ["seeked", "canplay", "playing"]) whenShown(name, () => this.look());
    return video;
  }

  start(): void {
    this.gathering.start();
    this.lookTimer = setInterval(() => this.look(), kLookEveryMs);
    this.endEffects = $effect.root(() => {
      $effect(() => {
        void this.world.playback();
        void this.world.talks();
        untrack(() => this.look());
      });
      // The connection is another: the server has forgotten how this device stands.
      $effect(() => {
        if (this.world.isConnected()) this.pace.forget();
      });
    });
    this.nextFrame();
  }

  stop(): void {
    this.turn += 1;
    this.endEffects?.();
    clearInterval(this.lookTimer);
    clearTimeout(this.retryTimer);
    this.reading?.abort();
    this.gathering.stop();
    this.captions.close();
    unload(this.video);
    this.next.forget();
    this.sources.close();
    this.poster.close();
  }

  /** The talk on the screen. */
  get talk(): Talk | undefined {
    return this.world.talks().find((talk) => talk?.mediaId === this.film && !!this.film);
  }
  get pictures() {
    return this.talk ? picturesOf(this.talk) : [];
  }
  /** Less picture than now, when there is some. */
  get lesser() {
    return this.talk && this.source && this.source.from === "network" ? lesserThan(this.talk, this.source.kind) : [];
  }
  get soundOnly(): boolean {
    return this.source?.kind === MediaKind.SOUND;
  }
  percentOf(number: 1 | 2): number {
    const talk = this.world.talks()[number - 1];
    void this.fileCount;
    return talk?.mediaId && this.sources.hasFile(talk.mediaId) ? 100 : this.gathering.percentOf(talk);
  }

  /** By a press. */
  catchUp(): void {
    this.follower.catchUp();
    this.look();
  }
  stayBehind(): void {
    this.follower.stayBehind();
    this.look();
  }
  /** By a press: sound may be played from now on. */
  unlock(): void {
    const { video } = this;
    video.muted = false;
    this.soundUnlocked = true;
    this.next.unlock();
    if (this.press !== "none") {
      if (this.press === "play") this.follower.loaded();
      this.press = "none";
      this.look();
    } else if (!this.film && video.src) {
      // Nothing is heard of this, but the browser has seen a press and a player together.
      video.muted = true;
      video
        .play()
        .then(() => this.film === undefined && video.pause())
        .catch(() => undefined)
        .finally(() => (video.muted = false));
    }
  }
  choosePicture(picture: Picture): void {
    this.picture = picture;
    remember("picture", picture === "auto" ? undefined : picture);
    this.next.forget();
    this.reload();
  }
  setVolume(volume: number): void {
    this.volume = Math.max(0, Math.min(1, volume));
    this.video.volume = this.volume;
    remember("volume", String(this.volume));
  }
  /** A file from this computer, taken when it is one of the talks. It is gone with the page. */
  async useFile(file: File): Promise<void> {
    this.reading?.abort();
    const reading = (this.reading = new AbortController());
    this.fileCheck = { name: file.name, share: 0 };
    const talks = this.world.talks().filter((talk): talk is Talk => !!talk?.mediaId);
    let came: Compared = "another";
    for (const talk of talks) {
      came = await compare(file, talk, (share) => (this.fileCheck = { name: file.name, share }), reading.signal);
      if (reading.signal.aborted) return;
      if (typeof came === "object") {
        this.sources.useFile(talk.mediaId, file, came.kind);
        this.fileCount += 1;
        this.next.forget();
        if (this.loadedId === talk.mediaId) this.reload();
        break;
      }
    }
    this.fileCheck = { name: file.name, share: 1, came };
  }

  /** Whether whoever preloads must wait. */
  private get needsNetwork(): boolean {
    return this.source?.from === "network" && !!this.film && !this.ended && !bufferedOf(this.video).toEnd && this.aheadMs < kEnoughAheadS * 1000;
  }

  private nextFrame(): void {
    const { video } = this;
    video.requestVideoFrameCallback?.(() => {
      if (video !== this.video) return;
      if (performance.now() - this.lookedAtMs >= kLookAtLeastMs) this.look();
      else this.showBehind();
      this.nextFrame();
    });
  }

  private look(): void {
    const playback = this.world.playback();
    const playing = playback?.mediaId || undefined;
    this.choose(playback, playing);
    const nowMs = performance.now();
    this.lookedAtMs = nowMs;
    if (this.film) this.follow(playback, nowMs);
    this.place = this.follower.place;
    this.captions.look(this.talk?.captions ?? [], nowMs);
    if (this.film) this.prime();
    this.video.dataset.nextReady = String(this.next.isReady);
    this.report(nowMs);
  }

  /** Which recording, and whether the facilitator jumped in it. */
  private choose(playback: Playback | undefined, playing: string | undefined): void {
    const film = filmOf(this.film, playing, this.follower.place, this.ended);
    if (film === this.film) {
      if (playback && film === playing && playback.revision !== this.revision) this.follower.jumped();
    } else {
      // Whoever stays behind sees the next one from its beginning.
      if (!film || this.follower.place !== "behind") this.follower.jumped();
      this.film = film;
      this.ended = this.broken = false;
      this.behindMs = 0;
      if (film) this.show(film);
      else this.rest();
    }
    this.alone = !!film && film !== playing;
    if (playback && film === playing) this.revision = playback.revision;
  }

  private show(mediaId: string): void {
    this.follower.loaded();
    this.thinning.forget();
    if (this.loadedId !== mediaId && !this.changeOver(mediaId)) void this.load(mediaId);
    void this.poster.show(this.talk?.hasPoster ? mediaId : "");
  }

  private rest(): void {
    this.video.pause();
    this.press = "none";
    this.player = PlayerState.UNSPECIFIED;
    this.waiting = this.thin = false;
    this.source = undefined;
    this.loadedId = undefined;
    this.prime();
  }

  /** What lies here whole is put into a player before it is needed: then it begins in a moment. */
  private prime(): void {
    const next = this.comesNext;
    const nearEnd = this.ended || this.video.duration - this.video.currentTime < kNextReadyS;
    if (!next || (this.film && !nearEnd)) return this.next.forget();
    if (this.film) {
      if (!this.next.prepare(next, this.picture)) return;
    } else if (this.loadedId !== next.mediaId && !this.changeOver(next.mediaId)) {
      void this.load(next.mediaId, true);
    }
    if (next.hasPoster) this.poster.fetchAhead(next.mediaId);
    this.captions.fetchAhead(next.captions);
  }

  /** For a group that watches on behind that is what the others see. */
  private get comesNext(): Talk | undefined {
    const talks = this.world.talks();
    const playing = talks.find((talk) => this.alone && !!talk?.mediaId && talk.mediaId === this.world.playback()?.mediaId);
    return playing ?? this.world.ahead().map((number) => talks[number - 1]).find((talk) => !!talk?.mediaId && talk.mediaId !== this.film);
  }

  /** The player behind comes to the front, with this film; false: it has another, or none. */
  private changeOver(mediaId: string): boolean {
    const ready = this.next.take(mediaId);
    if (!ready) return false;
    const before = this.video;
    this.turn += 1;
    clearTimeout(this.retryTimer);
    this.failures = 0;
    this.resumeAtS = undefined;
    this.captions.close();
    ready.video.muted = before.muted;
    ready.video.volume = this.volume;
    this.video = ready.video;
    this.loadedId = mediaId;
    this.source = ready.source;
    this.follower.loaded();
    unload(before);
    this.nextFrame();
    return true;
  }

  private reload(): void {
    const mediaId = this.film ?? this.loadedId;
    if (!mediaId) return;
    this.resumeAtS = this.video.currentTime;
    this.thinning.forget();
    this.thin = false;
    void this.load(mediaId, !this.film);
  }

  private async load(mediaId: string, onlyKept = false): Promise<void> {
    const turn = ++this.turn;
    const talk = this.world.talks().find((one) => one?.mediaId === mediaId) ?? { mediaId, mediaLengthMs: 0, versions: [] };
    if (!onlyKept) this.loadedId = mediaId;
    try {
      const source = onlyKept ? await this.sources.hereOf(talk, this.picture) : await this.sources.of(talk, this.picture, this.speed.bytesPerS);
      if (turn !== this.turn) return;
      if (source) this.put(mediaId, source);
      else if (!onlyKept) this.failed();
    } catch {
      if (turn === this.turn && !onlyKept) this.failed();
    }
  }

  private put(mediaId: string, source: Source): void {
    this.loadedId = mediaId;
    this.source = source;
    this.follower.loaded(true);
    this.video.src = source.url;
    this.video.load();
  }

  private onMetadata(): void {
    const wish = this.broken && !this.alone ? playerWish(this.world.playback(), this.world.serverNow()) : undefined;
    const resumes = this.follower.resumes(wish && this.resumeAtS !== undefined ? wish.atS - this.resumeAtS : 0);
    this.broken = false;
    this.failures = 0;
    if (resumes && this.resumeAtS !== undefined) this.video.currentTime = this.resumeAtS;
    this.resumeAtS = undefined;
    this.look();
  }

  private onError(): void {
    if (!this.source || !this.video.getAttribute("src")) return;
    const mediaId = this.loadedId!;
    if (this.source.from === "kept") this.sources.spoilt(mediaId);
    if (this.source.from === "file") {
      this.sources.dropFile(mediaId);
      this.fileCount += 1;
    }
    this.resumeAtS ??= this.video.currentTime;
    this.failed();
  }

  /** It may be an address that ran out, a network that is away, or a recording that was replaced. */
  private failed(): void {
    this.broken = true;
    this.world.addresses.renew();
    clearTimeout(this.retryTimer);
    this.retryTimer = setTimeout(
      () => {
        if (this.film) void this.load(this.film);
      },
      Math.min(kRetryMostMs, kRetryMs * 2 ** this.failures++),
    );
  }

  private follow(playback: Playback | undefined, nowMs: number): void {
    const wish = this.alone ? undefined : playerWish(playback, this.world.serverNow());
    const seen = seenOf(this.video, nowMs, this.broken);
    const orders: Orders = wish
      ? this.follower.look(wish, seen)
      : { playing: !this.ended, rate: 1, behindMs: this.behindMs };
    if (orders.seekToS !== undefined || seen.atS < seen.durationS - 1) this.ended = false;
    this.obey(orders);
    this.behindMs = orders.behindMs;
    this.behindS = Math.round(orders.behindMs / 1000);
    this.showBehind();
    const lacks = orders.playing && !seen.hasData && this.press !== "play";
    this.waitingSinceMs = lacks ? (this.waitingSinceMs ?? nowMs) : undefined;
    this.waiting = this.waitingSinceMs !== undefined && nowMs - this.waitingSinceMs > kWaitingAfterMs;
    const { aheadS, toEnd } = bufferedOf(this.video);
    this.aheadMs = aheadS * 1000;
    this.thin = this.thinning.look(nowMs, aheadS, toEnd || !orders.playing || this.source?.from !== "network") || (this.waiting && this.source?.from === "network");
    this.player = this.stateOf(orders);
  }

  private stateOf(orders: Orders): PlayerState {
    if (this.broken) return PlayerState.BROKEN;
    // A room that hears nothing has to be told of as well.
    if (this.press !== "none") return PlayerState.BLOCKED;
    if (!orders.playing || this.ended) return PlayerState.PAUSED;
    return this.waiting || !this.source ? PlayerState.STALLED : PlayerState.PLAYING;
  }

  private obey(orders: Orders): void {
    const { video } = this;
    if (orders.seekToS !== undefined) video.currentTime = orders.seekToS;
    if (video.playbackRate !== orders.rate) video.playbackRate = orders.rate;
    if (!orders.playing) {
      if (!video.paused) video.pause();
    } else if (video.paused && !this.ended && this.press !== "play" && this.source) void this.play();
  }

  private async play(): Promise<void> {
    if (this.starting) return;
    this.starting = true;
    try {
      await this.video.play();
      if (!this.video.muted) this.soundUnlocked = true;
    } catch (error) {
      if ((error as DOMException | undefined)?.name !== "NotAllowedError") return;
      // Silently it may: then the room sees at least something, and one press brings the sound.
      this.press = this.video.muted ? "play" : "sound";
      this.video.muted = true;
    } finally {
      this.starting = false;
    }
  }

  /** For those who measure: where this player stands, at this frame. */
  private showBehind(): void {
    const wish = this.alone ? undefined : playerWish(this.world.playback(), this.world.serverNow());
    if (wish) this.video.dataset.behindMs = String(Math.round((wish.atS - this.video.currentTime) * 1000));
    else delete this.video.dataset.behindMs;
  }

  private report(nowMs: number): void {
    const standing = tellable({
      talk1Percent: this.percentOf(1),
      talk2Percent: this.percentOf(2),
      soundUnlocked: this.soundUnlocked,
      player: this.player,
      behindMs: this.film ? this.behindMs : 0,
      bufferedAheadMs: this.film ? this.aheadMs : 0,
      version: this.source?.kind ?? MediaKind.UNSPECIFIED,
      localFile: this.source?.from === "file",
      staysBehind: this.place === "behind",
    });
    if (this.pace.due(standing, nowMs) && !this.world.report(standing)) this.pace.forget();
  }
}
