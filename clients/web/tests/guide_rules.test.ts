// Who does what, whether a group keeps up, and which sentence the host device says: from made-up groups, without a screen.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { GroupSchema, PhaseKind, PhaseSchema, SeatState, SessionState, StepKind, create } from "../src/protocol";
import { beginnerOf, dealt, fishbowlOf, isAlone, noteTakerOf, readerOf } from "../src/screens/group/guide/casting";
import { guidanceOf, idleOf, isSpoken, kSuggestions, type Standing } from "../src/screens/group/guide/guidance";
import { behindOf, hasTimeToSpare, isHurried, isShortened } from "../src/screens/group/guide/pace";
import { promptOf } from "../src/screens/group/guide/prompt";

const kMinute = 60_000;
const { LEARNING_CONVERSATION: LEARNING, PRODUCTIVE_CONVERSATION: PRODUCTIVE } = PhaseKind;
const { WRITE, ROUND, OPEN_TALK, HARVEST } = StepKind;
const people = (n: number) => Array.from({ length: n }, (_, i) => ({ $typeName: "samtale.v1.Person" as const, personId: `p${i}`, name: `P${i}`, hasPhone: false }));
const learning = create(PhaseSchema, {
  kind: LEARNING,
  lengthMs: 35 * kMinute,
  steps: [
    { kind: WRITE, lengthMs: 5 * kMinute },
    { kind: ROUND, lengthMs: 14 * kMinute },
    { kind: OPEN_TALK, lengthMs: 8 * kMinute },
    { kind: HARVEST, lengthMs: 8 * kMinute },
  ],
});
const groupOf = (n: number, round: object = {}) =>
  create(GroupSchema, { roster: people(n), step: { phaseRevision: 3, step: 1 }, round: { firstPersonId: "p1", ...round } });

test("who begins is the same person before, in and after the round of a conversation", () => {
  const here = { phaseRevision: 3 };
  expect(beginnerOf(groupOf(5), here, learning, 0)!.name).toBe("P1");
  // Begun: the server now names who begins the next one.
  const seats = [{ personId: "p1", state: SeatState.SPEAKING }];
  expect(beginnerOf(groupOf(5, { firstPersonId: "p2", seats }), here, learning, 1)!.name).toBe("P1");
  expect(beginnerOf(groupOf(5, { firstPersonId: "p2" }), here, learning, 3)!.name).toBe("P1");
  // The seats of a conversation before are of no matter.
  expect(beginnerOf(groupOf(5, { firstPersonId: "p2", seats }), { phaseRevision: 4 }, learning, 0)!.name).toBe("P2");
  expect(beginnerOf(groupOf(0), here, learning, 0)).toBeUndefined();
});

test("the note-taker never begins the round, is another one in each conversation, and stays when somebody joins", () => {
  for (let n = 2; n <= 12; ++n) {
    const roster = people(n);
    for (const beginner of roster) {
      for (const kind of [LEARNING, PRODUCTIVE]) {
        const writes = noteTakerOf(roster, beginner, kind);
        expect(writes, `${n} people`).toBeDefined();
        expect(writes!.personId).not.toBe(beginner.personId);
      }
    }
    // As it goes: the first conversation begun by the first, the second by the second.
    const first = noteTakerOf(roster, roster[0], LEARNING);
    const second = noteTakerOf(roster, roster[1], PRODUCTIVE);
    expect(first, `${n} people`).not.toBe(second);
  }
  expect(noteTakerOf(people(7), people(7)[0], LEARNING)!.name).toBe(noteTakerOf(people(6), people(6)[0], LEARNING)!.name);
  expect(noteTakerOf(people(1), people(1)[0], LEARNING)).toBeUndefined();
  expect(noteTakerOf([], undefined, LEARNING)).toBeUndefined();
});

test("somebody else than the note-taker reads aloud", () => {
  for (let n = 2; n <= 8; ++n) {
    const roster = people(n);
    for (const writes of roster) expect(readerOf(roster, writes)).not.toBe(writes);
  }
  expect(readerOf(people(1), undefined)!.name).toBe("P0");
});

