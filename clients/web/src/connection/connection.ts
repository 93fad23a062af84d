// One WebSocket to one seminar's room that comes back by itself (docs/protocol.md: Hello, Time, Endings).
// Knows frames and close codes, nothing of what they mean: the session above it gets Welcome, Changes and Rejections.
import { ms, type Changes, type Command, type Position, type Rejection, type Welcome } from "../protocol";
import { decodeServerFrame, encodeClientFrame, type ClientFrameBody, type TalkReportBody } from "../protocol";
import { backoffMs } from "./backoff";
import { helloProtocols, kHelloWasRead } from "./hello_protocols";
import { ServerClock } from "./clock";
import { afterClose, type RefusedReason } from "./close_codes";

export type ConnectionState =
  | { kind: "connecting" } // first attempt, nothing wrong so far
  | { kind: "online" } // Welcome received
  | { kind: "offline" } // lost; trying again by itself
  | { kind: "refused"; reason: RefusedReason }; // for good: only the person can do something

export interface ConnectionOptions {
  url: string;
  token: string;
  seminarId?: string;
  /** Where the session stands, for resuming (P-13); asked at every Hello. */
  position: () => Position | undefined;
  /** Whether people are together in this seminar or about to be: its screens must not be behind for more than seconds (P-51). */
  isLive: () => boolean;
  onWelcome: (welcome: Welcome) => void;
  onChanges: (changes: Changes) => void;
  onRejection: (rejection: Rejection) => void;
  onState: (state: ConnectionState) => void;
  /** The clock has been set or improved. */
  onClock: () => void;
  onReload: () => void;
  openSocket?: (url: string, protocols: string[]) => WebSocket;
}

const kPingsPerSync = 5;
const kSyncEveryMs = 4 * 60_000;
/** P-51: how often a page asks for a sign of life, when nobody looks at it and when somebody does. */
const kProbeEveryMs = 30_000;
const kProbeWatchedEveryMs = 2_000;
const kPongWithinMs = 8_000;
const kWelcomeWithinMs = 10_000;
/** After a loss the next is likely: for a while dead links are looked for more often still. */
const kTroubledMs = 60_000;
const kLookEveryMs = 1_000;
/** A page that somebody looks at gives up soon: this much longer than the network took lately, at least so long … */
const kPongAfterRoundTripMs = 1_000;
const kPongSoonMs = 2_000;
const kWelcomeSoonMs = 2_500;
/** … but not for ever, or a network that is only slow would never let anybody in. */
const kImpatientAttempts = 3;
/** What is left of the slowest round trip after each exchange that was quicker: some twenty later it is forgotten. */
const kRoundTripKept = 0.9;
/** A page that somebody looks at and whose server cannot be reached waits no longer than this between two attempts. */
const kRetryWatchedWithinMs = 3_000;
/** A deadline that comes this late found the browser busy: what the server said meanwhile is read first. */
const kBusyMs = 500;
const kAfterReloadMs = 60_000;
/** After a sleep or a change of network a socket that looks open is often dead: no long wait to find out. */
const kAwakeWithinMs = 3_000;
const kBeatEveryMs = 5_000;
/** Beats are never this late unless the machine slept or the browser froze the tab. */
const kSleptMs = 20_000;
/** Online for so long, the next loss is a new one. A server that falls over at every Welcome is not hammered. */
const kSettledMs = 10_000;

export class Connection {
  readonly clock = new ServerClock(() => performance.now());
  private socket: WebSocket | undefined;
  /** Losses in a row; and how many connections our own impatience has ended since one of them lasted. */
  private attempt = 0;
  private gaveUp = 0;
  private roundTripMs = 0;
  private onlineSinceMs = 0;
  private lastBeatMs = Date.now();
  /** The server asked us to stay away for a while, whatever happens here. */
  private awayUntilMs = 0;
  private state: ConnectionState = { kind: "connecting" };
  private pingsLeft = 0;
  private stopped = false;
  private retryTimer: ReturnType<typeof setTimeout> | undefined;
  private deadline: ReturnType<typeof setTimeout> | undefined;
  private syncTimer: ReturnType<typeof setInterval> | undefined;
  private troubledUntilMs = 0;
  private probedAtMs = 0;
  /** When a command was last sent, and when anything last came. */
  private askedAtMs = 0;
  private heardAtMs = 0;
  private lookTimer: ReturnType<typeof setInterval> | undefined;
  private beatTimer: ReturnType<typeof setInterval> | undefined;

  constructor(private readonly options: ConnectionOptions) {}

