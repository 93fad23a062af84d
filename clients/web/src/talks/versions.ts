// Which file of a recording a screen plays. Pure. A speed is in bytes per second.
import type { MediaFile } from "../connection";
import { MediaKind, type MediaVersion, type Talk } from "../protocol";

/** What somebody chose at this screen; `auto`: by the speed of the network. */
export type Picture = "auto" | "high" | "low" | "sound";
export const knownPicture = (value: string | undefined): Picture =>
  value === "high" || value === "low" || value === "sound" ? value : "auto";

const kFiles: Record<MediaKind, MediaFile> = {
  [MediaKind.UNSPECIFIED]: "original.mp4",
  [MediaKind.ORIGINAL]: "original.mp4",
  [MediaKind.HIGH]: "high.mp4",
  [MediaKind.LOW]: "low.mp4",
  [MediaKind.SOUND]: "sound.m4a",
};
export const fileOf = (kind: MediaKind): MediaFile => kFiles[kind] ?? kFiles[MediaKind.ORIGINAL];
export const kPosterFile = "poster.jpg";
export const kCaptionsFile = "captions.vtt";

/** The network must be this much quicker than a recording is played, or it will stand still now and then. */
const kSpare = 1.5;

export type Recording = Pick<Talk, "mediaId" | "mediaLengthMs" | "versions">;

export const versionOf = (talk: Recording, kind: MediaKind): MediaVersion | undefined =>
  talk.versions.find((version) => version.kind === kind);

/** Bytes per second at which it is played; 0 when not known. */
export const rateOf = (talk: Recording, version: MediaVersion): number =>
  talk.mediaLengthMs > 0 ? Number(version.bytes) / (talk.mediaLengthMs / 1000) : 0;

const kOrders: Record<Exclude<Picture, "auto">, MediaKind[]> = {
  high: [MediaKind.HIGH, MediaKind.ORIGINAL, MediaKind.LOW],
  low: [MediaKind.LOW, MediaKind.HIGH, MediaKind.ORIGINAL],
  sound: [MediaKind.SOUND, MediaKind.LOW, MediaKind.HIGH, MediaKind.ORIGINAL],
};

/** Undefined only without any version: an older server, which has the original. */
export function chooseVersion(talk: Recording, picture: Picture, speed: number | undefined): MediaVersion | undefined {
  const first = (order: MediaKind[]) => order.map((kind) => versionOf(talk, kind)).find((version) => version !== undefined);
  if (picture !== "auto") return first(kOrders[picture]);
  const high = first(kOrders.high);
  const tooSlow = high && speed !== undefined && speed < kSpare * rateOf(talk, high);
  return tooSlow ? first(kOrders.low) : high;
}

/** What there is to choose between: nothing when there is one file only. */
export function picturesOf(talk: Recording): Exclude<Picture, "auto">[] {
  const kinds = new Set(talk.versions.map(({ kind }) => kind));
  const list: Exclude<Picture, "auto">[] = [];
  if (kinds.has(MediaKind.HIGH) || kinds.has(MediaKind.ORIGINAL)) list.push("high");
  if (kinds.has(MediaKind.LOW)) list.push("low");
  if (kinds.has(MediaKind.SOUND)) list.push("sound");
  return list.length > 1 ? list : [];
}

/** What to offer when the network is too slow for what is playing: less picture, then none. */
export const lesserThan = (talk: Recording, kind: MediaKind): Exclude<Picture, "auto" | "high">[] =>
  picturesOf(talk).filter((picture) =>
    picture === "low" ? kind !== MediaKind.LOW && kind !== MediaKind.SOUND : picture === "sound" && kind !== MediaKind.SOUND,
  ) as Exclude<Picture, "auto" | "high">[];
