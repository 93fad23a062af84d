// A group agrees and shares, on hand-made entities: drafts and confirmation, reservations, the gallery, the wall, the group's page.
import { flushSync } from "svelte";
import { expect, test, vi } from "vitest";
import {
  ActionPointSchema,
  ChangesSchema,
  GroupMessageSchema,
  OriginSchema,
  PhaseKind,
  QuestionSchema,
  QuestionState,
  Role,
  SharedActionPointSchema,
  TravellerSchema,
  create,
  type Change,
  type Changes,
  type MessageInitShape,
} from "../src/protocol";
import type { Session } from "../src/session";
import { find, oneScreenAtATime, show } from "./support_group";

oneScreenAtATime();
const all = (testid: string) => [...document.querySelectorAll<HTMLElement>(`[data-testid="${testid}"]`)];
const text = () => document.body.textContent ?? "";
const id = (n: number) => `${"A".repeat(18)}${String(n).padStart(4, "0")}`;
const { PRODUCTIVE_CONVERSATION, SHARING, WRAP_UP, LEARNING_CONVERSATION } = PhaseKind;

function press(testid: string, at = 0) {
  all(testid)[at]!.click();
  flushSync();
}
function type(testid: string, value: string, at = 0) {
  const field = all(testid)[at] as HTMLInputElement;
  field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  flushSync();
}
function tell(session: Session, ...entities: MessageInitShape<typeof ChangesSchema>["changes"] & object) {
  session.receive({ changes: create(ChangesSchema, { changes: entities as Change[] }) as Changes });
  flushSync();
}
const submit = (testid: string) => {
  find(testid)!.dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
  flushSync();
};
const sharing = (role: Role, phase: PhaseKind, step?: number) => show({ role, phase, step, sharing: true });

test("a draft is marked as one wherever it stands, and a confirmed one as that", async () => {
  await sharing(Role.HOST, PRODUCTIVE_CONVERSATION, 3);
  expect(all("action-point").map((card) => card.querySelector<HTMLElement>('[data-testid="ap-state"]')!.dataset.confirmed)).toEqual(["true", "false"]);
  await sharing(Role.PHONE, PRODUCTIVE_CONVERSATION, 3);
  expect(all("ap-state").map((mark) => mark.dataset.confirmed)).toEqual(["true", "false"]);
  await show({ role: Role.PHONE, phase: SHARING, sharing: true, shared: 4 });
  const drafts = all("shared-action-point").filter((card) => card.textContent!.includes("Udkast"));
  expect(drafts.map((card) => card.dataset.actionPoint)).toEqual([id(413)]);
  await show({ role: Role.SCREEN, phase: SHARING, sharing: true, shared: 4 });
  expect(all("shared-action-point").filter((card) => card.textContent!.includes("Udkast"))).toHaveLength(1);
});

test("read aloud: screen and host device show the same draft, and confirming names the revision that was seen", async () => {
  const draft = "Vi prøver stille tid efter frokost i to uger";
  await sharing(Role.SCREEN, PRODUCTIVE_CONVERSATION, 4);
  expect(find("far-wording")!.textContent).toBe(draft);
  expect(find("far-reservation")!.textContent).toContain("Jeg er i tvivl");
  const session = await sharing(Role.HOST, PRODUCTIVE_CONVERSATION, 4);
  expect(find("read-aloud")!.textContent).toContain(draft);
  const command = vi.spyOn(session, "command");
  press("confirm");
  expect(command).toHaveBeenCalledWith({ case: "confirmActionPoint", value: { actionPointId: id(402), revision: 1, confirmed: true } });
  const point = session.entities.actionPoints.get(id(402))!;
  tell(session, { entity: { case: "actionPoint", value: create(ActionPointSchema, { ...point, revision: 2, confirmed: true }) } });
  expect(find("confirm")).toBeNull();
  expect(find("read-aloud")!.textContent).toContain("Alle 2 handlepunkter er bekræftet.");
});

test("a changed action point is a draft again before the server says so", async () => {
  const session = await sharing(Role.HOST, PRODUCTIVE_CONVERSATION, 3);
  session.command({ case: "editActionPoint", value: { actionPointId: id(401), revision: 2, text: { what: "Anderledes" } } });
  flushSync();
  expect(all("ap-state")[0]!.dataset.confirmed).toBe("false");
  expect((all("ap-confirm")[0] as HTMLButtonElement).disabled).toBe(true);
});

