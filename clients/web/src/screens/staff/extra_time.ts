// How much longer a single group may stay in a conversation when the others go on, so that the whole seminar keeps its clock: five
// minutes, and never more than half of what comes next, or it would miss that. Nobody misses a talk. Pure; the server decides.
import { PhaseKind, type Phase, type Plan, type Session } from "../../protocol";
import { nextPhaseOf, phaseOf } from "../../session";

const kMostMs = 5 * 60_000;
const kMinute = 60_000;

export type WhyNone = "no_conversation" | "talk_next" | "last";

export interface ExtraBound {
  mostMs: number;
  /** Why there is none; undefined when there is some. */
  why: WhyNone | undefined;
}

const isTalk = (phase: Phase) => phase.kind === PhaseKind.TALK_1 || phase.kind === PhaseKind.TALK_2;
const isConversation = (phase: Phase | undefined) =>
  phase?.kind === PhaseKind.LEARNING_CONVERSATION || phase?.kind === PhaseKind.PRODUCTIVE_CONVERSATION;

export function extraBound(plan: Plan | undefined, session: Session | undefined): ExtraBound {
  const none = (why: WhyNone) => ({ mostMs: 0, why });
  if (!isConversation(phaseOf(plan, session))) return none("no_conversation");
  const next = nextPhaseOf(plan, session);
  if (!next) return none("last");
  if (isTalk(next)) return none("talk_next");
  return { mostMs: Math.min(kMostMs, next.lengthMs / 2), why: undefined };
}

/** Whole minutes up to the bound; the bound itself when it is shorter than a minute. */
export function extraChoices(mostMs: number): number[] {
  if (mostMs <= 0) return [];
  if (mostMs < kMinute) return [Math.floor(mostMs / 1000) * 1000];
  return [1, 2, 3, 5].map((minutes) => minutes * kMinute).filter((length) => length <= mostMs);
}