test("two talk first, others in each conversation; in the second half everybody; with fewer than three nobody would listen", () => {
  const roster = people(6);
  const half = { leftMs: 4 * kMinute, lengthMs: 8 * kMinute };
  const first = fishbowlOf(roster, roster[0], LEARNING, { ...half, leftMs: half.leftMs + 1 })!;
  expect(first.open).toBe(false);
  expect(fishbowlOf(roster, roster[0], LEARNING, half)!.open).toBe(true);
  const second = fishbowlOf(roster, roster[1], PRODUCTIVE, half)!;
  expect(first.pair.some((person) => second.pair.includes(person))).toBe(false);
  expect(first.pair[0]).not.toBe(first.pair[1]);
  for (let n = 3; n < 9; ++n) {
    const { pair } = fishbowlOf(people(n), undefined, PRODUCTIVE, undefined)!;
    expect(pair[0].personId).not.toBe(pair[1].personId);
  }
  expect(fishbowlOf(people(2), undefined, LEARNING, half)).toBeUndefined();
});

test("everybody is dealt a card and every card a voice, from the one who begins on", () => {
  const roster = people(3);
  const kCards = ["barnet", "forælderen", "den nye", "naboen"];
  expect(dealt(kCards, roster, roster[1]).map(({ person, cards }) => [person.name, ...cards])).toEqual([
    ["P1", "barnet", "naboen"],
    ["P2", "forælderen"],
    ["P0", "den nye"],
  ]);
  for (let n = 1; n <= 9; ++n) {
    for (let m = 1; m <= 8; ++m) {
      const hands = dealt(kCards.concat(kCards).slice(0, m).map((_, i) => `kort ${i}`), people(n), undefined);
      expect(new Set(hands.flatMap(({ cards }) => cards)).size).toBe(m);
      expect(hands.every(({ cards }) => cards.length > 0)).toBe(true);
    }
  }
  expect(dealt([], roster, undefined)).toEqual([]);
  expect(dealt(kCards, [], undefined)).toEqual([]);
});

test("a group is behind when its step should have ended two minutes ago, and hears what it can leave out", () => {
  const at = (stepIndex: number, minutes: number, lengthMs = 35 * kMinute, extraMs = 0) =>
    behindOf(learning, stepIndex, { passedMs: minutes * kMinute, lengthMs }, 1, extraMs);
  expect(at(0, 6.9)).toBeUndefined();
  expect(at(0, 7)).toMatchObject({ byMs: 2 * kMinute, leaveOut: { index: 2 } });
  expect(at(1, 21)!.leaveOut!.step.kind).toBe(OPEN_TALK);
  // Time the facilitator gave to all, or to this group, is there for every step.
  expect(at(1, 21, 40 * kMinute)).toBeUndefined();
  expect(at(1, 21, 35 * kMinute, 5 * kMinute)).toBeUndefined();
  expect(at(3, 50)).toBeUndefined();
  const bare = { ...learning, steps: learning.steps.filter(({ kind }) => kind !== OPEN_TALK) };
  expect(behindOf(bare, 0, { passedMs: 9 * kMinute, lengthMs: 35 * kMinute }, 1)!.leaveOut).toBeUndefined();
  // In a demo at ten times the speed two minutes are twelve seconds.
  expect(behindOf(learning, 0, { passedMs: 0.7 * kMinute, lengthMs: 3.5 * kMinute }, 10)).toBeDefined();
});

const left = (leftMs: number, overtime = false) => ({ leftMs, lengthMs: 30 * kMinute, overtimeMs: 0, paused: false, overtime });

test("two thirds of the productive conversation without an action point is the moment for a reminder", () => {
  expect(isHurried(PRODUCTIVE, left(10 * kMinute), 0)).toBe(false);
  expect(isHurried(PRODUCTIVE, left(10 * kMinute - 1), 0)).toBe(true);
  expect(isHurried(PRODUCTIVE, left(5 * kMinute), 1)).toBe(false);
  expect(isHurried(LEARNING, left(5 * kMinute), 0)).toBe(false);
  expect(isHurried(PRODUCTIVE, left(0, true), 0)).toBe(false);
});