test("a reservation says that nobody is told who, stands beside the one before, and can be had back", async () => {
  const session = await sharing(Role.PHONE, PRODUCTIVE_CONVERSATION, 4);
  const command = vi.spyOn(session, "command");
  press("reservation-begin", 1);
  expect(text()).toContain("Ingen får at vide, hvem der skrev det.");
  type("reservation-text", "  Hvem dækker vagten?  ");
  press("reservation-save");
  const both = "Jeg er i tvivl, om de mindste kan vente så længe.\nHvem dækker vagten?";
  expect(command).toHaveBeenLastCalledWith({ case: "recordReservation", value: { actionPointId: id(402), text: both, seen: "Jeg er i tvivl, om de mindste kan vente så længe." } });
  await vi.advanceTimersByTimeAsync(20);
  const point = session.entities.actionPoints.get(id(402))!;
  tell(session, { entity: { case: "actionPoint", value: create(ActionPointSchema, { ...point, reservation: both }) } });
  press("reservation-settle");
  expect(command).toHaveBeenLastCalledWith({ case: "recordReservation", value: { actionPointId: id(402), text: "", seen: both } });
  await vi.advanceTimersByTimeAsync(20);
  tell(session, { entity: { case: "actionPoint", value: create(ActionPointSchema, { ...point, reservation: "" }) } });
  press("reservation-undo");
  expect(command).toHaveBeenLastCalledWith({ case: "recordReservation", value: { actionPointId: id(402), text: both, seen: "" } });
});

test("an action point grows from the insight that lies beside it, with the usual deadline and everything that unfolds", async () => {
  const session = await sharing(Role.HOST, PRODUCTIVE_CONVERSATION, 3);
  const command = vi.spyOn(session, "command");
  press("carried-insight");
  expect(all("carried-insight")[0]!.getAttribute("aria-pressed")).toBe("true");
  type("ap-what", "Vi ringer dagen før");
  all("ap-who-chips")[0]!.querySelectorAll("button")[0]!.click();
  all("ap-who-chips")[0]!.querySelectorAll("button")[8]!.click();
  flushSync();
  type("ap-first-step", " Skrive en liste ");
  press("ap-needs-leadership");
  type("ap-leadership", "Tid på mandag");
  type("ap-obstacles", "Ferie");
  type("ap-sign", "Færre aflyser");
  const twoWeeks = (find("ap-by-when") as HTMLInputElement).value;
  expect(find("ap-by-when-reading")!.textContent).toContain("om 2 uger");
  press("ap-first-step-by-tomorrow1");
  submit("action-point-form");
  const sent = command.mock.calls.at(-1)![0];
  expect(sent).toMatchObject({
    case: "addActionPoint",
    value: {
      text: {
        what: "Vi ringer dagen før",
        who: "Anne, Lederen",
        byWhen: twoWeeks,
        firstStep: "Skrive en liste",
        needsLeadership: true,
        neededFromLeadership: "Tid på mandag",
        obstacles: "Ferie",
        signOfSuccess: "Færre aflyser",
        insightId: id(202),
      },
    },
  });
});

test("a first step after the deadline is not sent; the staff meeting is asked for once and then known", async () => {
  const session = await show({ role: Role.HOST, phase: PRODUCTIVE_CONVERSATION, step: 3, empty: true });
  const command = vi.spyOn(session, "command");
  type("ap-what", "Vi holder pause");
  press("ap-by-when-meeting");
  expect(text()).toContain("Hvornår er jeres næste personalemøde?");
  type("ap-by-when", "2030-01-10");
  expect(find("ap-by-when-reading")!.textContent).toContain("torsdag den 10. januar 2030");
  type("ap-first-step-by", "2030-01-11");
  submit("action-point-form");
  expect(command).not.toHaveBeenCalled();
  expect(text()).toContain("Det første skridt ligger efter den dag");
  type("ap-first-step-by", "2030-01-09");
  submit("action-point-form");
  expect(command).toHaveBeenCalledOnce();
  // Later, in another form: the meeting is one press away.
  await vi.advanceTimersByTimeAsync(50);
  await show({ role: Role.HOST, phase: PRODUCTIVE_CONVERSATION, step: 3, empty: true });
  press("ap-by-when-meeting");
  expect((find("ap-by-when") as HTMLInputElement).value).toBe("2030-01-10");
});

