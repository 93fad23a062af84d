// What follows from entities and the time: how much is left, which phase and step. Pure; P-42 and P-43.
// `nowMs` is the ticker's value: server time floored to a whole second.
import {
  PhaseKind,
  SessionState,
  ms,
  type Group,
  type Lingering,
  type Phase,
  type Plan,
  type Session,
  type Stage,
  type Step,
  type StepPosition,
  type Timer,
} from "../protocol";

export interface TimeLeft {
  /** Not negative; 0 in overtime. */
  leftMs: number;
  /** How far past the end; 0 until the server has announced it. */
  overtimeMs: number;
  lengthMs: number;
  paused: boolean;
  overtime: boolean;
}

export function timeLeft(timer: Timer | undefined, nowMs: number): TimeLeft | undefined {
  if (!timer || timer.state.case === undefined) return undefined;
  const paused = timer.state.case === "pausedLeftMs";
  const left = timer.state.case === "pausedLeftMs" ? timer.state.value : ms(timer.state.value) - nowMs;
  const past = paused ? timer.pausedOvertimeMs : Math.max(0, -left);
  return {
    leftMs: Math.max(0, left),
    overtimeMs: timer.overtime ? past : 0,
    lengthMs: timer.lengthMs,
    paused,
    overtime: timer.overtime,
  };
}

/** Time passed in the phase, overtime included; stands still while paused. */
export function passedMs(timer: Timer | undefined, nowMs: number): number {
  if (!timer || timer.state.case === undefined) return 0;
  if (timer.state.case === "pausedLeftMs") return timer.lengthMs - timer.state.value + timer.pausedOvertimeMs;
  return timer.lengthMs - (ms(timer.state.value) - nowMs);
}

/** Set while a group with extra time is still in the conversation before, and the others have gone on. */
export const lingeringOf = (group: Pick<Group, "lingering"> | undefined, nowMs: number): Lingering | undefined =>
  group?.lingering && ms(group.lingering.untilMs) > nowMs ? group.lingering : undefined;

/** Where a group is: where everybody is, or in the conversation before. The session's own revision has moved on by one then. */
export const placeOf = (session: Session | undefined, lingering: Lingering | undefined): Session | undefined =>
  session && lingering
    ? { ...session, phaseIndex: lingering.phaseIndex, phaseRevision: session.phaseRevision - 1 }
    : session;

/** What a group that lingers has left, of all it got: since then the others have been in their phase. */
export function lingeringLeft(lingering: Lingering, timer: Timer | undefined, nowMs: number): TimeLeft {
  const leftMs = Math.max(0, ms(lingering.untilMs) - nowMs);
  const lengthMs = leftMs + Math.max(0, passedMs(timer, nowMs));
  return { leftMs, overtimeMs: 0, lengthMs, paused: false, overtime: false };
}

/** The running phase; undefined before the start and after the end. */
export function phaseOf(plan: Plan | undefined, session: Session | undefined): Phase | undefined {
  if (session?.state !== SessionState.RUNNING) return undefined;
  return plan?.agenda?.phases[session.phaseIndex];
}

export function nextPhaseOf(plan: Plan | undefined, session: Session | undefined): Phase | undefined {
  if (session?.state === SessionState.RUNNING) return plan?.agenda?.phases[session.phaseIndex + 1];
  if (session?.state === SessionState.LOBBY) return plan?.agenda?.phases[0];
  return undefined;
}

export interface StepNow {
  index: number;
  count: number;
  step: Step;
  next: Step | undefined;
  /** In time passed in the phase. */
  begunAtMs: number;
}

/** Where a group stands; undefined in phases without steps. A position from another phase means the first step. */
export function stepOf(
  plan: Plan | undefined,
  session: Session | undefined,
  group: Pick<Group, "step"> | undefined,
): StepNow | undefined {
  const steps = phaseOf(plan, session)?.steps ?? [];
  if (steps.length === 0 || !session) return undefined;
  const position: StepPosition | undefined =
    group?.step?.phaseRevision === session.phaseRevision ? group.step : undefined;
  const index = Math.min(position?.step ?? 0, steps.length - 1);
  return { index, count: steps.length, step: steps[index]!, next: steps[index + 1], begunAtMs: position?.begunAtMs ?? 0 };
}

