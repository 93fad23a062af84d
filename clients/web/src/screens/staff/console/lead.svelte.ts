// What a facilitator does to the session. Every command names the revision seen, so that two people pressing in the same
// moment do it once. `next` and `back` go through the guard.
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
  type CommandBody,
} from "../../../protocol";
import type { Session } from "../../../session";
import { hasArrived, readinessOf, type Readiness } from "../standing";
import { press, stillArmed, type Armed, type Guarded } from "./guard";

export class Lead {
  private armedAt = $state.raw<Armed>();

  constructor(private readonly session: Session) {}

  readonly readiness: Readiness = $derived.by(() =>
    readinessOf(this.session.entities.progress.values(), this.session.entities.presence, this.session.session),
  );
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

  /**
   * Nothing speaks against going on: everybody who is here is ready, or everybody expected has come. When all have lost
   * their connection nobody can be ready, and that is no reason to move.
   */
  private get safeToGoOn(): boolean {
    const { arrived, of } = this.arrivals;
    if (this.state === SessionState.LOBBY) return arrived === of;
    return arrived === 0 || (this.readiness.of > 0 && this.readiness.ready === this.readiness.of);
  }

  waiting(...kinds: CommandBody["case"][]): boolean {
    return kinds.some((kind) => this.session.pendingOf(kind).some((sent) => sent.status === "waiting"));
  }

  /** `echo`: a held key or the second half of a double click. */
  next(echo = false): void {
    if (!this.mayGoNext || this.waiting("goToNextPhase", "goToPreviousPhase")) return;
    if (!this.decided("next", this.safeToGoOn, echo)) return;
    this.session.command({
      case: "goToNextPhase",
      value: create(GoToNextPhaseSchema, { phaseRevision: this.phaseRevision }),
    });
  }

  back(echo = false): void {
    if (!this.mayGoBack || this.waiting("goToNextPhase", "goToPreviousPhase")) return;
    if (!this.decided("back", false, echo)) return;
    this.session.command({
      case: "goToPreviousPhase",
      value: create(GoToPreviousPhaseSchema, { phaseRevision: this.phaseRevision }),
    });
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

  pauseOrResume(): void {
    const timer = this.session.entities.timer;
    if (!this.mayAdjust || !timer || this.waiting("pauseTimer", "resumeTimer")) return;
    const seen = { timerRevision: timer.revision };
    if (this.paused) this.session.command({ case: "resumeTimer", value: create(ResumeTimerSchema, seen) });
    else this.session.command({ case: "pauseTimer", value: create(PauseTimerSchema, seen) });
  }

  /** In demonstrations a minute is as much shorter as everything else. */
  adjust(minutes: number): void {
    if (!this.mayAdjust) return;
    const deltaMs = Math.round((minutes * 60_000) / this.session.speed);
    this.session.command({
      case: "adjustTimer",
      value: create(AdjustTimerSchema, { phaseRevision: this.phaseRevision, deltaMs }),
    });
  }

  openLobby(): void {
    this.session.command({ case: "openLobby", value: create(OpenLobbySchema) });
  }

  end(): void {
    this.session.command({ case: "endSeminar", value: create(EndSeminarSchema, { phaseRevision: this.phaseRevision }) });
  }
}
