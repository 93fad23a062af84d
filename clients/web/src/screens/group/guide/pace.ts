// Whether a group keeps up with its own plan, and what helps when it does not: what can be left out, or what is worth doing
// with time to spare. Pure. Times are those of the seminar's speed.
import { PhaseKind, StepKind, type Phase, type Step } from "../../../protocol";
import type { TimeLeft } from "../../../session";

/** Less than this is no delay, and no time to spare. */
export const kWorthAWordMs = 120_000;

// What a conversation can do without, the easiest first. Never the writing, the round, or what is agreed and read aloud.
const kCanBeLeftOut: readonly StepKind[] = [StepKind.FISHBOWL, StepKind.ROLE_CARDS, StepKind.OPEN_TALK, StepKind.SHARE];

export interface Behind {
  byMs: number;
  /** A step that can be left out, now or later; undefined: only be brief. */
  leaveOut: { index: number; step: Step } | undefined;
}

/** Undefined when the group is where it would be, or ahead. `extraMs`: time of its own. */
export function behindOf(
  phase: Pick<Phase, "steps" | "lengthMs"> | undefined,
  stepIndex: number,
  timer: { passedMs: number; lengthMs: number } | undefined,
  speed: number,
  extraMs = 0,
): Behind | undefined {
  if (!phase?.steps.length || !timer) return undefined;
  const plannedMs = phase.steps.slice(0, stepIndex + 1).reduce((sum, { lengthMs }) => sum + lengthMs / speed, 0);
  // What the facilitator added to the phase is there for this step too.
  const addedMs = timer.lengthMs - phase.lengthMs / speed + extraMs;
  const byMs = timer.passedMs - plannedMs - addedMs;
  // In the last step there is nothing to catch up with: the end of the phase is said anyway.
  if (stepIndex >= phase.steps.length - 1 || byMs < kWorthAWordMs / speed) return undefined;
  const ahead = phase.steps.map((step, index) => ({ step, index })).slice(stepIndex);
  const leaveOut = kCanBeLeftOut.map((kind) => ahead.find(({ step }) => step.kind === kind)).find(Boolean);
  return { byMs, leaveOut };
}

/** The group has done everything and the others have not. */
export const hasTimeToSpare = (ready: boolean, left: TimeLeft | undefined, speed: number): boolean =>
  ready && !!left && !left.overtime && left.leftMs >= kWorthAWordMs / speed;

/** Two thirds of the productive conversation are gone and nothing has been written. */
export const isHurried = (kind: PhaseKind | undefined, left: TimeLeft | undefined, actionPoints: number): boolean =>
  kind === PhaseKind.PRODUCTIVE_CONVERSATION &&
  actionPoints === 0 &&
  !!left &&
  !left.overtime &&
  left.leftMs < left.lengthMs / 3;

/** A turn that is clearly shorter than the plan would give: the group began late. */
export const isShortened = (shareMs: number, step: Pick<Step, "lengthMs">, people: number, speed: number): boolean =>
  people > 0 && shareMs < (step.lengthMs / speed / people) * 0.8;
