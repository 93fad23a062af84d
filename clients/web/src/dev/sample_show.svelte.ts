// A talk's screen in any state, without a film: for the page of examples (`&talk=offer`) and for tests of its parts.
import { MediaKind, PlayerState } from "../protocol";
import type { Session } from "../session";
import { talksOf } from "../talks/session_show";
import { TalkShow } from "../talks/show.svelte";

export const kPoses = ["playing", "paused", "blocked", "silent", "waiting", "slow", "offer", "behind", "alone", "sound", "broken", "test", "ready"] as const;
export type Pose = (typeof kPoses)[number];

/** Stands still in one state: it neither looks nor fetches. */
export class PosedShow extends TalkShow {
  constructor(
    private readonly session: Session,
    private readonly pose: Pose,
    picture?: string,
  ) {
    super({
      addresses: { of: async () => undefined, renew: () => undefined },
      seminarId: () => session.plan?.seminarId ?? "",
      playback: () => session.entities.playback,
      talks: () => talksOf(session),
      ahead: () => [],
      serverNow: () => session.serverNow(),
      isConnected: () => true,
      report: () => true,
    });
    if (picture) this.video.poster = this.poster.url = picture;
  }

  override start(): void {
    const { pose } = this;
    if (pose === "test") return;
    this.soundUnlocked = pose !== "blocked" && pose !== "silent";
    if (pose === "ready") return;
    this.film = this.session.entities.playback?.mediaId || talksOf(this.session)[0]?.mediaId;
    const kind = pose === "sound" ? MediaKind.SOUND : MediaKind.HIGH;
    this.source = { url: "", kind, from: "network" };
    this.player = PlayerState.PLAYING;
    if (pose === "paused") this.player = PlayerState.PAUSED;
    if (pose === "broken") this.player = PlayerState.BROKEN;
    if (pose === "blocked") this.press = "play";
    if (pose === "silent") this.press = "sound";
    this.waiting = pose === "waiting";
    this.thin = pose === "slow";
    this.place = pose === "offer" ? "offered" : pose === "behind" || pose === "alone" ? "behind" : "with";
    this.alone = pose === "alone";
    if (this.place !== "with") this.behindS = 74;
    if (pose === "playing") this.captions.lines = ["Og så sagde hun:", "„Det har ingen spurgt mig om før.“"];
  }

  override stop(): void {}

  override percentOf(number: 1 | 2): number {
    return number === 1 ? 100 : 47;
  }
}
