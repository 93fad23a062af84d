// Hand-made entities, to look at any screen without a server: `sampleSession({ role, phase })`.
import {
  ChangeSchema,
  NoteKind,
  PhaseKind,
  QuestionState,
  Role,
  SeatState,
  SessionState,
  StepKind,
  create,
  type Change,
  type MessageInitShape,
} from "../protocol";
import { Session } from "../session";
import { sampleMeeting, sampleSharing, sampleThemes } from "./sample_sharing";
import type { Pose } from "./sample_show.svelte";
import { sampleTalks, withRecordings } from "./sample_talks";
import { SampleSocket, sampleWelcome } from "./sample_socket";

const kMinute = 60_000;
export const kSeminarId = "AAAAAAAAAAAAAAAAAAAAAA";
const id = (n: number) => `${"A".repeat(18)}${String(n).padStart(4, "0")}`;

const steps = (...list: [StepKind, number, string][]) =>
  list.map(([kind, minutes, prompt]) => ({ kind, lengthMs: minutes * kMinute, prompt }));

export const samplePhases = [
  {
    kind: PhaseKind.WELCOME,
    lengthMs: 10 * kMinute,
    prompt:
      "Velkommen. Sig jeres navn og ét ord om, hvordan I kommer ind i dagen. Når vi er færdige, har I aftalt mindst én ting, I vil gøre anderledes.",
  },
  {
    kind: PhaseKind.TALK_1,
    lengthMs: 15 * kMinute,
    prompt: "Lyt med jeres egen hverdag i tankerne. Skriv gerne ned undervejs: Hvad kender vi? Hvad undrer os?",
    goesOnByItself: true,
    talk: { title: "Når børn ikke siger det højt", speakerName: "Mette Holm Sørensen", mediaId: "", mediaLengthMs: 0 },
  },
  {
    kind: PhaseKind.TALK_2,
    lengthMs: 15 * kMinute,
    prompt: "Lyt efter, hvad der bekræfter det første oplæg, og hvad der udfordrer det.",
    goesOnByItself: true,
    talk: { title: "Fra bekymring til samtale", speakerName: "Jonas Kjær", mediaId: "", mediaLengthMs: 0 },
  },
  {
    kind: PhaseKind.LEARNING_CONVERSATION,
    lengthMs: 35 * kMinute,
    prompt: "Nu skal I lære af oplæggene sammen. I skal ikke beslutte noget endnu.",
    steps: steps(
      [StepKind.WRITE, 5, "Skriv hver for sig i stilhed: Hvad hørte jeg, som betyder noget for mit arbejde? Hvad er jeg i tvivl om?"],
      [StepKind.ROUND, 14, "Tag en runde. Alle får lige lang tid og fortæller det vigtigste, de skrev. Vi andre lytter og afbryder ikke."],
      [StepKind.OPEN_TALK, 8, "Tal frit: Hvad går igen hos flere? Hvor ser vi forskelligt på det?"],
      [StepKind.HARVEST, 8, "Saml op: Hvilke to-tre indsigter vil vi gemme? Hvilket spørgsmål vil vi stille oplægsholderne?"],
    ),
  },
  {
    kind: PhaseKind.WRAP_UP,
    lengthMs: 20 * kMinute,
    prompt: "Oplægsholderne svarer på spørgsmål fra grupperne. Bak op om de spørgsmål, I også gerne vil have svar på.",
  },
  { kind: PhaseKind.BREAK, lengthMs: 10 * kMinute, prompt: "Pause. Vi fortsætter, når tiden er gået.", goesOnByItself: true },
  {
    kind: PhaseKind.PRODUCTIVE_CONVERSATION,
    lengthMs: 35 * kMinute,
    prompt: "Giver det her os grund til at ændre noget i vores egen praksis? Nu aftaler I det.",
    steps: steps(
      [StepKind.WRITE, 4, "Skriv hver for sig i stilhed: Én ting, vi kunne gøre anderledes fra næste uge."],
      [StepKind.ROUND, 10, "Tag en runde. Alle fortæller deres forslag, og hvorfor det ville gøre en forskel for dem, vi er her for."],
      [StepKind.CHOOSE, 5, "Vælg ét til tre forslag, som I faktisk tror på."],
      [StepKind.FORMULATE, 9, "Skriv handlepunkterne: Hvad gør vi? Hvem? Hvornår? Hvad er det første skridt?"],
      [StepKind.READ_ALOUD, 4, "Læs hvert handlepunkt højt. Er det sådan, vi mener det? Ret, til alle kan nikke."],
      [StepKind.SHARE, 3, "Hvilke handlepunkter vil I dele med de andre grupper? I bestemmer selv, ét for ét."],
    ),
  },
  { kind: PhaseKind.SHARING, lengthMs: 15 * kMinute, prompt: "Se, hvad de andre grupper vil gøre. Er der noget, I vil tage med hjem?" },
  { kind: PhaseKind.EVALUATION, lengthMs: 5 * kMinute, prompt: "Tak for i dag. Om fire uger ser I på jeres handlepunkter igen." },
];