test("another group's action point can be tried too, thanked for and asked about; one's own cannot", async () => {
  const session = await show({ role: Role.PHONE, phase: SHARING, sharing: true, shared: 4 });
  const command = vi.spyOn(session, "command");
  const card = () => document.querySelector<HTMLElement>(`[data-action-point="${id(412)}"]`)!;
  const own = document.querySelector<HTMLElement>(`[data-testid="shared-action-point"][data-action-point="${id(401)}"]`)!;
  expect(own.querySelector("button")).toBeNull();
  card().querySelector<HTMLElement>('[data-testid="take-up"]')!.click();
  expect(command).toHaveBeenLastCalledWith({ case: "takeUpActionPoint", value: { actionPointId: id(412) } });
  card().querySelector<HTMLElement>('[data-testid="thank"]')!.click();
  expect(command).toHaveBeenLastCalledWith({ case: "thankGroup", value: { actionPointId: id(412), thanked: true } });
  card().querySelector<HTMLElement>('[data-testid="ask-group"]')!.click();
  flushSync();
  expect(card().textContent).toContain("Kun Ungehuset og jer ser det");
  type("ask-group-text", "Hvem ringer om natten?");
  card().querySelector("form")!.dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
  expect(command).toHaveBeenLastCalledWith({ case: "askGroup", value: { actionPointId: id(412), text: "Hvem ringer om natten?" } });

  const shared = session.entities.sharedActionPoints.get(id(412))!;
  const taken = create(SharedActionPointSchema, { ...shared, takenUpByGroupIds: [id(1)], origin: create(OriginSchema, { groupId: id(9), groupName: "Rødt team" }) });
  const message = create(GroupMessageSchema, { messageId: "m", actionPointId: id(412), toGroupId: id(3), fromGroupId: id(1), text: "Hvem ringer om natten?" });
  tell(session, { entity: { case: "sharedActionPoint", value: taken } }, { entity: { case: "groupMessage", value: message } });
  await vi.advanceTimersByTimeAsync(500);
  flushSync();
  expect(card().querySelector('[data-testid="take-up"]')).toBeNull();
  expect(card().textContent).toContain("I prøver det også");
  expect(card().textContent).toContain("Taget op fra Rødt team");
  expect(card().querySelector('[data-testid="asked-group"]')!.textContent).toContain("I har spurgtHvem ringer om natten?");
  // What came from us is not taken back.
  const back = create(SharedActionPointSchema, { ...shared, origin: create(OriginSchema, { groupId: id(1), groupName: "Team Lærke" }) });
  tell(session, { entity: { case: "sharedActionPoint", value: back } });
  expect(card().textContent).toContain("Det kom fra jer selv.");
});

test("the gallery is sorted by what there is: themes when there are some, kinds of workplaces when there are several", async () => {
  const session = await show({ role: Role.HOST, phase: SHARING, shared: 4 });
  expect(find("gallery-order-theme")).toBeNull();
  const shared = session.entities.sharedActionPoints.get(id(412))!;
  tell(session, { entity: { case: "sharedActionPoint", value: create(SharedActionPointSchema, { ...shared, theme: "Arbejdsgange", area: 3 }) } });
  expect(all("shelf").map((shelf) => shelf.textContent)).toEqual(["Arbejdsgange1", "Uden tema4"]);
  press("gallery-order-area");
  expect(all("shelf").map((shelf) => shelf.textContent)).toEqual(["Døgnophold1", "Ikke oplyst4"]);
  press("gallery-order-newest");
  expect(all("shelf")).toEqual([]);
});

test("the moment an action point travels is told once, not what had travelled before", async () => {
  for (const role of [Role.SCREEN, Role.HOST, Role.PHONE]) {
    const session = await sharing(role, SHARING);
    expect(find("travelled")).toBeNull();
    const point = session.entities.actionPoints.get(id(401))!;
    const news = create(TravellerSchema, { groupId: id(77), groupName: "Børnehuset Åen", distance: 1 });
    tell(session, { entity: { case: "actionPoint", value: create(ActionPointSchema, { ...point, takenUpBy: [...point.takenUpBy, news] }) } });
    expect(find("travelled")!.textContent).toContain("Børnehuset Åen vil også prøve jeres handlepunkt");
    await vi.advanceTimersByTimeAsync(9_100);
    flushSync();
    expect(find("travelled")).toBeNull();
  }
  await sharing(Role.HOST, SHARING);
  const travels = find("ap-travels")!;
  expect([travels.dataset.groups, travels.dataset.farthest]).toEqual(["3", "2"]);
  expect(travels.textContent).toContain("Nattevagten");
  expect(find("ap-asked")!.textContent).toContain("Hvem holder samtalen hos jer");
  expect(find("ap-thanks")!.textContent).toContain("Skovbrynet");
  expect(all("ap-origin")[0]!.textContent).toContain("Skovbrynet, Solgården");
});

