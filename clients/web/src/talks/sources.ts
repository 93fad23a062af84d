// Where a talk is played from: a file somebody chose here, what lies on the device, or the network, in this order. Object
// addresses belong to this and are given back when another takes their place; those of two films hold at the same time.
import { MediaKind, type MediaVersion } from "../protocol";
import type { Addresses } from "./addresses";
import type { KeptRecordings, RecordingKey } from "./kept_recordings";
import { chooseVersion, fileOf, versionOf, type Picture, type Recording } from "./versions";

export interface Source {
  url: string;
  kind: MediaKind;
  from: "file" | "kept" | "network";
  key?: RecordingKey;
}

export const keyOf = (seminarId: string, mediaId: string, version: MediaVersion): RecordingKey => ({
  seminarId,
  mediaId,
  file: fileOf(version.kind),
  bytes: Number(version.bytes),
});

const typeOf = (kind: MediaKind): string => (kind === MediaKind.SOUND ? "audio/mp4" : "video/mp4");
const kBestFirst = [MediaKind.HIGH, MediaKind.ORIGINAL, MediaKind.LOW];

export class Sources {
  private readonly files = new Map<string, { url: string; kind: MediaKind }>();
  private readonly unusable = new Set<string>();
  private readonly keptUrls = new Map<string, string>();

  constructor(
    private readonly addresses: Addresses,
    private readonly kept: KeptRecordings,
    private readonly seminarId: () => string,
  ) {}

  useFile(mediaId: string, file: Blob, kind: MediaKind): void {
    this.dropFile(mediaId);
    this.files.set(mediaId, { url: URL.createObjectURL(file), kind });
  }

  dropFile(mediaId: string): void {
    const old = this.files.get(mediaId);
    if (old) URL.revokeObjectURL(old.url);
    this.files.delete(mediaId);
  }

  hasFile(mediaId: string): boolean {
    return this.files.has(mediaId);
  }

  /** What lies here could not be played: the network may be better. */
  spoilt(mediaId: string): void {
    this.unusable.add(mediaId);
  }

  /** Undefined: there is none. Rejects when the server cannot be reached. */
  async of(talk: Recording, picture: Picture, speed: number | undefined): Promise<Source | undefined> {
    const version = chooseVersion(talk, picture, speed);
    const here = await this.hereOf(talk, picture, version);
    if (here) return here;
    const kind = version?.kind ?? MediaKind.ORIGINAL;
    const url = await this.addresses.of(talk.mediaId, fileOf(kind));
    return url ? { url, kind, from: "network" } : undefined;
  }

  /** Without the network. With a choice of our own the best that is whole will do; somebody who chose gets what they chose. */
  async hereOf(talk: Recording, picture: Picture, chosen = chooseVersion(talk, picture, undefined)): Promise<Source | undefined> {
    const file = this.files.get(talk.mediaId);
    if (file) return { ...file, from: "file" };
    if (this.unusable.has(talk.mediaId)) return undefined;
    const kinds = picture === "auto" ? kBestFirst : chosen ? [chosen.kind] : [];
    for (const kind of kinds) {
      const version = versionOf(talk, kind);
      if (!version?.bytes) continue;
      const key = keyOf(this.seminarId(), talk.mediaId, version);
      const blob = await this.kept.whole(key, typeOf(kind)).catch(() => undefined);
      if (!blob) continue;
      this.dropKept(talk.mediaId);
      const url = URL.createObjectURL(blob);
      this.keptUrls.set(talk.mediaId, url);
      return { url, kind, from: "kept", key };
    }
    return undefined;
  }

  close(): void {
    for (const mediaId of [...this.files.keys()]) this.dropFile(mediaId);
    for (const mediaId of [...this.keptUrls.keys()]) this.dropKept(mediaId);
  }

  private dropKept(mediaId: string): void {
    const old = this.keptUrls.get(mediaId);
    if (old) URL.revokeObjectURL(old);
    this.keptUrls.delete(mediaId);
  }
}