test("time to spare is two minutes at least, and only for those who are ready", () => {
  expect(hasTimeToSpare(true, left(2 * kMinute), 1)).toBe(true);
  expect(hasTimeToSpare(true, left(2 * kMinute - 1), 1)).toBe(false);
  expect(hasTimeToSpare(false, left(9 * kMinute), 1)).toBe(false);
});

test("turns are called shorter when they are clearly so", () => {
  const step = { lengthMs: 14 * kMinute };
  expect(isShortened(2 * kMinute, step, 7, 1)).toBe(false);
  expect(isShortened(90_000, step, 7, 1)).toBe(true);
});

const kNames = { begins: "Anne", writes: "Bo", reads: "Carl", speaks: "Dorte", next: "Emil", a: "Anne", b: "Bo" };
const standing = (change: Partial<Standing>): Standing => ({
  state: SessionState.RUNNING,
  phase: LEARNING,
  step: WRITE,
  people: 6,
  lingering: false,
  waiting: false,
  hurried: false,
  actionPoints: 2,
  time: "plenty",
  round: "none",
  fishbowl: "few",
  stage: "none",
  hasTime: true,
  names: kNames,
  ...change,
});

test("in the round the sentence follows whose turn it is; alone there is none, and none with the others gone", () => {
  const say = (change: Partial<Standing>) => guidanceOf(standing({ step: ROUND, ...change })).say;
  expect(say({ round: "fresh" })).toBe("round");
  expect(say({ round: "speaking" })).toBe("round_speaking");
  expect(say({ round: "over" })).toBe("round_over");
  expect(say({ round: "over", names: { ...kNames, next: "" } })).toBe("round_over_last");
  expect(say({ round: "done" })).toBe("round_done");
  expect(say({ people: 0 })).toBe("round_nobody");
  expect(say({ people: 1, round: "fresh" })).toBe("alone_round");
  expect(say({ lingering: true })).toBe("open_talk");
});

test("a hurried group hears of one small step, whatever step it is in", () => {
  for (const step of [WRITE, ROUND, StepKind.CHOOSE, StepKind.FORMULATE, StepKind.SHARE]) {
    expect(guidanceOf(standing({ phase: PRODUCTIVE, step, hurried: true })).say).toBe("hurry");
  }
  expect(guidanceOf(standing({ phase: PRODUCTIVE, step: StepKind.READ_ALOUD, actionPoints: 0 })).say).toBe("hurry_none");
});

const texts = Object.fromEntries(
  ["da", "en"].map((code) => [code, JSON.parse(readFileSync(join(import.meta.dirname, `../src/i18n/${code}/guide.json`), "utf8"))]),
) as Record<string, Record<string, string>>;

/** Every standing there can be, roughly: all kinds, and everything else on and off. */
function* everywhere(): Generator<Standing> {
  const phases = Object.values(PhaseKind).filter((kind): kind is PhaseKind => typeof kind === "number");
  const steps = [undefined, ...Object.values(StepKind).filter((kind): kind is StepKind => typeof kind === "number")];
  const states = [SessionState.PLANNED, SessionState.LOBBY, SessionState.RUNNING, SessionState.ENDED];
  const rounds = ["none", "fresh", "speaking", "over", "between", "done"] as const;
  const nobody = { begins: "", writes: "", reads: "", speaks: "", next: "", a: "", b: "" };
  for (const state of states)
    for (const phase of state === SessionState.RUNNING ? phases : phases.slice(0, 1))
      for (const step of state === SessionState.RUNNING ? steps : [undefined])
        for (const people of [0, 1, 2, 6])
          for (const round of rounds)
            for (const time of ["plenty", "soon", "over"] as const)
              for (const fishbowl of ["few", "pair", "open"] as const)
                for (const on of ["", "waiting", "hurried", "lingering", "bare"]) {
                  const bare = on === "bare";
                  const names = people === 0 ? nobody : bare ? { ...kNames, next: "" } : kNames;
                  yield standing({
                    state, phase, step, people, round, time, fishbowl, names,
                    waiting: on === "waiting", hurried: on === "hurried", lingering: on === "lingering",
                    hasTime: !bare, actionPoints: bare ? 0 : 2, stage: bare ? "other" : "ours",
                  });
                }
}

