// The agenda while an organiser edits it: all nine phases, the absent ones switched off, so that switching one back on brings
// its prompt back. Recordings are not part of the draft: they change by themselves when a file has been stored.
import { AgendaSchema, Language, PhaseKind, StepKind, create, newId, toBinary, type Agenda, type MessageInitShape } from "../../../protocol";
import type { Fields } from "../../../session";
import { addressWrong } from "./plan_checks";
import { kCard, kCardsPerStep, kLongestPhaseMs, kShortestPhaseMs, kStepsPerPhase } from "../limits";

/** A prompt in a language that is not the seminar's own. */
export type TranslationDraft = { language: Language; text: string };

export interface StepDraft {
  /** Of the row on the screen, nothing more. */
  key: string;
  kind: StepKind;
  prompt: string;
  translations: TranslationDraft[];
  /** Worded for somebody alone; empty: the prompt. */
  promptAlone: string;
  promptAloneTranslations: TranslationDraft[];
  /** Of role cards: one a line, as it is typed. */
  cards: string;
  lengthMs: number;
}

export interface PhaseDraft {
  kind: PhaseKind;
  present: boolean;
  prompt: string;
  translations: TranslationDraft[];
  /** NaN while the field holds something that is not a length. */
  lengthMs: number;
  goesOnByItself: boolean;
  steps: StepDraft[];
  talkTitle: string;
  speakerName: string;
  /** Of a talk without a recording: where it is shown. */
  pageUrl: string;
}

const kMinute = 60_000;
const kKinds = [
  PhaseKind.WELCOME,
  PhaseKind.TALK_1,
  PhaseKind.TALK_2,
  PhaseKind.LEARNING_CONVERSATION,
  PhaseKind.WRAP_UP,
  PhaseKind.BREAK,
  PhaseKind.PRODUCTIVE_CONVERSATION,
  PhaseKind.SHARING,
  PhaseKind.EVALUATION,
];
const kUsualMinutes: Partial<Record<PhaseKind, number>> = {
  [PhaseKind.WELCOME]: 10,
  [PhaseKind.BREAK]: 10,
  [PhaseKind.EVALUATION]: 5,
};

export const mayBeAbsent = (kind: PhaseKind): boolean => kUsualMinutes[kind] !== undefined;
export const isTalk = (kind: PhaseKind): boolean => kind === PhaseKind.TALK_1 || kind === PhaseKind.TALK_2;
export const isConversation = (kind: PhaseKind): boolean =>
  kind === PhaseKind.LEARNING_CONVERSATION || kind === PhaseKind.PRODUCTIVE_CONVERSATION;

const kTalking = [StepKind.WRITE, StepKind.ROUND, StepKind.FISHBOWL, StepKind.ROLE_CARDS, StepKind.OPEN_TALK];

/** No decisions in the learning conversation, so no steps that make them. */
export const stepKindsOf = (kind: PhaseKind): StepKind[] =>
  kind === PhaseKind.LEARNING_CONVERSATION
    ? [...kTalking, StepKind.HARVEST]
    : [
        ...kTalking,
        StepKind.CHOOSE,
        StepKind.FORMULATE,
        StepKind.READ_ALOUD,
        StepKind.SHARE,
      ];

export const newStep = (kind: StepKind): StepDraft => ({
  key: newId(),
  kind,
  prompt: "",
  translations: [],
  promptAlone: "",
  promptAloneTranslations: [],
  cards: "",
  lengthMs: 5 * kMinute,
});

/** The language besides the seminar's own. */
export const otherLanguage = (own: Language): Language => (own === Language.ENGLISH ? Language.DANISH : Language.ENGLISH);

export const translationIn = (translations: TranslationDraft[], language: Language): string =>
  translations.find((translation) => translation.language === language)?.text ?? "";

export const withTranslation = (translations: TranslationDraft[], language: Language, text: string): TranslationDraft[] => [
  ...translations.filter((translation) => translation.language !== language),
  ...(text ? [{ language, text }] : []),
];

