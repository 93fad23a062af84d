// Hand-made entities of what groups agree and share: drafts and confirmed ones, copies that travelled, the wall of insights, and
// questions that were put together.
import { ChangeSchema, NoteKind, PhaseKind, QuestionState, Role, SessionState, type MessageInitShape } from "../protocol";

type Entity = MessageInitShape<typeof ChangeSchema>["entity"];
const id = (n: number) => `${"A".repeat(18)}${String(n).padStart(4, "0")}`;
const kMinute = 60_000;

export const sampleThemes = ["Børnenes stemme", "Samarbejde med forældre", "Arbejdsgange"];
export const sampleMeeting = "https://meet.example.org/samtale";

/** Stands over what the plain sample says, entity by entity. */
export function sampleSharing(role: Role, phase: PhaseKind | undefined, state: SessionState, now: number, day: (days: number) => string): Entity[] {
  const isStaff = role === Role.ORGANISER || role === Role.FACILITATOR;
  const inGroup = role === Role.HOST || role === Role.SCREEN || role === Role.PHONE;
  const late = phase === PhaseKind.SHARING || phase === PhaseKind.EVALUATION || state === SessionState.ENDED;
  const list: Entity[] = [];
  if (inGroup) {
    list.push({
      case: "actionPoint",
      value: {
        actionPointId: id(401),
        revision: 2,
        text: {
          what: "Vi holder en fast samtale med barnet, før vi taler med forældrene",
          who: "Camilla, Emil",
          byWhen: day(14),
          firstStep: "Skrive det ind i vores morgenmøde",
          firstStepBy: day(1),
          needsLeadership: true,
          neededFromLeadership: "En halv time mere på mandagsmødet",
          obstacles: "Vi har travlt om morgenen",
          signOfSuccess: "Barnet ved, hvad mødet handler om",
          insightId: id(202),
        },
        shared: true,
        theme: sampleThemes[0],
        confirmed: true,
        agreedAtMs: BigInt(now - 6 * kMinute),
        takenUpBy: late
          ? [
              { groupId: id(3), groupName: "Ungehuset", workplace: "Ungehuset Åen", distance: 1 },
              { groupId: id(4), groupName: "Familiecenter Nord", workplace: "Familiecenter Nord", distance: 1 },
              { groupId: id(5), groupName: "Nattevagten", workplace: "Døgninstitutionen Åen", distance: 2 },
            ]
          : [],
        thankedBy: late ? ["Skovbrynet"] : [],
      },
    });
    list.push({
      case: "actionPoint",
      value: {
        actionPointId: id(402),
        revision: 1,
        text: { what: "Vi prøver stille tid efter frokost i to uger", who: "Anne", byWhen: day(7) },
        agreedAtMs: BigInt(now - 20_000),
        reservation: "Jeg er i tvivl, om de mindste kan vente så længe.",
      },
    });
    if (late) {
      list.push({
        case: "actionPoint",
        value: {
          actionPointId: id(403),
          revision: 1,
          text: { what: "Vi inviterer altid barnet med til den sidste del af mødet", firstStep: "Tage det op på mandagsmødet" },
          agreedAtMs: BigInt(now - 10_000),
          origin: { actionPointId: id(411), groupId: id(2), groupName: "Skovbrynet", workplace: "Solgården" },
        },
      });
      list.push({
        case: "groupMessage",
        value: {
          messageId: id(901),
          actionPointId: id(401),
          toGroupId: id(1),
          fromGroupId: id(3),
          fromGroupName: "Ungehuset",
          text: "Hvem holder samtalen hos jer, når Camilla er syg?",
          askedAtMs: BigInt(now - 60_000),
        },
      });
      list.push({
        case: "groupMessage",
        value: {
          messageId: id(902),
          actionPointId: id(411),
          toGroupId: id(2),
          fromGroupId: id(1),
          fromGroupName: "Team Lærke",
          text: "Hvad gør I, når barnet ikke vil med?",
          askedAtMs: BigInt(now - 50_000),
          answer: "Så spørger vi, hvem der må sige det for det.",
          answeredAtMs: BigInt(now - 20_000),
        },
      });
    }
  }
  if (phase === PhaseKind.WRAP_UP || isStaff) {
    const wall = (n: number, groupName: string, text: string, shown: boolean): Entity => ({
      case: "wallInsight",
      value: { noteId: id(n), groupId: id(n - 700), groupName, text, shown },
    });
    list.push(wall(711, "Skovbrynet", "Børnene siger det tit med kroppen, længe før de siger det med ord.", true));
    list.push(wall(712, "Ungehuset", "Vi spørger forældrene for sent, og så er det svært at komme tilbage.", true));
    list.push(wall(713, "Familiecenter Nord", "Et ja fra et barn er ikke altid et ja.", !isStaff));
    const question = (n: number, groupName: string, text: string, more: object = {}): Entity => ({
      case: "question",
      value: { questionId: id(n), groupId: id(n + 500), groupName, text, state: QuestionState.ASKED, askedAtMs: BigInt(now - n * 1000), ...more },
    });
    list.push(question(304, "Ungehuset", "Hvordan taler I med unge, der ikke vil tale med nogen?", { intoQuestionId: id(301) }));
    list.push(question(305, "Nattevagten", "Kan man tvinge et barn til at være med?", { wording: "Hvad gør man, når barnet ikke vil være med til mødet?" }));
    list.push(question(306, "Rødt team", "Hvor finder vi materialet?", { state: QuestionState.PARKED }));
    list.push(question(307, "Team Syd", "Hvad gør man, når forældrene ikke er enige?"));
  }
  list.push({ case: "note", value: { noteId: id(202), kind: NoteKind.INSIGHT, text: "Vi spørger forældrene for sent.", writtenAtMs: BigInt(now - 202_000), shared: true } });
  return inGroup ? list : list.filter((entity) => entity?.case !== "note");
}
