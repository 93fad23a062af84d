// Sends a talk's recording in pieces (tus 1.0.0, docs/protocol.md, HTTP), so that nothing is sent twice: it can pause, it waits
// for a network that is away and goes on by itself, and after a reload the same file goes on where it was.
//
// The library sends one upload; when to try again is decided here, where it is known what a refusal of our server is: it would
// begin anew whenever a proxy answers for a server that is just being restarted.
import type { DetailedError, Upload } from "tus-js-client";
import { RejectionCode } from "../protocol";
import { Refused, Unreachable, refusal } from "./api";
import { backoffMs } from "./backoff";
import { keepUpload, keptUpload, signOf } from "./kept_upload";
import { UploadPace } from "./upload_pace";

/** As much as is sent again at most where a proxy swallows a piece that was cut off. */
const kPieceBytes = 8 * 1_048_576;
/** A line that says nothing for so long is dead, whatever the browser believes. */
const kSilentForMs = 45_000;
/** What says that the network or the server is away for a moment, not that the file is wrong. */
const kTryAgain = new Set([408, 409, 423, 425, 429]);
/** Our server's own refusals. */
const kMessage = "application/x-protobuf";
const kGone = new Set([404, 410]);

/** `waiting`: for the network. */
export type UploadStage = "sending" | "paused" | "waiting";

export interface UploadNews {
  stage: UploadStage;
  sentBytes: number;
  totalBytes: number;
  /** Undefined: cannot be said yet. */
  leftMs: number | undefined;
}

export interface UploadOptions {
  token: string;
  seminarId: string;
  talk: 1 | 2;
  file: File;
  onNews: (news: UploadNews) => void;
}

/** The file on this computer has been changed or is gone since it was chosen. */
export class FileGone extends Error {}

export class TalkUpload {
  /** All of it is there (true), or it was given up here (false). Fails with `Refused` or `FileGone`. */
  readonly done: Promise<boolean>;
  private settle!: { resolve: (whole: boolean) => void; reject: (error: unknown) => void };
  private readonly endpoint: string;
  private readonly headers: Record<string, string>;
  private readonly begunAtMs: number;
  private readonly pace = new UploadPace();
  private url: string | undefined;
  private upload: Upload | undefined;
  private stage: UploadStage = "sending";
  private sentBytes = 0;
  private failures = 0;
  /** Grows with every attempt; what an earlier one still has to say is not listened to. */
  private attempt = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private over = false;

  constructor(private readonly options: UploadOptions) {
    const { token, seminarId, talk, file } = options;
    this.done = new Promise((resolve, reject) => (this.settle = { resolve, reject }));
    this.endpoint = new URL(`/api/seminars/${seminarId}/talks/${talk}/uploads`, location.href).href;
    this.headers = { Authorization: `Bearer ${token}` };
    const kept = keptUpload(seminarId, talk);
    const same = kept?.file === signOf(file);
    this.url = same ? kept.url : undefined;
    this.sentBytes = same ? kept.sentBytes : 0;
    this.begunAtMs = same ? kept.begunAtMs : Date.now();
    if (kept && !same) void forgetUpload(token, seminarId, talk);
    window.addEventListener("online", this.onOnline);
    void this.send();
  }

  pause(): void {
    if (this.over || this.stage === "paused") return;
    this.halt();
    this.tell("paused");
  }

  goOn(): void {
    if (!this.over && this.stage !== "sending") void this.send();
  }

  /** Nothing of it is kept, here or there. */
  cancel(): void {
    if (this.over) return;
    this.halt();
    this.end();
    const { token, seminarId, talk } = this.options;
    void forgetUpload(token, seminarId, talk);
    this.settle.resolve(false);
  }

  /** The page goes; what was sent can go on later. */
  leave(): void {
    if (this.over) return;
    this.halt();
    this.end();
    this.settle.resolve(false);
  }

  private readonly onOnline = (): void => {
    if (this.stage === "waiting") void this.send();
  };