const draftsOf = (translations: readonly TranslationDraft[]): TranslationDraft[] =>
  translations.map(({ language, text }) => ({ language, text }));
const trimmed = (translations: readonly TranslationDraft[]): TranslationDraft[] =>
  translations.map(({ language, text }) => ({ language, text: text.trim() })).filter(({ text }) => text);

export const cardsIn = (text: string): string[] =>
  text
    .split("\n")
    .map((card) => card.trim())
    .filter(Boolean);

export function draftOf(agenda: Agenda | undefined): PhaseDraft[] {
  return kKinds.map((kind) => {
    const phase = agenda?.phases.find((p) => p.kind === kind);
    return {
      kind,
      present: !!phase,
      prompt: phase?.prompt ?? "",
      translations: draftsOf(phase?.promptTranslations ?? []),
      lengthMs: phase?.lengthMs ?? (kUsualMinutes[kind] ?? 15) * kMinute,
      goesOnByItself: phase?.goesOnByItself ?? kind === PhaseKind.BREAK,
      steps: (phase?.steps ?? []).map((step) => ({
        key: newId(),
        kind: step.kind,
        prompt: step.prompt,
        translations: draftsOf(step.promptTranslations),
        promptAlone: step.promptAlone,
        promptAloneTranslations: draftsOf(step.promptAloneTranslations),
        cards: step.cards.join("\n"),
        lengthMs: step.lengthMs,
      })),
      talkTitle: phase?.talk?.title ?? "",
      speakerName: phase?.talk?.speakerName ?? "",
      pageUrl: phase?.talk?.pageUrl ?? "",
    };
  });
}

/** What to send. Recordings are taken from `current`, the agenda as the server has it now. */
export function agendaOf(draft: PhaseDraft[], current: Agenda | undefined): MessageInitShape<typeof AgendaSchema> {
  return {
    phases: draft
      .filter((phase) => phase.present)
      .map((phase) => {
        const recording = current?.phases.find((p) => p.kind === phase.kind)?.talk;
        return {
          kind: phase.kind,
          prompt: phase.prompt.trim(),
          promptTranslations: trimmed(phase.translations),
          lengthMs: phase.lengthMs,
          goesOnByItself: phase.goesOnByItself && !isConversation(phase.kind),
          steps: phase.steps.map((step) => ({
            kind: step.kind,
            prompt: step.prompt.trim(),
            promptTranslations: trimmed(step.translations),
            promptAlone: step.promptAlone.trim(),
            promptAloneTranslations: trimmed(step.promptAloneTranslations),
            // What was written before the step became one of another kind is not lost while it is edited, and not sent.
            cards: step.kind === StepKind.ROLE_CARDS ? cardsIn(step.cards) : [],
            lengthMs: step.lengthMs,
          })),
          talk: isTalk(phase.kind)
            ? {
                mediaId: recording?.mediaId ?? "",
                mediaLengthMs: recording?.mediaLengthMs ?? 0,
                versions: recording?.versions ?? [],
                hasPoster: recording?.hasPoster ?? false,
                captions: recording?.captions ?? [],
                title: phase.talkTitle.trim(),
                speakerName: phase.speakerName.trim(),
                pageUrl: phase.pageUrl.trim(),
              }
            : undefined,
        };
      }),
  };
}

/** The draft as fields that can be compared one by one: `4.prompt`, `4.steps`. The keys of rows are the screen's own. */
export function splitAgenda(draft: PhaseDraft[]): Fields {
  const fields: Fields = {};
  for (const { kind, steps, ...phase } of draft) {
    for (const [name, value] of Object.entries(phase)) fields[`${kind}.${name}`] = value;
    fields[`${kind}.steps`] = steps.map(({ key: _, ...step }) => ({ ...step }));
  }
  return fields;
}

