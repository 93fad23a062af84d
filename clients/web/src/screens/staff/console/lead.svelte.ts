// What a facilitator does to the session. Every command names the revision seen, so that two people pressing in the same
// moment do it once. One press moves, and can be taken back; only what cannot be brought back asks for a second press.
import { t } from "../../../i18n/index.svelte";
import {
  AdjustTimerSchema,
  EndSeminarSchema,
  GoToNextPhaseSchema,
  GoToPreviousPhaseSchema,
  OpenLobbySchema,
  PauseTimerSchema,
  ResumeTimerSchema,
  SessionState,
  create,
  ms,
  type CommandBody,
} from "../../../protocol";
import { readinessAsked, timeLeft, type Session } from "../../../session";
import { phaseName } from "../../words";
import { hasArrived, readinessOf, type Readiness } from "../standing";
import { offerUndo } from "../undo.svelte";
import { press, stillArmed, type Armed, type Guarded } from "./guard";

/**
 * What a move would take from people for good: groups that have not come miss the beginning, those that are not ready are cut
 * short, a recording begins anew when one comes back to it, and so do the steps of a conversation.
 */
export type Held = "missing" | "not_ready" | "recording" | "steps";

type Move = "goToNextPhase" | "goToPreviousPhase";

/** Where the session stood before it was moved. */
interface Standing {
  leftMs: number;
  paused: boolean;
}

/** The last moments of a recording are thanks and titles. */
const kRecordingOverMs = 5_000;
/** Back in a phase that goes on by itself, nobody is to be thrown out of it again at once. */
const kBackForMs = 60_000;

export class Lead {
  private armedAt = $state.raw<Armed>();

  constructor(private readonly session: Session) {}

  readonly readiness: Readiness = $derived.by(() =>
    readinessOf(this.session.entities.progress.values(), this.session.entities.presence, this.session.session),
  );
  readonly readinessAsked = $derived.by(() => readinessAsked(this.session.phase));
  readonly arrivals = $derived.by(() => {
    const groups = [...this.session.entities.progress.values()];
    return { arrived: groups.filter(hasArrived).length, of: groups.length };
  });
  readonly state = $derived.by(() => this.session.session?.state ?? SessionState.UNSPECIFIED);
  /** What a second press would do; undefined when nothing is armed. */
  readonly armed: Guarded | undefined = $derived.by(
    () => stillArmed(this.armedAt, this.phaseRevision, this.session.nowMs)?.what,
  );
  readonly paused = $derived.by(() => this.session.entities.timer?.state.case === "pausedLeftMs");
  readonly mayGoNext = $derived.by(
    () => this.state === SessionState.LOBBY || (this.state === SessionState.RUNNING && !!this.session.nextPhase),
  );
  readonly mayGoBack = $derived.by(
    () => this.state === SessionState.RUNNING && (this.session.session?.phaseIndex ?? 0) > 0,
  );
  readonly mayAdjust = $derived.by(() => this.state === SessionState.RUNNING && !!this.session.entities.timer);

  private get phaseRevision(): number {
    return this.session.session?.phaseRevision ?? 0;
  }

  /** Why one press of *next* is not enough. */
  holdsNext(): Held | undefined {
    const { arrived, of } = this.arrivals;
    if (this.state === SessionState.LOBBY) return arrived === of ? undefined : "missing";
    if (this.recordingPlays) return "recording";
    if (!this.readinessAsked || arrived === 0) return undefined;
    // When all have lost their connection nobody can be ready, and that is no reason to move.
    return this.readiness.of > 0 && this.readiness.ready === this.readiness.of ? undefined : "not_ready";
  }

  /** Why one press of *back* is not enough. */
  holdsBack(): Held | undefined {
    if (this.recordingPlays) return "recording";
    const begun = [...this.session.entities.progress.values()].some(
      ({ step, readyPhaseRevision }) =>
        (step?.phaseRevision === this.phaseRevision && step.step > 0) || readyPhaseRevision === this.phaseRevision,
    );
    return begun ? "steps" : undefined;
  }

  private get recordingPlays(): boolean {
    const { playback } = this.session.entities;
    const lengthMs = this.session.phase?.talk?.mediaLengthMs ?? 0;
    if (!playback?.mediaId || lengthMs === 0) return false;
    const { state } = playback;
    const atMs = state.case === "playingSinceMs" ? this.session.serverNow() - ms(state.value) : Number(state.value ?? 0);
    return atMs < lengthMs - kRecordingOverMs;
  }