  private async send(): Promise<void> {
    this.halt();
    const attempt = this.attempt;
    this.tell("sending");
    this.watch();
    let tus: typeof import("tus-js-client");
    try {
      tus = await import("tus-js-client");
    } catch {
      if (attempt === this.attempt) this.tryLater();
      return;
    }
    if (this.over || attempt !== this.attempt) return;
    const { file } = this.options;
    const mine = (act: () => void) => () => attempt === this.attempt && act();
    this.upload = new tus.Upload(file, {
      // Without an endpoint it cannot begin anew by itself.
      endpoint: this.url ? null : this.endpoint,
      uploadUrl: this.url ?? null,
      headers: this.headers,
      metadata: { filename: file.name, filetype: file.type },
      chunkSize: kPieceBytes,
      retryDelays: null,
      storeFingerprintForResuming: false,
      // The bytes of a refusal are a message, which the library would read as text.
      onBeforeRequest: (request) => void ((request.getUnderlyingObject() as XMLHttpRequest).responseType = "arraybuffer"),
      onAfterResponse: (_, response) => void (response.getBody = () => ""),
      onUploadUrlAvailable: mine(() => this.keep(this.upload?.url ?? undefined)),
      onProgress: (sent) => mine(() => this.onProgress(sent))(),
      onSuccess: mine(() => this.onWhole()),
      onError: (error) => mine(() => this.onError(error))(),
    });
    this.upload.start();
  }

  private onProgress(sentBytes: number): void {
    if (sentBytes > this.sentBytes) this.failures = 0;
    this.sentBytes = sentBytes;
    this.pace.note(sentBytes, performance.now());
    this.keep(this.upload?.url ?? undefined);
    this.watch();
    this.tell("sending");
  }

  private onWhole(): void {
    this.end();
    keepUpload(this.options.seminarId, this.options.talk, undefined);
    this.settle.resolve(true);
  }

  private onError(error: Error | DetailedError): void {
    const response = "originalResponse" in error ? error.originalResponse : null;
    const status = response?.getStatus() ?? 0;
    if (this.url && kGone.has(status)) {
      this.url = undefined;
      this.sentBytes = 0;
      this.pace.forget();
      keepUpload(this.options.seminarId, this.options.talk, undefined);
      return void this.send();
    }
    if (!("originalRequest" in error)) return this.fail(error);
    if (response?.getHeader("Content-Type") === kMessage) {
      const { response: bytes } = response.getUnderlyingObject() as { response: ArrayBuffer };
      const why = refusal(new Uint8Array(bytes));
      const code = why instanceof Refused ? why.code : RejectionCode.UNSPECIFIED;
      if (code === RejectionCode.TOO_FAST) return this.tryLater();
      // What came stays: when there is room again, the same file goes on.
      return this.fail(why, code === RejectionCode.NOT_SAVED);
    }
    // No message: a proxy, or nobody. Or another page of this browser sends the same, and the server counts the newest.
    if (status === 0 || status >= 500 || kTryAgain.has(status)) return this.tryLater();
    this.fail(new Unreachable());
  }

  private fail(error: unknown, mayGoOn = false): void {
    this.halt();
    this.end();
    if (!mayGoOn) keepUpload(this.options.seminarId, this.options.talk, undefined);
    this.settle.reject(error);
  }

  private tryLater(): void {
    this.halt();
    this.tell("waiting");
    this.timer = setTimeout(() => void this.send(), backoffMs(this.failures, Math.random()));
    this.failures += 1;
    // A browser says the same of a file that it cannot read any more as of a network that is away.
    const attempt = this.attempt;
    this.options.file.slice(0, 1).arrayBuffer().catch(() => attempt === this.attempt && this.fail(new FileGone()));
  }

  /** Whoever says nothing for too long is given up. */
  private watch(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.tryLater(), kSilentForMs);
  }

  private halt(): void {
    this.attempt += 1;
    clearTimeout(this.timer);
    this.pace.forget();
    void this.upload?.abort();
    this.upload = undefined;
  }

  private end(): void {
    this.over = true;
    clearTimeout(this.timer);
    window.removeEventListener("online", this.onOnline);
  }

  private keep(url: string | undefined): void {
    if (!url) return;
    this.url = url;
    const { seminarId, talk, file } = this.options;
    const { sentBytes, begunAtMs } = this;
    keepUpload(seminarId, talk, { url, file: signOf(file), name: file.name, sentBytes, totalBytes: file.size, begunAtMs });
  }

  private tell(stage: UploadStage): void {
    this.stage = stage;
    const { sentBytes } = this;
    const totalBytes = this.options.file.size;
    this.options.onNews({ stage, sentBytes, totalBytes, leftMs: this.pace.leftMs(totalBytes) });
  }
}

/** An upload that this browser remembers is given up; the server is told if it can be. */
export async function forgetUpload(token: string, seminarId: string, talk: 1 | 2): Promise<void> {
  const kept = keptUpload(seminarId, talk);
  keepUpload(seminarId, talk, undefined);
  if (!kept) return;
  try {
    const headers = { Authorization: `Bearer ${token}`, "Tus-Resumable": "1.0.0" };
    await fetch(kept.url, { method: "DELETE", headers });
  } catch {
    // It goes by itself after a day.
  }
}