test("wherever a group stands there is one sentence to say and one why, in both languages, and all of them are used", () => {
  const used = new Set<string>();
  const saidToNobody = new Set<string>();
  for (const now of everywhere()) {
    const { say, why } = guidanceOf(now);
    used.add(`guide.say.${say}`).add(`guide.why.${why}`);
    if (now.people === 0) saidToNobody.add(say);
  }
  // Nobody's name is left out of a sentence that needs one.
  for (const say of saidToNobody) expect(texts.da![`guide.say.${say}`], say).not.toMatch(/\{(begins|writes|reads)\}/);
  for (const code of ["da", "en"]) {
    for (const key of used) expect(texts[code], `${code} ${key}`).toHaveProperty([key]);
    const written = Object.keys(texts[code]!).filter((key) => /^guide\.(say|why)\./.test(key));
    expect(written.filter((key) => !used.has(key))).toEqual([]);
    // One breath each.
    for (const key of written) expect(texts[code]![key]!.length, `${code} ${key}`).toBeLessThanOrEqual(110);
  }
  expect(isSpoken({ say: "write", why: "write" })).toBe(true);
  expect(isSpoken({ say: "round_speaking", why: "" })).toBe(false);
});

test("there are suggestions for time to spare wherever readiness is asked", () => {
  for (const phase of [PhaseKind.WELCOME, PhaseKind.BREAK, LEARNING, PRODUCTIVE]) {
    for (const count of [1, 6]) {
      for (let i = 1; i <= kSuggestions; ++i) expect(texts.da).toHaveProperty([`guide.idle.${idleOf(phase, count)}_${i}`]);
    }
  }
  expect(idleOf(LEARNING, 1)).toBe("alone");
});

test("a prompt is shown in the screen's language when it is there, and for somebody alone in words for one", () => {
  const phase = { prompt: "Fase", promptTranslations: [] };
  const english = (text: string) => [{ $typeName: "samtale.v1.Translation" as const, language: 2, text }];
  const step = { prompt: "Trin", promptAlone: "Kun dig", promptTranslations: english("Step"), promptAloneTranslations: english("Only you") };
  expect(promptOf(phase, step, "da", "da")).toEqual({ text: "Trin", lang: "da" });
  expect(promptOf(phase, step, "da", "en")).toEqual({ text: "Step", lang: "en" });
  expect(promptOf(phase, step, "da", "da", true)).toEqual({ text: "Kun dig", lang: "da" });
  expect(promptOf(phase, step, "da", "en", true)).toEqual({ text: "Only you", lang: "en" });
  expect(promptOf(phase, { ...step, promptAloneTranslations: [] }, "da", "en", true)).toEqual({ text: "Kun dig", lang: "da" });
  expect(promptOf(phase, { ...step, promptAlone: "", promptAloneTranslations: [] }, "da", "en", true)).toEqual({ text: "Step", lang: "en" });
  expect(promptOf(phase, { prompt: "", promptAlone: "", promptTranslations: [], promptAloneTranslations: [] }, "da", "en")).toEqual({ text: "Fase", lang: "da" });
  expect(promptOf(undefined, undefined, "da", "en")).toBeUndefined();
});

test("one name makes a group of one; no name is not known", () => {
  expect(isAlone({ roster: people(1) })).toBe(true);
  expect(isAlone({ roster: [] })).toBe(false);
  expect(isAlone({ roster: people(2) })).toBe(false);
});
