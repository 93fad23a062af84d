// What a group's screens know of the moment: who does what, how the round stands, whether the group keeps up. Read from the
// session; all of it follows from entities and the time, so every device of a group says the same.
import { PhaseKind, StepKind, type Person } from "../../../protocol";
import { isReady, passedMs, type Session } from "../../../session";
import { language, minutes, t, timeOfDay } from "../../../i18n/index.svelte";
import { languageCode } from "../../words";
import { roundOf, type RoundNow } from "../round";
import { beginnerOf, fishbowlOf, isAlone, noteTakerOf, readerOf, type Fishbowl } from "./casting";
import { guidanceOf, type Guidance, type Standing } from "./guidance";
import { promptOf, type Prompt } from "./prompt";
import { behindOf, hasTimeToSpare, isHurried, type Behind } from "./pace";

export interface Cast {
  alone: boolean;
  begins: Person | undefined;
  writes: Person | undefined;
  reads: Person | undefined;
  fishbowl: Fishbowl | undefined;
}

export function castOf(session: Session): Cast {
  const { group, phase, step } = session;
  const kind = phase?.kind ?? PhaseKind.UNSPECIFIED;
  const roster = group?.roster ?? [];
  const begins = group && session.session ? beginnerOf(group, session.session, phase, step?.index ?? 0) : undefined;
  const writes = noteTakerOf(roster, begins, kind);
  return {
    alone: isAlone(group),
    begins,
    writes,
    reads: readerOf(roster, writes),
    fishbowl: fishbowlOf(roster, begins, kind, session.stepLeft),
  };
}

/** The round of the step where the group stands; undefined where there is none. */
export const roundNow = (session: Session): RoundNow | undefined =>
  session.step?.step.kind === StepKind.ROUND && session.group && session.session && !session.lingering
    ? roundOf(session.group, session.session, session.entities.timer, session.nowMs, session.speed)
    : undefined;

function roundState(round: RoundNow | undefined): Standing["round"] {
  if (!round) return "none";
  if (round.turn) return round.turn.leftMs > 0 ? "speaking" : "over";
  if (!round.begun) return "fresh";
  return round.next ? "between" : "done";
}

function stageOf({ entities: { stage, questions }, welcome }: Session): Standing["stage"] {
  const shown = stage?.shown;
  if (!shown?.case) return "none";
  const owner = shown.case === "groupId" ? shown.value : questions.get(shown.value)?.groupId;
  return owner && owner === welcome?.groupId ? "ours" : "other";
}

export const isWaiting = (session: Session): boolean =>
  !session.lingering && hasTimeToSpare(isReady(session.group, session.session), session.left, session.speed);

export const isHurriedNow = (session: Session): boolean =>
  isHurried(session.phase?.kind, session.left, session.entities.actionPoints.size);

export function behindNow({ phase, step, entities: { timer }, group, nowMs, speed, lingering }: Session): Behind | undefined {
  if (!timer || !step || lingering) return undefined;
  const clock = { passedMs: passedMs(timer, nowMs), lengthMs: timer.lengthMs };
  return behindOf(phase, step.index, clock, speed, group?.extraMs);
}

const kSoonMs = 60_000;
/** In the last step the end of the phase is said, not the step's. */
function timeOf({ step, stepLeft, lingering, speed }: Session): Standing["time"] {
  if (!step?.next || !stepLeft || lingering) return "plenty";
  if (stepLeft.overtime) return "over";
  return stepLeft.leftMs <= kSoonMs / speed && stepLeft.lengthMs > (2 * kSoonMs) / speed ? "soon" : "plenty";
}

export interface Said extends Guidance {
  /** For the placeholders in the sentences. */
  words: Record<string, string>;
}

export function saidNow(session: Session): Said {
  const cast = castOf(session);
  const round = roundNow(session);
  const { phase, step, left, group } = session;
  const breakEndsMs = phase?.kind === PhaseKind.BREAK && left && !left.paused && !left.overtime ? session.nowMs + left.leftMs : undefined;
  const time = breakEndsMs ? timeOfDay(breakEndsMs) : "";
  const hurried = isHurriedNow(session);
  const names = {
    begins: cast.begins?.name ?? "",
    writes: cast.writes?.name ?? "",
    reads: cast.reads?.name ?? "",
    speaks: round?.current?.name ?? "",
    next: round?.next?.name ?? "",
    a: cast.fishbowl?.pair[0].name ?? "",
    b: cast.fishbowl?.pair[1].name ?? "",
  };
  const lengthMs = hurried ? Math.max(60_000, Math.floor((left?.leftMs ?? 0) / 60_000) * 60_000) : (step?.step.lengthMs ?? 0) / session.speed;
  const standing: Standing = {
    state: session.session!.state,
    phase: phase?.kind,
    step: step?.step.kind,
    people: group?.roster.length ?? 0,
    lingering: !!session.lingering,
    waiting: isWaiting(session),
    hurried,
    actionPoints: session.entities.actionPoints.size,
    time: timeOf(session),
    round: roundState(round),
    fishbowl: cast.fishbowl ? (cast.fishbowl.open ? "open" : "pair") : "few",
    stage: stageOf(session),
    hasTime: !!time,
    names,
  };
  return { ...guidanceOf(standing), words: { ...names, length: minutes(lengthMs, "long"), time } };
}

// What only makes sense with others; alone the host device's own sentence stands for it.
const kForSeveral: readonly StepKind[] = [StepKind.ROUND, StepKind.OPEN_TALK, StepKind.FISHBOWL];

/** The question of the phase or step. `own` false: without our own words where the agenda has none for one. */
export function promptNow(session: Session, own = true): Prompt | undefined {
  const { phase, group, plan, step } = session;
  const alone = isAlone(group) && !!step;
  if (alone && !step.step.promptAlone && kForSeveral.includes(step.step.kind)) {
    const text = t(step.step.kind === StepKind.ROUND ? "guide.say.alone_round" : "guide.say.alone_open_talk");
    return own ? { text, lang: language() } : undefined;
  }
  return promptOf(phase, step?.step, languageCode(plan?.language), language(), alone);
}
