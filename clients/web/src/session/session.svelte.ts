// One live seminar as a screen sees it. Make one per page with a token; read its entities, they are reactive; send
// commands with `command(body)`, which shows as `waiting` until the server has saved or refused it.
//
//   const session = new Session({ token });   session.start();   onDestroy(() => session.stop());
//   session.entities.plan   session.group   session.phase   session.left   session.command({ case: "callHelp", value: {} })
import { create, type Changes, type Command, type CommandBody, type Position, type Rejection, type TalkReportBody, type Welcome } from "../protocol";
import { ChangesSchema, RejectionSchema, Role, SessionState } from "../protocol";
import { api, Connection, MediaLinks, liveUrl, type ConnectionState, type GroupFile } from "../connection";
import { lingeringLeft, lingeringOf, nextPhaseOf, phaseOf, placeOf, stepOf, stepTimeLeft, timeLeft, toneOf } from "./derived";
import { Entities } from "./entities.svelte";
import { Outbox } from "./outbox.svelte";
import type { Sent } from "./sent.svelte";
import { Ticker } from "./ticker.svelte";

export interface SessionOptions {
  token: string;
  /** Organisers name their seminar; for all others it follows from the token. */
  seminarId?: string;
  /** Names the device in the browser's storage, so that what waits outlives even its token. Else the token does. */
  deviceId?: string;
  /** Called when a command was refused, by the server or here (`sent.refusedHere`); screens show a message. */
  onRejected?: (rejection: Rejection, sent: Sent) => void;
  openSocket?: (url: string, protocols: string[]) => WebSocket;
}

type BodyOf<C extends CommandBody["case"]> = Extract<Command["body"], { case: C }>["value"];

export class Session {
  readonly entities = new Entities();
  readonly outbox: Outbox;
  /** Where the recordings are fetched from. */
  readonly mediaLinks: MediaLinks;
  welcome = $state.raw<Welcome>();
  connection = $state.raw<ConnectionState>({ kind: "connecting" });
  private hasSnapshot = $state(false);
  private clockKnown = $state(false);
  private position: Position | undefined;
  /** Names this device in the browser's storage, for the outbox and for drafts. */
  readonly scope: string;
  private readonly line: Connection;
  private readonly ticker: Ticker;

  /** Everything a screen needs has arrived: draw. Stays true when the network goes. */
  readonly ready = $derived(this.hasSnapshot && this.clockKnown && !!this.entities.plan && !!this.entities.session);
  readonly plan = $derived(this.entities.plan);
  readonly session = $derived(this.entities.session);
  /** The device's own group; undefined for staff. */
  readonly group = $derived(this.entities.groups.get(this.welcome?.groupId ?? ""));
  /** Set while the group is still in the conversation before, with time of its own, and the others have gone on. */
  readonly lingering = $derived(lingeringOf(this.group, this.nowMs));
  private readonly place = $derived(placeOf(this.entities.session, this.lingering));
  readonly phase = $derived(phaseOf(this.entities.plan, this.place));
  readonly nextPhase = $derived(nextPhaseOf(this.entities.plan, this.place));
  readonly tone = $derived(this.entities.session?.state === SessionState.ENDED ? "evaluation" : toneOf(this.phase));
  readonly step = $derived(stepOf(this.entities.plan, this.place, this.group));
  readonly speed = $derived(Math.max(1, this.welcome?.speed ?? 1));
  readonly isStaff = $derived(this.welcome?.role === Role.ORGANISER || this.welcome?.role === Role.FACILITATOR);

  private readonly token: string;

  constructor(options: SessionOptions) {
    this.token = options.token;
    this.mediaLinks = new MediaLinks(options.token, options.seminarId);
    this.line = new Connection({
      url: liveUrl(),
      token: options.token,
      seminarId: options.seminarId,
      openSocket: options.openSocket,
      position: () => this.position,
      isLive: () => isLive(this.entities.session?.state),
      onWelcome: (welcome) => this.onWelcome(welcome),
      onChanges: (changes) => this.onChanges(changes),
      onRejection: (rejection) => this.outbox.rejected(rejection),
      onState: (state) => (this.connection = state),
      onClock: () => this.onClock(),
      onReload: reloadOnce,
    });
    this.scope = options.deviceId ?? scopeOf(options);
    this.outbox = new Outbox({
      device: this.scope,
      send: (command) => this.line.sendCommand(command),
      onRejected: (sent) => {
        options.onRejected?.(sent.rejection ?? create(RejectionSchema, { commandId: sent.id }), sent);
      },
    });
    this.ticker = new Ticker(() => this.serverNow());
  }