  waiting(...kinds: CommandBody["case"][]): boolean {
    return kinds.some((kind) => this.session.pendingOf(kind).some((sent) => sent.status === "waiting"));
  }

  /** `echo`: a held key or the second half of a double click. */
  next(echo = false): void {
    if (!this.mayGoNext || this.waiting("goToNextPhase", "goToPreviousPhase")) return;
    if (this.decided("next", !this.holdsNext(), echo)) void this.move("goToNextPhase");
  }

  back(echo = false): void {
    if (!this.mayGoBack || this.waiting("goToNextPhase", "goToPreviousPhase")) return;
    if (this.decided("back", !this.holdsBack(), echo)) void this.move("goToPreviousPhase");
  }

  private decided(what: Guarded, safe: boolean, echo: boolean): boolean {
    const { phaseRevision } = this;
    const { go, armed } = press(this.armedAt, { what, safe, phaseRevision, nowMs: this.session.serverNow(), echo });
    this.armedAt = armed;
    return go;
  }

  disarm(): void {
    this.armedAt = undefined;
  }

  private send(move: Move) {
    const seen = { phaseRevision: this.phaseRevision };
    return move === "goToNextPhase"
      ? this.session.command({ case: move, value: create(GoToNextPhaseSchema, seen) })
      : this.session.command({ case: move, value: create(GoToPreviousPhaseSchema, seen) });
  }

  private async move(move: Move): Promise<void> {
    const left = this.session.phase && timeLeft(this.session.entities.timer, this.session.serverNow());
    if (!(await this.send(move).done)) return;
    // There is no way back into the lobby.
    if (!left || !this.session.phase) return;
    const { phaseRevision } = this;
    offerUndo({
      text: t("console.went_to", { name: phaseName(this.session.phase.kind) }),
      stillHolds: () => this.phaseRevision === phaseRevision && this.state === SessionState.RUNNING,
      undo: () => void this.takeBack(move === "goToNextPhase" ? "goToPreviousPhase" : "goToNextPhase", left),
    });
  }

  /** The server begins the phase anew; its clock is put back to where it stood, except where a recording begins anew too. */
  private async takeBack(move: Move, before: Standing): Promise<void> {
    if (!(await this.send(move).done)) return;
    const now = timeLeft(this.session.entities.timer, this.session.serverNow());
    if (!now || this.session.entities.playback?.mediaId) return;
    const atLeastMs = this.session.phase?.goesOnByItself ? kBackForMs / this.session.speed : 0;
    const deltaMs = Math.round((Math.max(before.leftMs, atLeastMs) - now.leftMs) * this.session.speed);
    if (deltaMs !== 0) await this.shift(deltaMs).done;
    if (before.paused) this.pauseOrResume();
  }

  pauseOrResume(): void {
    const timer = this.session.entities.timer;
    if (!this.mayAdjust || !timer || this.waiting("pauseTimer", "resumeTimer")) return;
    const seen = { timerRevision: timer.revision };
    if (this.paused) this.session.command({ case: "resumeTimer", value: create(ResumeTimerSchema, seen) });
    else this.session.command({ case: "pauseTimer", value: create(PauseTimerSchema, seen) });
  }

  adjust(minutes: number): void {
    if (this.mayAdjust) this.shift(minutes * 60_000);
  }

  /** As long as it is to be on the clock, however fast the seminar runs. */
  addTime(lengthMs: number): void {
    if (this.mayAdjust) this.shift(Math.round(lengthMs * this.session.speed));
  }

  /** In demonstrations the server makes it as much shorter as everything else. */
  private shift(deltaMs: number) {
    const { phaseRevision } = this;
    return this.session.command({ case: "adjustTimer", value: create(AdjustTimerSchema, { phaseRevision, deltaMs }) });
  }

  openLobby(): void {
    this.session.command({ case: "openLobby", value: create(OpenLobbySchema) });
  }

  end(): void {
    this.session.command({ case: "endSeminar", value: create(EndSeminarSchema, { phaseRevision: this.phaseRevision }) });
  }
}