test("a question that is asked already is offered for backing; what was typed comes back", async () => {
  const session = await sharing(Role.HOST, WRAP_UP);
  const command = vi.spyOn(session, "command");
  type("ask-question", "Hvordan taler vi med børn, som ikke vil tale");
  expect(all("similar-question")[0]!.textContent).toContain("Hvordan taler man med et barn, der ikke vil tale");
  press("back-instead");
  expect(command).toHaveBeenLastCalledWith({ case: "backQuestion", value: { questionId: id(301), backed: true } });
  expect((find("ask-question") as HTMLTextAreaElement).value).toBe("");
  press("back-instead-undo");
  expect(command).toHaveBeenLastCalledWith({ case: "backQuestion", value: { questionId: id(301), backed: false } });
  expect((find("ask-question") as HTMLTextAreaElement).value).toBe("Hvordan taler vi med børn, som ikke vil tale");
  // Something else is asked freely.
  type("ask-question", "Hvor lang tid må det tage?");
  expect(find("similar-question")).toBeNull();
});

test("while others' questions cannot be seen, none of them is offered", async () => {
  await show({ role: Role.HOST, phase: LEARNING_CONVERSATION, step: 3, empty: true });
  type("ask-question", "Hvordan taler man med et barn, der ikke vil tale?");
  expect(find("similar-question")).toBeNull();
});

test("merged, reworded and parked questions say so, with the group's own words beside", async () => {
  const session = await sharing(Role.HOST, WRAP_UP);
  const others = all("other-question").map((one) => one.textContent!);
  expect(others.filter((one) => one.includes("Hvordan taler I med unge"))).toHaveLength(1);
  expect(others.find((one) => one.includes("Hvordan taler I med unge"))).toContain("Hvordan taler man med et barn");
  expect(others.find((one) => one.includes("Hvad gør man, når barnet ikke vil være med"))).toContain("Kan man tvinge et barn");
  expect(others.find((one) => one.includes("Hvor finder vi materialet?"))).toContain("Besvares skriftligt");
  const own = session.entities.questions.get(id(302))!;
  tell(session, { entity: { case: "question", value: create(QuestionSchema, { ...own, intoQuestionId: id(301) }) } });
  expect(find("own-question-became")!.textContent).toContain("Lagt sammen med: Hvordan taler man med et barn");
  expect(find("own-question-remove")).toBeNull();
  tell(session, { entity: { case: "question", value: create(QuestionSchema, { ...own, state: QuestionState.PARKED }) } });
  expect(find("own-question-became")!.textContent).toContain("Besvares skriftligt");
});

test("an insight is shared one by one, and the wall shows on host device, phone and group screen what has been put up", async () => {
  const session = await sharing(Role.HOST, WRAP_UP);
  const command = vi.spyOn(session, "command");
  expect(all("share-insight").map((one) => one.getAttribute("aria-checked"))).toEqual(["true", "false"]);
  press("share-insight", 1);
  expect(command).toHaveBeenLastCalledWith({ case: "shareInsight", value: { noteId: id(201), shared: true } });
  expect(all("wall-insight")).toHaveLength(3);
  await sharing(Role.PHONE, WRAP_UP);
  expect(all("wall-insight")).toHaveLength(3);
  expect(find("share-insight")).toBeNull();
  const screen = await sharing(Role.SCREEN, WRAP_UP);
  expect(find("wall")).toBeNull();
  tell(screen, { entity: { case: "stage", value: {} as never } });
  expect(all("wall-insight")).toHaveLength(3);
});

test("the meeting opens beside where somebody speaks to all, and only from an https address", async () => {
  for (const role of [Role.HOST, Role.PHONE, Role.SCREEN]) {
    const session = await sharing(role, WRAP_UP);
    const link = find("meeting-link") as HTMLAnchorElement;
    expect([link.href, link.target, link.rel]).toEqual(["https://meet.example.org/samtale", "_blank", "noopener noreferrer"]);
    expect(find("meeting-here"), "nobody's pages may be shown inside ours").toBeNull();
    tell(session, { entity: { case: "plan", value: { ...session.plan!, meetingUrl: "javascript:alert(1)" } } });
    expect(find("meeting-link")).toBeNull();
  }
  await sharing(Role.PHONE, PRODUCTIVE_CONVERSATION);
  expect(find("meeting-link")).toBeNull();
});

