// The talks that are being brought onto this device, and how far they are: what `preload` fetches, told per talk.
import { SvelteMap } from "svelte/reactivity";
import type { Talk } from "../protocol";
import type { Addresses } from "./addresses";
import { nameOf, type KeptRecordings } from "./kept_recordings";
import { Preloader, type Wanted } from "./preload";
import { keyOf } from "./sources";
import type { Speed } from "./speed";
import { chooseVersion, type Picture } from "./versions";

const kKeepOthersMs = 7 * 24 * 3_600_000;
/** When so much of a file is here, a network that changes its mind does not change the file. */
const kStayFrom = 0.05;

export interface GatheringOptions {
  addresses: Addresses;
  kept: KeptRecordings;
  speed: Speed;
  seminarId: () => string;
  talks: () => readonly (Talk | undefined)[];
  /** Which are worth bringing: those that have not begun. */
  ahead: () => readonly (1 | 2)[];
  picture: () => Picture;
  busy: () => boolean;
  onWhole: (mediaId: string) => void;
}

export class Gathering {
  private readonly shares = new SvelteMap<string, number>();
  private readonly preloader: Preloader;

  constructor(private readonly options: GatheringOptions) {
    this.preloader = new Preloader({
      addresses: options.addresses,
      kept: options.kept,
      speed: options.speed,
      wanted: () => this.wanted(),
      busy: options.busy,
      onProgress: (key, share) => {
        this.shares.set(nameOf(key), share);
        if (share === 1) options.onWhole(key.mediaId);
      },
    });
  }

  start(): void {
    const { kept, seminarId, talks } = this.options;
    const mediaIds = talks().flatMap((talk) => (talk?.mediaId ? [talk.mediaId] : []));
    void kept.tidy(seminarId(), mediaIds, Date.now(), kKeepOthersMs).catch(() => undefined);
    this.preloader.start();
  }

  stop(): void {
    this.preloader.stop();
  }

  /** 100 also when there is nothing to get. */
  percentOf(talk: Talk | undefined): number {
    if (!talk?.mediaId) return 100;
    const shares = talk.versions.map((version) => this.shares.get(nameOf(keyOf(this.options.seminarId(), talk.mediaId, version))) ?? 0);
    // Rounded down: only what is whole is a hundred.
    return Math.floor(Math.max(0, ...shares) * 100);
  }

  private wanted(): Wanted[] {
    const { seminarId, talks, ahead, picture, speed } = this.options;
    return ahead().flatMap((number) => {
      const talk = talks()[number - 1];
      if (!talk?.mediaId) return [];
      const begun = talk.versions.find(
        (version) => picture() === "auto" && (this.shares.get(nameOf(keyOf(seminarId(), talk.mediaId, version))) ?? 0) >= kStayFrom,
      );
      const version = begun ?? chooseVersion(talk, picture(), speed.bytesPerS);
      return version?.bytes ? [{ talk: number, key: keyOf(seminarId(), talk.mediaId, version) }] : [];
    });
  }
}
