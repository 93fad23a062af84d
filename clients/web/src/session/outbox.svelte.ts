// What has been written here and is not on the server yet. A lasting command (`Sent.lasting`) lies on the device before it is
// sent, and stays there until the server's copy comes back or a person throws a refused one away: a reload, a closed tab or
// an hour without a server lose nothing. They go out one at a time, the next after the answer to the one before, so that
// the order holds even when one is refused for the moment (P-35). A press of a button waits in memory only, and not for long.
import { SvelteMap } from "svelte/reactivity";
import { CommandSchema, RejectionCode, RejectionSchema, create, fromBinary, newId } from "../protocol";
import type { Command, CommandBody, Rejection } from "../protocol";
import { DeviceTabs, type TabNews } from "./device_tabs";
import { KeptCommands, type KeptCommand, type KeptRefusal } from "./kept_commands";
import { kItemBytes, kLatePressMs, kOutboxBytes, kOutboxItems } from "./limits";
import { Sent } from "./sent.svelte";

export interface OutboxOptions {
  /** Separates devices that share a browser; the same through a reload. */
  device: string;
  /** Says whether the command went out; when not, it goes out after `resend()`. */
  send: (command: Command) => boolean;
  /** A person should be told. */
  onRejected?: (sent: Sent) => void;
  kept?: KeptCommands;
}

const kRetryTooFastMs = 1_500;
const kRetryNotSavedMs = 4_000;
/** When the owner does not get it out (its tab may be asleep), the tab that wrote it does. */
const kHelpOutAfterMs = 4_000;