test("every screen shows how long the group on stage has left, and that it is the third of eight", async () => {
  for (const role of [Role.HOST, Role.PHONE, Role.SCREEN]) {
    await sharing(role, SHARING);
    expect(find("stage-clock")!.textContent).toContain("Gruppe 3 af 8");
    expect(find("stage-clock")!.dataset.state).toBe("running");
    await vi.advanceTimersByTimeAsync(90_000);
    flushSync();
    expect(find("stage-clock")!.dataset.state).toBe("over");
    expect(find("stage-clock")!.textContent).toContain("Tiden er gået. Giv ordet videre.");
  }
});

test("the group's page holds what it takes home, and can be looked at before the end", async () => {
  const expectPage = () => {
    const page = find("group-page")!.textContent!;
    for (const words of [
      "Team Lærke",
      "Fra bekymring til samtale (Jonas Kjær)",
      "En halv time mere på mandagsmødet",
      "Ungehuset (Ungehuset Åen)",
      "Skovbrynet, Solgården",
      "Vi spørger forældrene for sent.",
      "Jeg er i tvivl",
      "Udkast",
    ]) expect(page).toContain(words);
    expect(page).not.toContain("Husk at tale med Dorte");
    expect(all("page-action-point")).toHaveLength(3);
    expect(find("page-taken")!.textContent).toContain("Vi inviterer altid barnet med");
  };
  await show({ role: Role.HOST, phase: "ended", sharing: true });
  expectPage();
  expect(find("page-close")).toBeNull();
  await show({ role: Role.PHONE, phase: "ended", sharing: true });
  expectPage();
  for (const role of [Role.HOST, Role.PHONE]) {
    await sharing(role, SHARING);
    expect(find("group-page")).toBeNull();
    press("show-page");
    expectPage();
    press("page-close");
    expect(find("group-page")).toBeNull();
    expect(find("gallery")).not.toBeNull();
  }
});

test("what another group asks can be answered, worded anew and taken back; the answer names the one that was seen", async () => {
  const session = await sharing(Role.PHONE, SHARING);
  const command = vi.spyOn(session, "command");
  press("answer-begin");
  expect(text()).toContain("Kun Ungehuset og jer ser det");
  type("answer-text", " Emil ");
  all("answer-text")[0]!.closest("form")!.dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
  flushSync();
  const about = { messageId: id(901) };
  expect(command).toHaveBeenLastCalledWith({ case: "answerGroup", value: { ...about, text: "Emil", seen: "" } });
  expect(find("answer")!.textContent).toContain("Emil");
  await vi.advanceTimersByTimeAsync(20);
  const message = session.entities.messages.get(id(901))!;
  tell(session, { entity: { case: "groupMessage", value: create(GroupMessageSchema, { ...message, answer: "Emil" }) } });
  expect(find("answer-begin")).toBeNull();
  press("own-answer-begin-edit");
  type("own-answer-edit", "Emil eller Dorte");
  press("own-answer-save");
  expect(command).toHaveBeenLastCalledWith({ case: "answerGroup", value: { ...about, text: "Emil eller Dorte", seen: "Emil" } });
  press("own-answer-begin-edit");
  press("own-answer-remove");
  expect(command).toHaveBeenLastCalledWith({ case: "answerGroup", value: { ...about, text: "", seen: "Emil eller Dorte" } });
});

test("the group that asked sees the answer where it asked, and both stand on the group's page", async () => {
  await sharing(Role.HOST, SHARING);
  expect(find("answered")!.textContent).toContain("Så spørger vi, hvem der må sige det for det.");
  await show({ role: Role.HOST, phase: "ended", sharing: true });
  expect(find("page-asked")!.textContent).toContain("Ungehuset: Hvem holder samtalen");
  expect(find("page-questions")!.textContent).toContain("Svar: Så spørger vi");
  expect(find("answer-begin")).toBeNull();
});

test("what is shared says how one sees that it works", async () => {
  for (const role of [Role.PHONE, Role.SCREEN]) {
    await show({ role, phase: SHARING, sharing: true, shared: 4 });
    expect(all("shared-sign").map((line) => line.textContent)).toEqual(["Vi kan se, at det virker: Barnet siger selv noget til mødet"]);
  }
});