/** Phases that have not changed stay the objects they were, so that nobody is thrown out of a field. */
export function joinAgenda(fields: Fields, before: PhaseDraft[]): PhaseDraft[] {
  return before.map((phase) => {
    const was = splitAgenda([phase]);
    if (Object.keys(was).every((field) => JSON.stringify(was[field]) === JSON.stringify(fields[field]))) return phase;
    const { kind } = phase;
    // JSON has no NaN: it is null there.
    const length = (value: unknown) => (typeof value === "number" ? value : NaN);
    const steps = (fields[`${kind}.steps`] ?? []) as unknown as Omit<StepDraft, "key">[];
    return {
      kind,
      present: fields[`${kind}.present`] === true,
      prompt: String(fields[`${kind}.prompt`] ?? ""),
      translations: (fields[`${kind}.translations`] ?? []) as unknown as TranslationDraft[],
      lengthMs: length(fields[`${kind}.lengthMs`]),
      goesOnByItself: fields[`${kind}.goesOnByItself`] === true,
      // A draft kept by an older page lacks what is newer.
      steps: steps.map((step) => ({ ...step, promptAloneTranslations: step.promptAloneTranslations ?? [], lengthMs: length(step.lengthMs), key: newId() })),
      talkTitle: String(fields[`${kind}.talkTitle`] ?? ""),
      speakerName: String(fields[`${kind}.speakerName`] ?? ""),
      pageUrl: String(fields[`${kind}.pageUrl`] ?? ""),
    };
  });
}

export const isLength = (lengthMs: number): boolean =>
  Number.isFinite(lengthMs) && lengthMs >= kShortestPhaseMs && lengthMs <= kLongestPhaseMs;

/** Few enough, and short enough to be read on a card. */
export const areCards = ({ kind, cards }: Pick<StepDraft, "kind" | "cards">): boolean =>
  kind !== StepKind.ROLE_CARDS || (cardsIn(cards).length <= kCardsPerStep && cardsIn(cards).every((card) => card.length <= kCard));

export const isSendable = (draft: PhaseDraft[]): boolean =>
  draft.every(
    (phase) =>
      !phase.present ||
      (isLength(phase.lengthMs) &&
        !addressWrong(phase.pageUrl) &&
        phase.steps.length <= kStepsPerPhase &&
        phase.steps.every((step) => isLength(step.lengthMs) && areCards(step))),
  );

/** How much of a message it is, all its texts together; compare with kItemBytes. Only of one that isSendable. */
export const bytesOf = (draft: PhaseDraft[], current: Agenda | undefined): number =>
  toBinary(AgendaSchema, create(AgendaSchema, agendaOf(draft, current))).length;

export const totalMs = (draft: PhaseDraft[]): number =>
  draft.reduce((sum, phase) => sum + (phase.present && isLength(phase.lengthMs) ? phase.lengthMs : 0), 0);

export const stepsMs = (phase: PhaseDraft): number =>
  phase.steps.reduce((sum, step) => sum + (isLength(step.lengthMs) ? step.lengthMs : 0), 0);

/** `7`, `7,5` and `7.5` minutes; NaN for anything else. */
export function readMinutes(text: string): number {
  const cleaned = text.trim().replace(",", ".");
  return /^\d+(\.\d+)?$/.test(cleaned) ? Math.round(Number(cleaned) * kMinute) : NaN;
}

/** At most two decimals, with the language's own decimal sign. */
export function showMinutes(lengthMs: number, decimalSign: "," | "."): string {
  return Number.isFinite(lengthMs) ? String(Math.round(lengthMs / 600) / 100).replace(".", decimalSign) : "";
}

/** When each phase begins if everything keeps its length; undefined without a start time. */
export function startTimes(draft: PhaseDraft[], startsAt: string): (string | undefined)[] {
  const match = /^(\d\d):(\d\d)$/.exec(startsAt);
  let at = match ? Number(match[1]) * 60 + Number(match[2]) : NaN;
  return draft.map((phase) => {
    if (!phase.present || Number.isNaN(at)) return undefined;
    const begins = Math.round(at) % 1440;
    at += isLength(phase.lengthMs) ? phase.lengthMs / kMinute : NaN;
    return `${String(Math.floor(begins / 60)).padStart(2, "0")}:${String(begins % 60).padStart(2, "0")}`;
  });
}