const people = ["Anne", "Birgit", "Camilla", "Dorte", "Emil", "Freja", "Gorm"];
const kWithPhone = ["Camilla", "Emil"];
const kAgreed = [
  "Vi spørger barnet, hvem det helst vil have med til mødet.",
  "Svaret skriver vi i indkaldelsen, så forældrene kan se det, inden de kommer.",
  "Kan barnet ikke selv være der, aftaler vi, hvem der siger det for barnet, og fortæller bagefter, hvad der blev sagt, og hvad der nu skal ske.",
];
const places = ["Solgården", "Børnehuset Lærken", "Familiecenter Nord", "Skovbrynet", "Ungehuset", "Døgninstitutionen Åen"];

export interface SampleWish {
  role: Role;
  /** The running phase; `lobby`, `planned` and `ended` for outside. */
  phase?: PhaseKind | "lobby" | "planned" | "ended";
  step?: number;
  leftMs?: number;
  paused?: boolean;
  overtime?: boolean;
  groups?: number;
  broadcast?: string;
  empty?: boolean;
  /** So many action points shared by other groups. */
  shared?: number;
  helpCalled?: boolean;
  /** With drafts, copies, the wall of insights and merged questions. */
  sharing?: boolean;
  /** With recordings; in a talk so far into it. */
  talkAtMs?: number;
  /** Another kind of step where the group stands. */
  stepKind?: StepKind;
  /** How many of the seven are there. */
  people?: number;
  ready?: boolean;
  /** The others have gone on; so much time of its own is left. */
  lingersMs?: number;
  extraMs?: number;
  /** With recordings, and how the film stands on a group's screen; or on a page elsewhere. */
  talk?: Pose | "live" | "page";
}

const kPage = "https://film.example/oplaeg";

/** The agenda, with the step that was wished for where the group stands. */
function agendaFor(wish: SampleWish) {
  const { stepKind, step = 1 } = wish;
  const phases = wish.talk === "page" ? samplePhases.map((phase) => ("talk" in phase ? { ...phase, talk: { ...phase.talk!, pageUrl: kPage } } : phase)) : samplePhases;
  if (stepKind === undefined) return phases;
  return phases.map((phase) =>
    phase.kind === wish.phase && "steps" in phase
      ? { ...phase, steps: phase.steps!.map((one, i) => (i === step ? { ...one, kind: stepKind, prompt: kPrompts[stepKind] ?? one.prompt } : one)) }
      : phase,
  );
}
const kPrompts: Partial<Record<StepKind, string>> = {
  [StepKind.FISHBOWL]: "Hvad ville vi gøre, hvis vi havde mødt barnet i oplægget?",
  [StepKind.ROLE_CARDS]: "Hvad ville de sige til det, vi lige har talt om?",
};