export class Outbox {
  /** Waiting and refused commands in the order made; a refused one stays until it is dismissed. */
  readonly pending = new SvelteMap<string, Sent>();
  /** The browser does not let us keep things: what waits is lost with the page. Reactive. */
  deviceKeeps = $state(true);
  private readonly kept: KeptCommands;
  private tabs: DeviceTabs | undefined;
  /** Everything done to the device's copy, one after the other. */
  private line: Promise<void> = Promise.resolve();
  private inFlight: Sent | undefined;
  private helping = false;
  private helpTimer: ReturnType<typeof setTimeout> | undefined;
  private retryTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly options: OutboxOptions) {
    this.kept = options.kept ?? new KeptCommands();
  }

  start(): void {
    this.tabs = new DeviceTabs(this.options.device, () => this.sendNext(), (news) => this.hear(news));
    this.inLine(() => this.load());
  }

  stop(): void {
    this.tabs?.leave();
    clearTimeout(this.helpTimer);
    clearTimeout(this.retryTimer);
  }

  add(body: CommandBody): Sent {
    const sent = new Sent(create(CommandSchema, { commandId: newId(), body }));
    if (sent.lasting && !this.hasRoomFor(sent)) {
      this.refuseHere(sent, "full");
      return sent;
    }
    this.pending.set(sent.id, sent);
    if (sent.lasting) this.inLine(() => this.keep(sent));
    else sent.tried = this.options.send(sent.command);
    return sent;
  }

  /** After every Welcome: what has not been answered goes out again, with its id (P-33). */
  resend(): void {
    this.inFlight = undefined;
    clearTimeout(this.retryTimer);
    for (const sent of [...this.pending.values()]) {
      if (sent.lasting || sent.status !== "waiting") continue;
      if (sent.ageMs > kLatePressMs) this.refuseHere(sent, "late");
      else sent.tried = this.options.send(sent.command);
    }
    this.sendNext();
  }

  saved(commandId: string): void {
    const sent = this.pending.get(commandId);
    if (!sent) return;
    this.dropHere(sent);
    if (sent.lasting) this.tabs?.tell({ kind: "gone", id: commandId, saved: true });
    sent.saved();
    this.sendNext();
  }

  rejected(rejection: Rejection): void {
    const sent = this.pending.get(rejection.commandId);
    if (!sent || sent.status !== "waiting") return;
    if (rejection.code === RejectionCode.TOO_FAST) return this.tryAgain(sent, kRetryTooFastMs);
    if (rejection.code === RejectionCode.NOT_SAVED) return this.tryAgain(sent, kRetryNotSavedMs);
    if (sent.lasting) {
      const { code, field, limit } = rejection;
      const refused = { code, field, limit };
      this.inLine(() => this.kept.refuse(sent.id, refused));
      this.tabs?.tell({ kind: "refused", id: sent.id, refused });
    }
    this.refuse(sent, rejection);
    this.sendNext();
  }

  /** A person has seen the refusal, or replaces the command by another. */
  dismiss(commandId: string): void {
    const sent = this.pending.get(commandId);
    if (!sent) return;
    this.dropHere(sent);
    if (sent.lasting) this.tabs?.tell({ kind: "gone", id: commandId, saved: false });
    this.sendNext();
  }

  /** Lasting ones only: a press that waits is not worth a word. */
  get waitingCount(): number {
    return this.lasting().filter((sent) => sent.status === "waiting").length;
  }

  private lasting(): Sent[] {
    return [...this.pending.values()].filter((sent) => sent.lasting);
  }

  private hasRoomFor(sent: Sent): boolean {
    const held = this.lasting();
    const bytes = held.reduce((sum, other) => sum + other.bytes.length, sent.bytes.length);
    return held.length < kOutboxItems && bytes <= kOutboxBytes && sent.bytes.length <= kItemBytes;
  }

  private refuse(sent: Sent, rejection: Rejection): void {
    if (this.inFlight === sent) this.inFlight = undefined;
    sent.rejected(rejection);
    this.options.onRejected?.(sent);
  }

  private refuseHere(sent: Sent, why: "full" | "late"): void {
    this.pending.delete(sent.id);
    sent.refuseHere(why);
    this.options.onRejected?.(sent);
  }

  /** From the list and from the device. */
  private dropHere(sent: Sent): void {
    this.pending.delete(sent.id);
    if (this.inFlight === sent) this.inFlight = undefined;
    // Should this fail, the command is sent again after a reload, answered as known (P-33), and removed then.
    if (sent.lasting) this.inLine(() => this.kept.remove(sent.id));
  }

  private tryAgain(sent: Sent, afterMs: number): void {
    const again = () => {
      if (this.pending.has(sent.id)) this.options.send(sent.command);
    };
    const timer = setTimeout(again, afterMs * (1 + Math.random()));
    if (sent.lasting) this.retryTimer = timer;
  }

  /** The first lasting command that waits, unless one is on its way. */
  private sendNext(): void {
    if (this.inFlight) return;
    const next = this.lasting().find((sent) => sent.status === "waiting");
    if (!next) {
      this.helping = false;
      return;
    }
    if (!next.keepingIsOver) return;
    if (this.tabs && !this.tabs.owner && !this.helping && next.onDevice) return this.helpOutLater();
    if (!this.options.send(next.command)) return;
    this.inFlight = next;
    if (next.tried) return;
    next.tried = true;
    this.tabs?.tell({ kind: "tried", id: next.id });
  }

  private helpOutLater(): void {
    clearTimeout(this.helpTimer);
    this.helpTimer = setTimeout(() => {
      this.helping = true;
      this.sendNext();
    }, kHelpOutAfterMs);
  }

  private async keep(sent: Sent): Promise<void> {
    if (!this.pending.has(sent.id)) return;
    try {
      await this.kept.add({ device: this.options.device, id: sent.id, bytes: sent.bytes });
      sent.kept();
      this.deviceKeeps = true;
      this.tabs?.tell({ kind: "added", id: sent.id });
    } catch {
      // Forbidden or full. It waits in this page, which says so.
      this.deviceKeeps = false;
    }
    sent.keepingIsOver = true;
    this.sendNext();
  }

  private async load(): Promise<void> {
    let found: KeptCommand[] = [];
    try {
      found = await this.kept.all(this.options.device);
    } catch {
      this.deviceKeeps = false;
    }
    // Older than anything written since the page opened.
    const since = [...this.pending.values()];
    this.pending.clear();
    for (const kept of found) this.takeIn(kept);
    for (const sent of since) this.pending.set(sent.id, sent);
    this.sendNext();
  }

  private takeIn(kept: KeptCommand): void {
    if (this.pending.has(kept.id)) return;
    const sent = new Sent(fromBinary(CommandSchema, kept.bytes));
    sent.kept();
    sent.keepingIsOver = true;
    // By whom it was sent before, and how far it came, nobody knows.
    sent.tried = true;
    if (kept.refused) sent.rejected(rejectionOf(kept.id, kept.refused));
    this.pending.set(sent.id, sent);
  }

  private hear(news: TabNews): void {
    if (news.kind === "added") {
      this.inLine(async () => {
        const kept = await this.kept.find(news.id);
        if (kept) this.takeIn(kept);
        this.sendNext();
      });
      return;
    }
    const sent = this.pending.get(news.id);
    if (!sent) return;
    if (news.kind === "tried") {
      sent.tried = true;
      return;
    }
    if (news.kind === "refused") {
      if (sent.status === "waiting") this.refuse(sent, rejectionOf(news.id, news.refused));
    } else {
      this.pending.delete(news.id);
      if (this.inFlight === sent) this.inFlight = undefined;
      if (news.saved) sent.saved();
    }
    this.sendNext();
  }

  private inLine(work: () => Promise<void>): void {
    this.line = this.line.then(work).catch(() => (this.deviceKeeps = false)).then(() => {});
  }
}

const rejectionOf = (commandId: string, refused: KeptRefusal): Rejection =>
  create(RejectionSchema, { commandId, ...refused });
