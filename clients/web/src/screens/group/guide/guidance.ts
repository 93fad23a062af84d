// What the host device says: one sentence to say now, and one why. Which sentence it is follows from where the group stands;
// the sentences themselves stand in i18n/…/guide.json, by these names. Pure.
import { PhaseKind, SessionState, StepKind } from "../../../protocol";

/** Where a group stands, in as many words as the sentences need. Names are empty when nobody is known. */
export interface Standing {
  state: SessionState;
  phase: PhaseKind | undefined;
  step: StepKind | undefined;
  /** How many are on the roster. */
  people: number;
  /** The others have gone on. */
  lingering: boolean;
  /** Said to be ready, and there is time to spare. */
  waiting: boolean;
  /** Two thirds of the productive conversation gone, and nothing agreed. */
  hurried: boolean;
  actionPoints: number;
  /** Of the step's own time. */
  time: "plenty" | "soon" | "over";
  round: "none" | "fresh" | "speaking" | "over" | "between" | "done";
  fishbowl: "few" | "pair" | "open";
  /** What everybody looks at. */
  stage: "none" | "ours" | "other";
  /** When the break ends is known. */
  hasTime: boolean;
  names: { begins: string; writes: string; reads: string; speaks: string; next: string; a: string; b: string };
}

/** The end of the texts' names: `guide.say.…` and `guide.why.…`. */
export interface Guidance {
  say: string;
  why: string;
}

const kSteps: Partial<Record<StepKind, string>> = {
  [StepKind.WRITE]: "write",
  [StepKind.OPEN_TALK]: "open_talk",
  [StepKind.CHOOSE]: "choose",
  [StepKind.SHARE]: "share",
  [StepKind.ROLE_CARDS]: "role_cards",
};

const both = (name: string): Guidance => ({ say: name, why: name });

export function guidanceOf(now: Standing): Guidance {
  if (now.state === SessionState.PLANNED) return both("planned");
  if (now.state === SessionState.ENDED) return both("ended");
  if (now.state === SessionState.LOBBY) return inLobby(now);
  if (now.step !== undefined) return now.people === 1 ? alone(now) : inStep(now);
  return inPhase(now);
}

const inLobby = ({ people }: Standing): Guidance => both(people === 0 ? "lobby_names" : people === 1 ? "lobby_alone" : "lobby");

function inPhase({ phase, people, names, stage, hasTime, waiting }: Standing): Guidance {
  switch (phase) {
    case PhaseKind.WELCOME:
      if (waiting) return both("waiting");
      if (people === 1) return both("alone_welcome");
      return { say: names.begins ? "welcome" : "welcome_nobody", why: "welcome" };
    case PhaseKind.TALK_1:
      return both("talk_1");
    case PhaseKind.TALK_2:
      return both("talk_2");
    case PhaseKind.WRAP_UP:
      return both(stage === "ours" ? "wrap_up_ours" : "wrap_up");
    case PhaseKind.BREAK:
      return { say: hasTime ? "break_until" : "break", why: "break" };
    case PhaseKind.SHARING:
      if (stage !== "ours") return both("sharing");
      return { say: names.reads ? "sharing_ours" : "sharing_ours_nobody", why: "sharing_ours" };
    default:
      return both("evaluation");
  }
}

function inStep(now: Standing): Guidance {
  const { step, names } = now;
  const productive = now.phase === PhaseKind.PRODUCTIVE_CONVERSATION;
  if (now.hurried) return both("hurry");
  if (now.waiting) return both("waiting");
  // Except in a round, which ends with its people.
  if (now.time === "over" && step !== StepKind.WRITE && step !== StepKind.ROUND) return both("step_over");
  const forWhom = (name: string, known: string): Guidance => ({ say: known ? name : `${name}_nobody`, why: name });
  switch (step) {
    case StepKind.WRITE:
      if (now.time !== "plenty") return both(`write_${now.time}`);
      return { say: "write", why: productive ? "write_productive" : "write" };
    case StepKind.ROUND:
      // Nobody takes turns any more when the others have gone on.
      return now.lingering ? both("open_talk") : inRound(now, productive);
    case StepKind.FISHBOWL:
      return both(now.fishbowl === "few" ? "open_talk" : `fishbowl_${now.fishbowl}`);
    case StepKind.HARVEST:
      return forWhom("harvest", names.writes);
    case StepKind.FORMULATE:
      return forWhom("formulate", names.writes);
    case StepKind.READ_ALOUD:
      return now.actionPoints === 0 ? both("hurry_none") : forWhom("read_aloud", names.reads);
    default:
      return both(kSteps[step!] ?? "open_talk");
  }
}

function inRound({ round, people, names }: Standing, productive: boolean): Guidance {
  if (people === 0) return both("round_nobody");
  switch (round) {
    case "speaking":
      return both("round_speaking");
    case "over":
      return { say: names.next ? "round_over" : "round_over_last", why: "round_over" };
    case "between":
      return { say: "round_between", why: "round" };
    case "done":
      return { say: "round_done", why: productive ? "round_done_productive" : "round_done" };
    default:
      return both("round");
  }
}

/** Words for somebody who takes part alone: nobody to listen to, and no round. */
function alone(now: Standing): Guidance {
  if (now.hurried || (now.step === StepKind.READ_ALOUD && now.actionPoints === 0)) return both("alone_hurry");
  if (now.waiting) return both("waiting_alone");
  if (now.time === "over") return both("alone_over");
  switch (now.step) {
    case StepKind.WRITE:
      return both("alone_write");
    case StepKind.ROUND:
      return both("alone_round");
    case StepKind.ROLE_CARDS:
      return both("alone_role_cards");
    case StepKind.HARVEST:
      return both("alone_harvest");
    case StepKind.CHOOSE:
      return both("alone_choose");
    case StepKind.FORMULATE:
      return both("alone_formulate");
    case StepKind.READ_ALOUD:
      return both("alone_read_aloud");
    case StepKind.SHARE:
      return both("alone_share");
    default:
      return both("alone_open_talk");
  }
}

// What the group facilitator is told, rather than told to say.
const kNotAloud: ReadonlySet<string> = new Set(["planned", "lobby_alone", "round_speaking", "waiting"]);

/** Whether the sentence is to be spoken. Somebody alone need not. */
export const isSpoken = ({ say }: Guidance): boolean => !kNotAloud.has(say) && !/alone/.test(say);

/** The phases in which there are suggestions for time to spare, `guide.idle.<name>_<1…kSuggestions>`. */
export const kSuggestions = 3;
export function idleOf(phase: PhaseKind | undefined, people: number): string {
  const conversation = phase === PhaseKind.LEARNING_CONVERSATION || phase === PhaseKind.PRODUCTIVE_CONVERSATION;
  if (conversation && people === 1) return "alone";
  if (phase === PhaseKind.LEARNING_CONVERSATION) return "learning";
  if (phase === PhaseKind.PRODUCTIVE_CONVERSATION) return "productive";
  return "arriving";
}
