import { expect, test } from "vitest";
import { create, AgendaSchema, Language, PhaseKind, StepKind } from "../src/protocol";
import {
  agendaOf,
  areCards,
  cardsIn,
  draftOf,
  isSendable,
  joinAgenda,
  newStep,
  otherLanguage,
  readMinutes,
  showMinutes,
  splitAgenda,
  startTimes,
  stepKindsOf,
  totalMs,
  translationIn,
  withTranslation,
} from "../src/screens/staff/planner/agenda_draft";
import { samplePhases } from "../src/dev/sample";

const agenda = create(AgendaSchema, { phases: samplePhases });

test("an agenda that nobody touched is sent back as it was", () => {
  expect(create(AgendaSchema, agendaOf(draftOf(agenda), agenda))).toEqual(agenda);
  expect(splitAgenda(draftOf(agenda))).toEqual(splitAgenda(draftOf(agenda)));
});

test("the break goes and comes back with its prompt", () => {
  const draft = draftOf(agenda);
  const pause = draft.find((p) => p.kind === PhaseKind.BREAK)!;
  const whole = totalMs(draft);
  pause.present = false;
  expect(agendaOf(draft, agenda).phases!.map((p) => p.kind)).not.toContain(PhaseKind.BREAK);
  expect(totalMs(draft)).toBe(whole - pause.lengthMs);
  pause.present = true;
  expect(splitAgenda(draft)).toEqual(splitAgenda(draftOf(agenda)));
});

test("a recording stored while the texts were being edited is not lost by saving them", () => {
  const draft = draftOf(agenda);
  draft[1]!.talkTitle = "Ny titel ";
  const stored = create(AgendaSchema, agenda);
  stored.phases = stored.phases.map((p) =>
    p.talk ? { ...p, talk: { ...p.talk, mediaId: "M".repeat(22), mediaLengthMs: 900_000 } } : p,
  );
  const talk = agendaOf(draft, stored).phases![1]!.talk!;
  expect(talk).toMatchObject({ title: "Ny titel", mediaId: "M".repeat(22), mediaLengthMs: 900_000 });
});

test("conversations wait for the facilitator, whatever the draft says", () => {
  const draft = draftOf(agenda);
  for (const phase of draft) phase.goesOnByItself = true;
  const sent = agendaOf(draft, agenda).phases!;
  const byItself = (kind: PhaseKind) => sent.find((p) => p.kind === kind)!.goesOnByItself;
  expect(byItself(PhaseKind.BREAK)).toBe(true);
  expect(byItself(PhaseKind.LEARNING_CONVERSATION)).toBe(false);
  expect(byItself(PhaseKind.PRODUCTIVE_CONVERSATION)).toBe(false);
});

test("the learning conversation offers no step that decides", () => {
  const kinds = stepKindsOf(PhaseKind.LEARNING_CONVERSATION);
  expect(kinds).not.toContain(StepKind.FORMULATE);
  expect(kinds).not.toContain(StepKind.CHOOSE);
});

test("minutes are read with comma and point, and nothing else", () => {
  expect(readMinutes(" 7,5 ")).toBe(450_000);
  expect(readMinutes("7.5")).toBe(450_000);
  expect(readMinutes("35")).toBe(2_100_000);
  for (const wrong of ["", "-3", "3 min", "1e3", "1,5,2"]) expect(readMinutes(wrong), wrong).toBeNaN();
  expect(showMinutes(450_000, ",")).toBe("7,5");
  expect(showMinutes(2_100_000, ".")).toBe("35");
  expect(showMinutes(20_000, ".")).toBe("0.33");
});

test("a length out of range is not sent", () => {
  const draft = draftOf(agenda);
  expect(isSendable(draft)).toBe(true);
  draft[3]!.steps[0]!.lengthMs = NaN;
  expect(isSendable(draft)).toBe(false);
  draft[3]!.steps[0]!.lengthMs = 4 * 3_600_000 + 1;
  expect(isSendable(draft)).toBe(false);
});

test("start times follow from the lengths, past midnight too", () => {
  const draft = draftOf(agenda);
  expect(startTimes(draft, "09:00").slice(0, 4)).toEqual(["09:00", "09:10", "09:25", "09:40"]);
  expect(startTimes(draft, "23:45").slice(0, 3)).toEqual(["23:45", "23:55", "00:10"]);
  draft[0]!.present = false;
  expect(startTimes(draft, "09:00").slice(0, 2)).toEqual([undefined, "09:00"]);
  expect(startTimes(draft, "")[1]).toBeUndefined();
});

const kRich = create(AgendaSchema, {
  phases: [
    {
      kind: PhaseKind.LEARNING_CONVERSATION,
      lengthMs: 600_000,
      prompt: "Tal sammen",
      promptTranslations: [{ language: Language.ENGLISH, text: "Talk" }],
      steps: [
        {
          kind: StepKind.ROLE_CARDS,
          lengthMs: 600_000,
          prompt: "Giv dem en stemme",
          promptTranslations: [{ language: Language.ENGLISH, text: "Give them a voice" }],
          promptAlone: "Hvad ville de sige til dig?",
          cards: ["Barnet", "Naboen"],
        },
      ],
    },
  ],
});

test("words in another language, for one, and cards are sent back as they were, through the fields too", () => {
  const draft = draftOf(kRich);
  expect(create(AgendaSchema, agendaOf(draft, kRich))).toEqual(kRich);
  const again = joinAgenda(splitAgenda(draft), draftOf(undefined));
  expect(create(AgendaSchema, agendaOf(again, kRich))).toEqual(kRich);
});

test("a prompt in the other language is put in, changed and taken out, and what is empty is not sent", () => {
  const { ENGLISH, DANISH } = Language;
  expect(otherLanguage(DANISH)).toBe(ENGLISH);
  expect(otherLanguage(ENGLISH)).toBe(DANISH);
  const put = withTranslation([{ language: DANISH, text: "Hej" }], ENGLISH, "Hello");
  expect(translationIn(put, ENGLISH)).toBe("Hello");
  expect(translationIn(put, DANISH)).toBe("Hej");
  expect(withTranslation(put, ENGLISH, "")).toEqual([{ language: DANISH, text: "Hej" }]);
  const draft = draftOf(kRich);
  const phase = draft.find((p) => p.kind === PhaseKind.LEARNING_CONVERSATION)!;
  phase.translations = withTranslation(phase.translations, ENGLISH, "  ");
  expect(agendaOf(draft, kRich).phases![0]!.promptTranslations).toEqual([]);
});

test("cards are one a line, at most eight of eighty letters, and only role cards have them", () => {
  expect(cardsIn(" Barnet \n\nNaboen\n")).toEqual(["Barnet", "Naboen"]);
  const step = { ...newStep(StepKind.ROLE_CARDS), cards: Array(8).fill("x".repeat(80)).join("\n") };
  expect(areCards(step)).toBe(true);
  expect(areCards({ ...step, cards: `${step.cards}\nx` })).toBe(false);
  expect(areCards({ ...step, cards: "x".repeat(81) })).toBe(false);
  expect(areCards({ ...step, kind: StepKind.WRITE, cards: "x".repeat(81) })).toBe(true);
  const draft = draftOf(kRich);
  const learning = draft.find((p) => p.kind === PhaseKind.LEARNING_CONVERSATION)!;
  learning.steps[0]!.kind = StepKind.OPEN_TALK;
  expect(agendaOf(draft, kRich).phases![0]!.steps![0]!.cards).toEqual([]);
  learning.steps[0] = { ...step, cards: "x".repeat(81) };
  expect(isSendable(draft)).toBe(false);
});