  start(): void {
    document.addEventListener("visibilitychange", this.onVisible);
    document.addEventListener("resume", this.onVisible);
    window.addEventListener("pageshow", this.onVisible);
    window.addEventListener("online", this.wake);
    window.addEventListener("offline", this.onNetworkLost);
    this.syncTimer = setInterval(() => this.synchroniseClock(), kSyncEveryMs);
    this.lookTimer = setInterval(() => this.look(), kLookEveryMs);
    this.beatTimer = setInterval(() => this.beat(), kBeatEveryMs);
    this.open();
  }

  stop(): void {
    this.stopped = true;
    document.removeEventListener("visibilitychange", this.onVisible);
    document.removeEventListener("resume", this.onVisible);
    window.removeEventListener("pageshow", this.onVisible);
    window.removeEventListener("online", this.wake);
    window.removeEventListener("offline", this.onNetworkLost);
    clearInterval(this.syncTimer);
    clearInterval(this.lookTimer);
    clearInterval(this.beatTimer);
    clearTimeout(this.retryTimer);
    this.drop(1000);
  }

  get online(): boolean {
    return this.state.kind === "online";
  }

  /** False when there is no room to talk to now; whoever sends keeps the command and sends it again after Welcome. */
  sendCommand(command: Command): boolean {
    if (!this.online) return false;
    if (this.askedAtMs <= this.heardAtMs) this.askedAtMs = performance.now();
    return this.send({ case: "command", value: command });
  }

  /** How this device stands with the talks; never answered. False when there is nobody to tell. */
  sendTalkReport(report: TalkReportBody): boolean {
    return this.online && this.send({ case: "talkReport", value: report });
  }

  /** Five exchanges, one after the other (P-41). */
  synchroniseClock(): void {
    if (!this.online) return;
    this.pingsLeft = kPingsPerSync;
    this.ping();
  }

  private look(): void {
    const often = this.isTroubled() || this.isUnanswered();
    const everyMs = often ? kLookEveryMs : this.isWatched() ? kProbeWatchedEveryMs : kProbeEveryMs;
    if (performance.now() - this.probedAtMs >= everyMs - kLookEveryMs / 2) this.probe();
  }

  private isWatched(): boolean {
    return document.visibilityState === "visible" && this.options.isLive();
  }

  private isSettled(): boolean {
    return performance.now() - this.onlineSinceMs > kSettledMs;
  }

  private isTroubled(): boolean {
    return performance.now() < this.troubledUntilMs;
  }

  private isUnanswered(): boolean {
    return this.askedAtMs > this.heardAtMs && performance.now() - this.askedAtMs >= kLookEveryMs;
  }

  private get isImpatient(): boolean {
    return this.gaveUp < kImpatientAttempts && (this.isTroubled() || this.isUnanswered() || this.isWatched());
  }

  private pongWithinMs(): number {
    const soonMs = Math.max(kPongSoonMs, this.roundTripMs + kPongAfterRoundTripMs);
    return this.isImpatient ? Math.min(soonMs, kPongWithinMs) : kPongWithinMs;
  }

  /** Ask for a sign of life; a silent server means that the network is gone, and the socket is dropped. */
  probe(): void {
    if (this.online && this.pingsLeft === 0) {
      this.pingsLeft = 1;
      this.probedAtMs = performance.now();
      this.ping();
    }
  }

  private open(): void {
    if (this.stopped) return;
    clearTimeout(this.retryTimer);
    const make = this.options.openSocket ?? ((url: string, protocols: string[]) => new WebSocket(url, protocols));
    const { token, seminarId = "", position } = this.options;
    const hello: ClientFrameBody = { case: "hello", value: { protocol: 1, token, seminarId, position: position() } };
    // Whatever stands in between may not let a sub-protocol through: every other attempt goes without.
    const socket = make(this.options.url, this.attempt % 2 === 0 ? helloProtocols(hello) : []);
    socket.binaryType = "arraybuffer";
    this.socket = socket;
    const welcomeWithinMs = this.attempt > 0 && this.isImpatient ? kWelcomeSoonMs : kWelcomeWithinMs;
    this.expectWithin(welcomeWithinMs);
    socket.onopen = () => {
      this.expectWithin(welcomeWithinMs);
      if (socket.protocol !== kHelloWasRead) this.send(hello);
    };
    socket.onmessage = (event) => {
      if (this.socket === socket) this.receive(event.data as ArrayBuffer);
    };
    socket.onclose = (event) => {
      if (this.socket === socket) this.onClosed(event.code);
    };
  }