export function sampleEntities(wish: SampleWish, now: number): Change[] {
  const phaseIndex = samplePhases.findIndex((p) => p.kind === wish.phase);
  const roster = people.slice(0, wish.empty ? 0 : wish.people).map((name, i) => ({ personId: id(100 + i), name, hasPhone: kWithPhone.includes(name) }));
  const state =
    wish.phase === "planned"
      ? SessionState.PLANNED
      : wish.phase === "lobby"
        ? SessionState.LOBBY
        : wish.phase === "ended"
          ? SessionState.ENDED
          : SessionState.RUNNING;
  const phase = samplePhases[Math.max(0, phaseIndex)]!;
  const leftMs = wish.leftMs ?? phase.lengthMs * 0.62;
  const talkAtMs = wish.talkAtMs ?? (wish.talk && wish.talk !== "page" ? phase.lengthMs - leftMs : undefined);
  const list: MessageInitShape<typeof ChangeSchema>["entity"][] = [
    {
      case: "plan",
      value: {
        seminarId: kSeminarId,
        title: "Når børn ikke siger det højt",
        language: 1,
        date: "2026-12-03",
        startsAt: "09:00",
        followUpOn: "2026-12-31",
        roomCode: "K7QM3FPA",
        agenda: { phases: talkAtMs === undefined ? agendaFor(wish) : withRecordings(agendaFor(wish)) },
        ...(wish.sharing ? { themes: sampleThemes, meetingUrl: sampleMeeting } : {}),
      },
    },
    { case: "session", value: { state, phaseIndex: Math.max(0, phaseIndex) + (wish.lingersMs ? 1 : 0), phaseRevision: wish.lingersMs ? 4 : 3 } },
    {
      case: "group",
      value: {
        groupId: id(1),
        name: "Team Lærke",
        workplace: "Børnehuset Lærken",
        number: 12,
        roster,
        step: { phaseRevision: 3, step: wish.step ?? 1, begunAtMs: Math.max(0, phase.lengthMs - leftMs - 4 * kMinute) },
        round: roster.length > 2 ? sampleRound(wish, phase.lengthMs - leftMs, roster.length) : undefined,
        readyPhaseRevision: wish.ready ? 3 : 0,
        extraMs: wish.extraMs,
        lingering: wish.lingersMs ? { phaseIndex: Math.max(0, phaseIndex), untilMs: BigInt(now + wish.lingersMs) } : undefined,
        arrivedAtMs: BigInt(now - 40 * kMinute),
        helpCalledAtMs: wish.helpCalled ? BigInt(now - kMinute) : 0n,
      },
    },
  ];
  if (state === SessionState.RUNNING) {
    const timer = wish.paused
      ? { case: "pausedLeftMs" as const, value: Math.round(leftMs) }
      : { case: "runningUntilMs" as const, value: BigInt(Math.round(now + (wish.overtime ? -95_000 : leftMs))) };
    list.push({ case: "timer", value: { revision: 5, lengthMs: phase.lengthMs, state: timer, overtime: !!wish.overtime } });
  }
  if (wish.broadcast) list.push({ case: "broadcast", value: { broadcastId: id(9), text: wish.broadcast, shownAtMs: BigInt(now) } });
  if (!wish.empty) list.push(...written(wish, now), ...staffView(wish, now));
  if (talkAtMs !== undefined) list.push(...sampleTalks(state, wish.phase, isStaff(wish) ? (wish.groups ?? 24) : 0, talkAtMs, !!wish.paused, now));
  if (wish.sharing) list.push(...sampleSharing(wish.role, wish.phase as PhaseKind, state, now, (days) => new Date(now + days * 86_400_000).toISOString().slice(0, 10)));
  return list.map((entity) => create(ChangeSchema, { entity }));
}

function sampleRound(wish: SampleWish, passedMs: number, count: number) {
  const { SPOKEN, SPEAKING, LATER, WAITING } = SeatState;
  const states = [SPOKEN, LATER, SPEAKING];
  const shareMs = 2 * kMinute;
  return {
    revision: 4,
    endsAtMs: passedMs + 8 * kMinute,
    seats: people.slice(0, count).map((_, i) => ({ personId: id(100 + i), state: states[i] ?? WAITING })),
    turnPersonId: id(102),
    turnBegunAtMs: Math.max(0, passedMs - (wish.overtime ? shareMs + 20_000 : 40_000)),
    turnLengthMs: shareMs,
    canUndo: true,
    nextPersonId: count > 3 ? id(103) : "",
    firstPersonId: id(101),
  };
}

function written(wish: SampleWish, now: number): MessageInitShape<typeof ChangeSchema>["entity"][] {
  const note = (n: number, kind: NoteKind, text: string) =>
    ({ case: "note", value: { noteId: id(n), kind, text, writtenAtMs: BigInt(now - n * 1000) } }) as const;
  const question = (n: number, group: string, text: string, backing: number, own = false) =>
    ({
      case: "question",
      value: {
        questionId: id(n),
        groupId: own ? id(1) : id(n + 500),
        groupName: group,
        text,
        backingGroupIds: Array.from({ length: backing }, (_, i) => id(600 + i)),
        state: n === 303 ? QuestionState.ANSWERED : QuestionState.ASKED,
        askedAtMs: BigInt(now - n * 1000),
      },
    }) as const;
  const stage =
    wish.phase === PhaseKind.WRAP_UP
      ? [{ case: "stage", value: { shown: { case: "questionId", value: id(301) }, groupName: "Familiecenter Nord" } } as const]
      : wish.phase === PhaseKind.SHARING && !wish.shared
        ? [{ case: "stage", value: { shown: { case: "groupId", value: id(2) }, groupName: "Skovbrynet", begunAtMs: BigInt(now - 35_000), lengthMs: 2 * kMinute, number: 3, of: 8 } } as const]
        : [];
  const shared = (n: number, group: number, name: string, what: string, who: string) =>
    ({
      case: "sharedActionPoint",
      value: { actionPointId: id(n), groupId: id(group), groupName: name, workplace: places[group % 6]!, what, who, byWhen: "2026-12-18", firstStep: "Tage det op på mandagsmødet", confirmed: n !== 413, signOfSuccess: n === 411 ? "Barnet siger selv noget til mødet" : "" },
    }) as const;
  return [
    note(201, NoteKind.INSIGHT, "Børnene siger det tit med kroppen, længe før de siger det med ord."),
    note(202, NoteKind.INSIGHT, "Vi spørger forældrene for sent."),
    note(203, NoteKind.GROUP, "Prøve at sidde ned sammen, før vi skriver underretningen."),
    ...(wish.role === Role.PHONE ? [note(204, NoteKind.PRIVATE, "Husk at tale med Dorte om tirsdagen.")] : []),
    question(301, "Familiecenter Nord", "Hvordan taler man med et barn, der ikke vil tale, uden at det bliver et forhør?", 7),
    question(302, "Team Lærke", "Hvad gør I, når forældrene ikke er enige?", 3, true),
    question(303, "Skovbrynet", "Hvor meget fortæller I barnet om, hvad der skal ske?", 1),
    {
      case: "actionPoint",
      value: {
        actionPointId: id(401),
        revision: 2,
        text: {
          what: "Vi holder en fast samtale med barnet, før vi taler med forældrene",
          who: "Camilla og Emil",
          byWhen: "2026-12-11",
          firstStep: "Skrive det ind i vores morgenmøde",
          needsLeadership: true,
          insightId: id(202),
        },
        shared: true,
        agreedAtMs: BigInt(now),
      },
    },
    {
      case: "actionPoint",
      value: { actionPointId: id(402), revision: 1, text: { what: "Vi prøver stille tid efter frokost i to uger", who: "Anne", byWhen: "" }, shared: false },
    },
    ...stage,
    shared(401, 1, "Team Lærke", "Vi holder en fast samtale med barnet, før vi taler med forældrene", "Camilla og Emil"),
    shared(411, 2, "Skovbrynet", "Vi inviterer altid barnet med til den sidste del af mødet", "Teamkoordinator"),
    shared(412, 3, "Ungehuset", "Én fast voksen ringer samme dag, når en ung er udeblevet", "Alle på vagt"),
    shared(413, 4, "Familiecenter Nord", "Vi skriver børnenes egne ord i journalen", "Sagsbehandlerne"),
    ...Array.from({ length: Math.max(0, (wish.shared ?? 0) - 3) }, (_, i) =>
      shared(420 + i, 10 + i, `Team ${i + 4}`, kAgreed.slice(0, 1 + (i % 3)).join(" "), "Hele teamet"),
    ),
  ];
}