  start(): void {
    this.outbox.start();
    this.line.start();
  }

  stop(): void {
    this.line.stop();
    this.outbox.stop();
    this.ticker.stop();
  }

  /** Exact server time; for playing a recording. For drawing use `nowMs`. */
  serverNow(): number {
    return this.line.clock.serverNow();
  }

  /** Server time in whole seconds, reactive, the same on every screen. */
  get nowMs(): number {
    return this.ticker.nowMs;
  }

  /** What is left of the phase; undefined when none is running, whatever the timer says. */
  get left() {
    if (this.lingering) return lingeringLeft(this.lingering, this.entities.timer, this.nowMs);
    return this.phase && timeLeft(this.entities.timer, this.nowMs);
  }

  /** What is left of the group's step. */
  get stepLeft() {
    if (this.lingering) return this.left;
    return stepTimeLeft(this.step, this.entities.timer, this.nowMs, this.speed);
  }

  /** How this device stands with the talks, for staff to see. False when nobody could be told. */
  reportTalk(report: TalkReportBody): boolean {
    return this.line.sendTalkReport(report);
  }

  /** What the group takes home, as a file's bytes. Throws Refused or Unreachable. */
  takeHome(file: GroupFile, language: string): Promise<Uint8Array<ArrayBuffer>> {
    return api.groupFile(this.token, file, language);
  }

  command(body: CommandBody): Sent {
    return this.outbox.add(body);
  }

  /** Commands of one kind that wait for an answer or were refused: to show what is not saved yet where it was written. */
  pendingOf<C extends CommandBody["case"]>(kind: C): Sent[] {
    return [...this.outbox.pending.values()].filter((sent) => sent.command.body.case === kind);
  }

  /** The last waiting command of one kind about one thing: `waitingFor("removeNote", (v) => v.noteId === id)`. */
  waitingFor<C extends CommandBody["case"]>(kind: C, about: (value: BodyOf<C>) => boolean): Sent | undefined {
    return this.pendingOf(kind).findLast(
      ({ status, command: { body } }) => status === "waiting" && about(body.value as unknown as BodyOf<C>),
    );
  }

  /** Puts frames in by hand; for tests and the page of examples. */
  receive(frame: { welcome?: Welcome; changes?: Changes; serverMs?: number }): void {
    if (frame.serverMs !== undefined) this.line.clock.pong(this.line.clock.ping(), frame.serverMs);
    if (frame.welcome) this.onWelcome(frame.welcome);
    if (frame.changes) this.onChanges(frame.changes);
    if (frame.serverMs !== undefined) this.onClock();
  }

  private onWelcome(welcome: Welcome): void {
    this.welcome = welcome;
    // P-12: without `resumed` a snapshot follows; what we know stays on the screen until it is here.
    if (!welcome.resumed) this.position = undefined;
    this.outbox.resend();
  }

  private onChanges(changes: Changes = create(ChangesSchema)): void {
    if (changes.snapshot) {
      this.entities.clear();
      this.hasSnapshot = true;
    }
    for (const change of changes.changes) this.entities.apply(change);
    if (changes.position) this.position = changes.position;
    for (const id of changes.commandIds) this.outbox.saved(id);
  }

  private onClock(): void {
    this.clockKnown = true;
    this.ticker.align();
  }
}

// Who looks at a seminar that is only planned waits for its doors to open.
const isLive = (state?: SessionState): boolean =>
  state === SessionState.PLANNED || state === SessionState.LOBBY || state === SessionState.RUNNING;

/** Separates the outboxes of devices that share a browser, without writing the token a second time. */
function scopeOf({ token, seminarId = "" }: SessionOptions): string {
  let hash = 5381;
  for (const c of token + seminarId) hash = ((hash * 33) ^ c.charCodeAt(0)) >>> 0;
  return hash.toString(36);
}

const kReloadedKey = "samtale.reloaded_at";

/** A newer server asked for a newer client (P-14). Not twice within a minute: the reloaded page may be as old. */
function reloadOnce(): void {
  const last = Number(sessionStorage.getItem(kReloadedKey) ?? 0);
  if (Date.now() - last < 60_000) return;
  sessionStorage.setItem(kReloadedKey, String(Date.now()));
  location.reload();
}