/** The step's own timer; it pauses with the phase. `speed` is Welcome.speed. */
export function stepTimeLeft(
  now: StepNow | undefined,
  timer: Timer | undefined,
  nowMs: number,
  speed: number,
): TimeLeft | undefined {
  const phase = timeLeft(timer, nowMs);
  if (!now || !phase) return undefined;
  const lengthMs = now.step.lengthMs / Math.max(1, speed);
  const left = now.begunAtMs + lengthMs - passedMs(timer, nowMs);
  return {
    leftMs: Math.max(0, Math.min(left, lengthMs + 999)),
    overtimeMs: Math.max(0, -left),
    lengthMs,
    paused: phase.paused,
    overtime: left < 0,
  };
}

export interface StageTime {
  leftMs: number;
  lengthMs: number;
  over: boolean;
  /** The how-manieth group, of so many. */
  number: number;
  of: number;
}

/** How long the group on stage has the word; every group that shares gets as much. Undefined when no group is there. */
export function stageTime(stage: Stage | undefined, nowMs: number): StageTime | undefined {
  if (stage?.shown.case !== "groupId" || stage.lengthMs === 0) return undefined;
  const leftMs = ms(stage.begunAtMs) + stage.lengthMs - nowMs;
  // The ticker is floored to a second, so the first one could show more than there is.
  return {
    leftMs: Math.min(stage.lengthMs, Math.max(0, leftMs)),
    lengthMs: stage.lengthMs,
    over: leftMs <= 0,
    number: stage.number,
    of: stage.of,
  };
}

export function isReady(group: { readyPhaseRevision: number } | undefined, session: Session | undefined): boolean {
  return !!group && !!session && group.readyPhaseRevision === session.phaseRevision && group.readyPhaseRevision > 0;
}

/** Besides the conversations, whose last step asks. */
const kReadyAsked: readonly PhaseKind[] = [PhaseKind.WELCOME, PhaseKind.BREAK];

/**
 * Whether a group is asked in this phase if it is ready to go on. In a talk, the wrap-up, sharing and the evaluation nobody
 * asks, so nobody must wait for an answer either. Group devices and the console both go by this.
 */
export const readinessAsked = (phase: Phase | undefined): boolean =>
  !!phase && (phase.steps.length > 0 || kReadyAsked.includes(phase.kind));

/** Whether it is asked at this moment: in a conversation only in the last step. */
export const asksReadyNow = (phase: Phase | undefined, step: StepNow | undefined): boolean =>
  readinessAsked(phase) && !step?.next;

/** `12:05`, hours only when there are any. The ticker's floor is made good by flooring here. */
export function formatClock(lengthMs: number): string {
  const seconds = Math.max(0, Math.floor(lengthMs / 1000));
  const pad = (n: number) => String(n).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  return hours > 0 ? `${hours}:${pad(minutes)}:${pad(seconds % 60)}` : `${minutes}:${pad(seconds % 60)}`;
}

/** The colour family of a phase: a value of `data-tone` in the design system. */
export type Tone = "welcome" | "talk" | "learning" | "wrapup" | "break" | "productive" | "sharing" | "evaluation";

const kTones: Record<PhaseKind, Tone> = {
  [PhaseKind.UNSPECIFIED]: "welcome",
  [PhaseKind.WELCOME]: "welcome",
  [PhaseKind.TALK_1]: "talk",
  [PhaseKind.TALK_2]: "talk",
  [PhaseKind.LEARNING_CONVERSATION]: "learning",
  [PhaseKind.WRAP_UP]: "wrapup",
  [PhaseKind.BREAK]: "break",
  [PhaseKind.PRODUCTIVE_CONVERSATION]: "productive",
  [PhaseKind.SHARING]: "sharing",
  [PhaseKind.EVALUATION]: "evaluation",
};

export const toneOf = (phase: Phase | undefined): Tone => kTones[phase?.kind ?? PhaseKind.WELCOME] ?? "welcome";

/** `K7QM3FPA` as people read it: `K7QM-3FPA`; with a group's number `K7QM-3FPA-12`. */
export function showCode(roomCode: string, groupNumber?: number): string {
  const halves = roomCode.length === 8 ? `${roomCode.slice(0, 4)}-${roomCode.slice(4)}` : roomCode;
  return groupNumber ? `${halves}-${groupNumber}` : halves;
}