const isStaff = ({ role }: SampleWish) => role === Role.ORGANISER || role === Role.FACILITATOR;

function staffView(wish: SampleWish, now: number): MessageInitShape<typeof ChangeSchema>["entity"][] {
  if (!isStaff(wish)) return [];
  return Array.from({ length: wish.groups ?? 24 }, (_, i) => i + 1).flatMap((n) => [
    {
      case: "groupProgress",
      value: {
        groupId: id(n),
        name: `${["Team Lærke", "Rødt team", "Nattevagten", "Familieteamet", "Team Syd"][n % 5]} ${n}`,
        workplace: places[n % 6]!,
        municipality: ["Odense", "Aarhus", "Vejle", "Ringsted"][n % 4]!,
        coordinatorEmail: `tovholder${n}@eksempel.dk`,
        number: n,
        expected: n % 7 !== 0,
        arrivedAtMs: n % 6 === 5 ? 0n : BigInt(now - 30 * kMinute),
        late: n % 9 === 4,
        people: n % 6 === 5 ? 0 : 3 + (n % 8),
        notes: (n * 5) % 11,
        questions: n % 3,
        actionPoints: n % 4,
        sharedActionPoints: n % 2,
        step: { phaseRevision: 3, step: n % 4, begunAtMs: 60_000 },
        readyPhaseRevision: n % 3 === 0 ? 3 : 0,
        helpCalledAtMs: n === 4 ? BigInt(now - 90_000) : 0n,
      },
    } as const,
    {
      case: "groupPresence",
      value: {
        groupId: id(n),
        hosts: n % 6 === 5 || n === 8 ? 0 : 1,
        screens: n % 2,
        phones: n % 5,
        worstRoundTripMs: n === 3 ? 900 : 20 + n,
        lastSeenAtMs: BigInt(now - (n === 8 ? 70_000 : 1_000)),
      },
    } as const,
  ]);
}

/** A session that believes it talks to a server. Its clock is an hour and a bit ahead of ours, as a test of the eye. */
export function sampleSession(wish: SampleWish): Session {
  const serverNow = () => Date.now() + 3_700_000;
  const welcome = sampleWelcome({
    role: wish.role,
    seminarId: kSeminarId,
    groupId: [Role.HOST, Role.SCREEN, Role.PHONE].includes(wish.role) ? id(1) : "",
    deviceId: id(7),
    name: "Karen",
    groupLink: "g1_dGhpcyBpcyBhIHNhbXBsZQ",
    roomLink: "r1_dGhpcyBpcyBhIHNhbXBsZQ",
  });
  return new Session({
    token: `sample-${wish.role}`,
    openSocket: () =>
      new SampleSocket(welcome, () => sampleEntities(wish, serverNow()), serverNow).asWebSocket(),
  });
}