  private receive(bytes: ArrayBuffer): void {
    this.heardAtMs = performance.now();
    const { body } = decodeServerFrame(bytes);
    switch (body.case) {
      case "welcome":
        clearTimeout(this.deadline);
        this.onlineSinceMs = performance.now();
        this.clock.forget();
        this.setState({ kind: "online" });
        this.options.onWelcome(body.value);
        this.pingsLeft = kPingsPerSync;
        // A snapshot comes first, and may be long.
        this.ping(body.value.resumed ? this.pongWithinMs() : kPongWithinMs);
        break;
      case "changes":
        this.options.onChanges(body.value);
        break;
      case "rejection":
        this.options.onRejection(body.value);
        break;
      case "clockPong":
        if (!this.clock.pong(body.value.number, ms(body.value.serverMs))) break;
        clearTimeout(this.deadline);
        if (this.isSettled()) this.gaveUp = 0;
        this.roundTripMs = Math.max(this.clock.lastRoundTripMs, this.roundTripMs * kRoundTripKept);
        this.pingsLeft -= 1;
        this.options.onClock();
        if (this.pingsLeft > 0) this.ping();
        break;
    }
  }

  private ping(answerWithinMs = this.pongWithinMs()): void {
    const lastRoundTripMs = Math.round(this.clock.lastRoundTripMs);
    this.expectWithin(answerWithinMs);
    this.send({ case: "clockPing", value: { number: this.clock.ping(), lastRoundTripMs } });
  }

  private send(body: ClientFrameBody): boolean {
    if (this.socket?.readyState !== WebSocket.OPEN) return false;
    this.socket.send(encodeClientFrame(body));
    return true;
  }

  private expectWithin(limitMs: number): void {
    clearTimeout(this.deadline);
    const dueMs = performance.now() + limitMs;
    const giveUp = () => {
      this.gaveUp += 1;
      this.drop(4000);
      this.onClosed(1006);
    };
    this.deadline = setTimeout(() => {
      if (performance.now() < dueMs + kBusyMs) giveUp();
      else this.deadline = setTimeout(giveUp, kBusyMs);
    }, limitMs);
  }

  private onClosed(code: number): void {
    clearTimeout(this.deadline);
    this.socket = undefined;
    this.pingsLeft = 0;
    if (this.stopped) return;
    this.troubledUntilMs = performance.now() + kTroubledMs;
    const next = afterClose(code);
    if (next.kind === "stay_away") {
      this.setState({ kind: "refused", reason: next.reason });
      return;
    }
    const reached = this.online;
    if (reached && this.isSettled()) this.attempt = 0;
    this.setState({ kind: "offline" });
    // Should the reloaded page be just as old, it must not reload itself in a circle: hence the wait as well.
    if (next.kind === "reload") this.options.onReload();
    const extraMs = next.kind === "come_back_later" ? next.afterMs : next.kind === "reload" ? kAfterReloadMs : 0;
    this.awayUntilMs = performance.now() + extraMs;
    // Where nobody was reached nobody is burdened by the next attempt. A server that answers and falls over is left alone.
    const longestMs = reached || code !== 1006 || !this.isWatched() ? Infinity : kRetryWatchedWithinMs;
    this.retryTimer = setTimeout(() => this.open(), extraMs + backoffMs(this.attempt++, Math.random(), longestMs));
  }

  /** Lets go of the socket without waiting for its close event, which a dead network never brings. */
  private drop(code: number): void {
    clearTimeout(this.deadline);
    const socket = this.socket;
    this.socket = undefined;
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close(code);
  }

  private setState(state: ConnectionState): void {
    this.state = state;
    this.options.onState(state);
  }

  private readonly onVisible = (): void => {
    if (document.visibilityState === "visible") this.wake();
  };

  /** Somebody looks again, the machine woke up, or the network is another: is the server still there? */
  private readonly wake = (): void => {
    if (this.stopped || this.state.kind === "refused" || this.state.kind === "connecting") return;
    if (!this.online && performance.now() < this.awayUntilMs) return;
    // How often it failed on the network as it was says nothing about this one.
    this.attempt = 0;
    this.gaveUp = 0;
    if (this.online) {
      this.pingsLeft = kPingsPerSync;
      this.ping(kAwakeWithinMs);
      return;
    }
    // An attempt begun on that network may hang for long.
    this.drop(4000);
    this.open();
  };

  /** A laptop whose lid was closed tells nobody that it slept: the page stays visible. Its clock shows it. */
  private beat(): void {
    const late = Date.now() - this.lastBeatMs;
    this.lastBeatMs = Date.now();
    if (late > kSleptMs) this.wake();
  }

  private readonly onNetworkLost = (): void => {
    if (!this.socket) return;
    this.drop(4000);
    this.onClosed(1006);
  };
}

/** The live endpoint of the server that this page came from. */
export function liveUrl(at: Location = location): string {
  return `${at.protocol === "https:" ? "wss" : "ws"}://${at.host}/ws`;
}
