// Brings the talks onto the device before they begin, a piece at a time and never in a hurry: a hundred groups may share one
// line, and whoever plays comes first. What is there after a reload is not fetched again. A device without room, or a server
// that gives no pieces, is left in peace: its talks play from the network.
import type { Addresses } from "./addresses";
import { kPieceBytes, nameOf, piecesOf, type KeptRecordings, type RecordingKey } from "./kept_recordings";
import type { Speed } from "./speed";

export interface Wanted {
  talk: 1 | 2;
  key: RecordingKey;
}

export interface PreloaderOptions {
  addresses: Addresses;
  kept: KeptRecordings;
  speed: Speed;
  /** What is wanted now, the most urgent first. Asked before every piece: a slower network wants another file. */
  wanted: () => Wanted[];
  /** Somebody plays from the network and needs it. */
  busy: () => boolean;
  /** So much of that file is here, from 0 to 1. */
  onProgress: (key: RecordingKey, share: number) => void;
  random?: () => number;
  fetch?: typeof fetch;
  nowMs?: () => number;
  storage?: Pick<StorageManager, "estimate"> | undefined;
}

/** Groups open their pages at the same minute; the first pieces do not come at the same second. */
const kStartWithinMs = 20_000;
const kPauseMs = 150;
const kBusyPauseMs = 2_000;
const kIdlePauseMs = 3_000;
const kRetryMs = 2_000;
const kRetryMostMs = 60_000;
const kPieceWithinMs = 120_000;
/** So much of the device's room stays free. */
const kSpareBytes = 64 * 1_048_576;

export class Preloader {
  private stopping: AbortController | undefined;
  private readonly given = new Set<string>();
  private readonly counts = new Map<string, number>();
  private failures = 0;

  constructor(private readonly options: PreloaderOptions) {}

  start(): void {
    if (this.stopping) return;
    this.stopping = new AbortController();
    void this.run(this.stopping.signal);
  }

  stop(): void {
    this.stopping?.abort();
    this.stopping = undefined;
  }

  /** Fetched, but not usable: it is fetched again at most once the page is reloaded. */
  giveUp(key: RecordingKey): void {
    this.given.add(nameOf(key));
  }

  private async run(signal: AbortSignal): Promise<void> {
    const random = this.options.random ?? Math.random;
    await this.look();
    await pause(random() * kStartWithinMs, signal);
    while (!signal.aborted) await pause((await this.step(signal)) * (0.5 + random()), signal);
  }

  /** What is here from before, so that it is known at once. */
  private async look(): Promise<void> {
    for (const { key } of this.options.wanted()) {
      try {
        await this.countOf(key);
      } catch {
        this.giveUp(key);
      }
    }
  }

  /** One piece, or none; how long to wait before the next. */
  private async step(signal: AbortSignal): Promise<number> {
    if (this.options.busy()) return kBusyPauseMs;
    const key = await this.next();
    if (!key) return kIdlePauseMs;
    try {
      const index = await this.countOf(key);
      if (index === 0 && !(await this.hasRoom(key))) {
        this.giveUp(key);
        return kPauseMs;
      }
      const piece = await this.piece(key, index, signal);
      if (!piece) return this.failed();
      try {
        await this.options.kept.add(key, index, piece, this.now());
      } catch {
        // Full, whatever it said before. What lies there only takes room.
        this.giveUp(key);
        await this.options.kept.forget(nameOf(key)).catch(() => undefined);
        this.note(key, 0);
        return kPauseMs;
      }
      this.note(key, index + 1);
      this.failures = 0;
      return kPauseMs;
    } catch {
      return this.failed();
    }
  }

  private failed(): number {
    return Math.min(kRetryMostMs, kRetryMs * 2 ** this.failures++);
  }

  private async next(): Promise<RecordingKey | undefined> {
    for (const { key } of this.options.wanted()) {
      if (key.bytes === 0 || this.given.has(nameOf(key))) continue;
      try {
        if ((await this.countOf(key)) < piecesOf(key.bytes)) return key;
      } catch {
        this.giveUp(key);
      }
    }
    return undefined;
  }

  private async countOf(key: RecordingKey): Promise<number> {
    const known = this.counts.get(nameOf(key));
    if (known !== undefined) return known;
    const count = await this.options.kept.count(key);
    this.note(key, count);
    return count;
  }

  private note(key: RecordingKey, count: number): void {
    this.counts.set(nameOf(key), count);
    this.options.onProgress(key, Math.min(1, count / piecesOf(key.bytes)));
  }

  private async hasRoom(key: RecordingKey): Promise<boolean> {
    const storage = "storage" in this.options ? this.options.storage : navigator.storage;
    if (!storage?.estimate) return true;
    const { quota, usage } = await storage.estimate();
    return quota === undefined || quota - (usage ?? 0) > key.bytes + kSpareBytes;
  }

  /** Undefined: not now. */
  private async piece(key: RecordingKey, index: number, signal: AbortSignal): Promise<Blob | undefined> {
    const address = await this.options.addresses.of(key.mediaId, key.file);
    if (!address) return undefined;
    const from = index * kPieceBytes;
    const to = Math.min(key.bytes, from + kPieceBytes) - 1;
    const begunMs = this.now();
    const answer = await (this.options.fetch ?? fetch)(address, {
      headers: { Range: `bytes=${from}-${to}` },
      // Pieces lie in the database; a second copy in the browser's cache would only push other things out.
      cache: "no-store",
      signal: AbortSignal.any([signal, AbortSignal.timeout(kPieceWithinMs)]),
    });
    if (answer.status === 403) this.options.addresses.renew();
    // The whole file instead of a piece, or a file of another size: there is nothing to be had this way.
    const whole = /\/(\d+)$/.exec(answer.headers.get("Content-Range") ?? "")?.[1];
    if (answer.status === 200 || answer.status === 416 || (whole !== undefined && Number(whole) !== key.bytes)) this.giveUp(key);
    if (answer.status !== 206 || this.given.has(nameOf(key))) {
      await answer.body?.cancel();
      return undefined;
    }
    const piece = await answer.blob();
    if (piece.size !== to - from + 1) return undefined;
    this.options.speed.measured(piece.size, this.now() - begunMs);
    return piece;
  }

  private now(): number {
    return (this.options.nowMs ?? Date.now)();
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      done();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener("abort", end);
    if (signal.aborted) end();
  });
}
