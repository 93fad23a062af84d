// What travels between groups: two others back a group's question and take up its action point; questions are put together, an
// insight goes on the wall, an action point is read aloud and confirmed, and groups have the word equally long.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { HostDevice } from "./screens/host.js";
import { GroupScreen } from "./screens/group_screen.js";
import { JoinPage } from "./screens/join.js";
import { Phone } from "./screens/phone.js";
import { Speaker } from "./screens/speaker.js";
import { finishSmall, kGroupName, openConsole, prepareSmall } from "./seminar/small.js";
import { faults } from "./support/axe.js";
import { play } from "./support/scenes.js";
import { eventually, shows, showsNot } from "./support/wait.js";
import { words } from "./support/words.js";

const kLark = kGroupName;
const kNorth = "Familiecenter Nord";
const kNight = "Nattevagten";
const kTheme = "Børnenes stemme";
const kMeeting = "https://meet.example.org/samtale";
const kQuestion = "Hvordan taler man med et barn, der ikke vil tale?";
const kNearly = "Hvordan taler vi med børn, som ikke vil tale?";
const kOther = "Hvad gør I, når forældrene ikke er enige?";
const kPlain = "Hvordan hjælper man et barn i gang med at tale?";
const kInsight = "Børnene siger det tit med kroppen først";
const kPoint = "Vi går en tur med barnet, før vi holder mødet";
const kBetter = "Vi går en tur med hvert barn, før vi holder mødet";
const kReservation = "Jeg er i tvivl, om vi har tid til det";

const kRoles = { host: HostDevice, screen: GroupScreen, phone: Phone };
const everyDevice = ({ lark, north, night }) => [lark, north, night].flatMap((group) => Object.values(group));

async function join(cast, groupName, role) {
  const size = role === "phone" ? "phone" : role === "screen" ? "projector" : "laptop";
  const device = await cast.devices.add(`${groupName} ${role}`, { size });
  const door = new JoinPage(device);
  await door.open(cast.server.url);
  await door.type(cast.roomCode);
  await door.choose(groupName);
  await door.become(role);
  return new kRoles[role](device);
}

async function planned(cast) {
  const { planner } = cast;
  for (const name of [kNorth, kNight]) await planner.addGroup({ name, workplace: "", municipality: "", email: "a@example.org" });
  await planner.setMeeting(kMeeting);
  await planner.setThemes(kTheme, "Arbejdsgange");
  await planner.savePlan();
  await planner.setLengths({ TALK_1: "0,1", TALK_2: "0,1" });
  const speaker = await planner.invite(words("role.SPEAKER"), "Mette");
  cast.speaker = new Speaker(await cast.devices.add("speaker", { size: "phone" }));
  await cast.speaker.signIn(speaker);
}

async function allAreHere(cast) {
  cast.lark = { host: await join(cast, kLark, "host"), screen: await join(cast, kLark, "screen"), phone: await join(cast, kLark, "phone") };
  cast.north = { host: await join(cast, kNorth, "host"), phone: await join(cast, kNorth, "phone") };
  cast.night = { host: await join(cast, kNight, "host") };
  cast.console = await openConsole(cast);
  await cast.console.openLobby();
  await shows(cast.lark.host.page.getByTestId("meeting-link"));
  assert.equal(await cast.lark.host.page.getByTestId("meeting-link").getAttribute("href"), kMeeting);
  for (const kind of ["WELCOME", "TALK_1", "TALK_2", "LEARNING_CONVERSATION"]) {
    if (await cast.lark.host.phase.filter({ hasText: words("phase.LEARNING_CONVERSATION") }).count()) break;
    await cast.console.goTo(kind);
  }
  for (const device of everyDevice(cast)) await device.expectPhase("LEARNING_CONVERSATION");
}

async function questionsAndInsights(cast) {
  const { lark, night } = cast;
  await lark.host.ask(kQuestion);
  await lark.host.write("insight", kInsight);
  for (const more of ["Vi svarer, før barnet er færdigt", "Forældrene hører om mødet før barnet"]) await lark.host.write("insight", more);
  await night.host.ask(kOther);
  await cast.console.goTo("WRAP_UP");
  for (const device of everyDevice(cast)) await device.expectPhase("WRAP_UP");
}

async function backedByTwo(cast) {
  const { lark, north, night } = cast;
  // One sees it in the list; the other types nearly the same, and is offered to back it instead.
  await north.host.back(kQuestion);
  await night.host.page.getByTestId("ask-question").fill(kNearly);
  await shows(night.host.page.getByTestId("similar-question"), kQuestion);
  await night.host.page.getByTestId("back-instead").click();
  await showsNot(night.host.page.getByTestId("similar-question"));
  assert.equal(await night.host.page.getByTestId("ask-question").inputValue(), "");
  await eventually(async () => {
    const [first] = await cast.speaker.waiting.allInnerTexts();
    assert.ok(first.includes(kQuestion) && first.includes(words("staff.groups_behind", { count: 3 })), first);
  });
  await shows(lark.host.page.getByTestId("own-question"), kQuestion);
}

async function mergedAndReworded(cast) {
  const { lark, north, night } = cast;
  await north.host.ask("Tager I børnene med til mødet?");
  await cast.console.openQuestions();
  await cast.console.merge("Tager I børnene med", kOther);
  await shows(cast.speaker.question.filter({ hasText: kOther }).getByTestId("question-merged"), "Tager I børnene med");
  await shows(cast.speaker.question.filter({ hasText: kOther }), words("staff.groups_behind", { count: 2 }));
  await shows(north.host.page.getByTestId("own-question-became"), kOther);
  await cast.console.takeBack();
  await showsNot(north.host.page.getByTestId("own-question-became"));
  await shows(cast.speaker.question.filter({ hasText: kOther }), words("staff.groups_behind", { count: 1 }));
  await cast.console.merge("Tager I børnene med", kOther);

  await cast.console.reword(kQuestion, kPlain);
  await shows(cast.speaker.question.filter({ hasText: kPlain }), kQuestion);
  await shows(north.phone.otherQuestion.filter({ hasText: kPlain }), kQuestion);
  await cast.console.putQuestionOnStage(kPlain);
  await shows(lark.screen.stage, kPlain);
  await cast.console.page.getByTestId("clear-stage").click();
  await cast.console.park(kOther);
  await shows(cast.speaker.page.getByTestId("parked"), kOther);
  await shows(night.host.page.getByTestId("own-question-became"), words("question.parked"));
}

async function wallOfInsights(cast) {
  const { lark, north } = cast;
  await lark.host.shareInsight(kInsight);
  await cast.console.openWall();
  await shows(cast.console.page.getByTestId("wall-item"), kInsight);
  assert.equal(await north.phone.wallInsight.count(), 0, "nothing is on the wall before the facilitator puts it there");
  await cast.console.turnOnWall(kInsight);
  for (const device of [north.phone, north.host, lark.screen]) await shows(device.wallInsight, kInsight);
  await cast.console.turnOnWall(kInsight);
  for (const device of [north.phone, north.host, lark.screen]) await showsNot(device.wallInsight);
  await cast.console.turnOnWall(kInsight);
  await shows(lark.screen.wallInsight, kInsight);
}

async function agreed(cast) {
  const { lark } = cast;
  await cast.console.goTo("BREAK");
  await cast.console.goTo("PRODUCTIVE_CONVERSATION");
  await lark.host.expectPhase("PRODUCTIVE_CONVERSATION");
  await lark.host.page.getByTestId("carried-insight").filter({ hasText: kInsight }).click();
  await lark.host.agree({ what: kPoint, who: "Aya", firstStep: "Spørg to børn i morgen", needsLeadership: true });
  await shows(lark.host.actionPoint.filter({ hasText: kPoint }), kInsight);
  await lark.host.expectConfirmed(kPoint, false);
  await shows(lark.phone.actionPoint.filter({ hasText: kPoint }), words("agreed.draft"));
}

async function readAloudAndConfirmed(cast) {
  const { lark, night } = cast;
  while ((await lark.screen.stepName.innerText()) !== words("step.READ_ALOUD")) {
    const before = await lark.screen.stepName.innerText();
    await lark.host.nextStep();
    await eventually(async () => assert.notEqual(await lark.screen.stepName.innerText(), before));
  }
  await shows(lark.screen.wording, kPoint);
  // Somebody has a reservation, on the phone. Nobody is told who.
  const point = lark.phone.actionPoint.filter({ hasText: kPoint });
  await point.getByTestId("reservation-begin").click();
  await shows(point, words("agreed.reservation_audience"));
  await point.getByTestId("reservation-text").fill(kReservation);
  await point.getByTestId("reservation-save").click();
  await shows(lark.screen.page.getByTestId("far-reservation"), kReservation);
  await shows(lark.host.page.getByTestId("read-aloud"), kReservation);
  await lark.host.confirmReadAloud(kPoint);
  await lark.host.expectConfirmed(kPoint, true);
  await shows(lark.screen.page.getByTestId("far-read-aloud"), words("agreed.all_confirmed", { count: 1 }));
  // Other words are a draft again, until they are confirmed as well.
  await lark.host.change(kPoint, { what: kBetter });
  await lark.host.expectConfirmed(kBetter, false);
  await shows(lark.screen.wording, kBetter);
  await lark.host.confirmReadAloud(kBetter);
  await lark.host.expectConfirmed(kBetter, true);
  await lark.host.share(kBetter);
  await lark.host.chooseTheme(kBetter, kTheme);
  // As much as a group that has worked well takes home.
  for (const n of [2, 3, 4]) {
    await lark.host.agree({
      what: `${n}. Vi aftaler med barnet, hvem der siger hvad på mødet, og skriver det i indkaldelsen`,
      who: "Aya, Bo, Lederen",
      firstStep: "Tage det op på mandagsmødet og skrive det ind i vores vejledning",
      insight: kInsight,
      needsLeadership: true,
      obstacles: "Møderne bliver ofte flyttet med kort varsel",
      sign: "Barnet ved på forhånd, hvad mødet handler om",
    });
  }
  await night.host.agree({ what: "Vi holder fem minutters ro" });
  await night.host.share("Vi holder fem minutters ro");
}

const card = (device, text) => device.sharedPoint.filter({ hasText: text });

async function takenUp(cast) {
  const { lark, north, night } = cast;
  await cast.console.goTo("SHARING");
  for (const device of [north.phone, night.host]) await shows(card(device, kBetter));
  await shows(north.host.page.getByTestId("shelf"), kTheme);
  await shows(card(north.host, "Vi holder fem minutters ro"), words("agreed.draft"));
  await card(north.phone, kBetter).getByTestId("take-up").click();
  await shows(card(north.host, kBetter).getByTestId("taken-up"));
  await shows(north.host.actionPoint.filter({ hasText: kBetter }).getByTestId("ap-origin"), kLark);
  await north.host.expectConfirmed(kBetter, false);
  for (const device of [lark.host, lark.screen, lark.phone]) await shows(device.page.getByTestId("travelled"), kNorth);

  // The copy is shared, and a third group takes it up from there.
  await north.host.share(kBetter);
  await card(night.host, kBetter).filter({ hasText: words("agreed.from", { group: kLark }) }).getByTestId("take-up").click();
  await shows(lark.host.actionPoint.filter({ hasText: kBetter }).locator('[data-testid="ap-travels"][data-groups="2"][data-farthest="2"]'));
  await shows(lark.host.actionPoint.getByTestId("ap-travels"), kNight);
  // What began with us is not offered to us again.
  await eventually(async () => assert.equal(await card(lark.host, words("agreed.came_from_us")).getByTestId("take-up").count(), 0));

  await card(north.phone, kBetter).filter({ hasNotText: words("group.ours") }).first().getByTestId("thank").click();
  await shows(lark.host.actionPoint.getByTestId("ap-thanks"), kNorth);
  const theirs = card(north.host, kBetter).filter({ hasText: kLark }).filter({ has: north.host.page.getByTestId("ask-group") }).first();
  await theirs.getByTestId("ask-group").click();
  await theirs.getByTestId("ask-group-text").fill("Hvor længe går I?");
  await theirs.getByTestId("ask-group-text-send").click();
  await shows(lark.host.actionPoint.getByTestId("ap-asked"), "Hvor længe går I?");
  const said = Buffer.from("Hvor længe går I?");
  for (const device of [night.host, cast.speaker, cast.console]) {
    assert.ok(!device.device.frames.some((frame) => frame.includes(said)), "only the two groups are told");
  }
}

async function equallyLong(cast) {
  const groups = 3;
  for (let number = 1; number <= groups; number += 1) {
    await cast.console.callNextGroup();
    for (const device of everyDevice(cast)) await shows(device.stageClock, words("question.stage_number", { number, of: groups }));
    await shows(cast.console.page.getByTestId("stage-clock").first(), words("question.stage_number", { number, of: groups }));
  }
  await shows(cast.console.page.getByTestId("stage-all"));
  await cast.console.clearStage();
}

async function everybodyCanUseIt(cast) {
  for (const { page } of [...everyDevice(cast), cast.speaker, cast.console]) assert.deepEqual(await faults(page), []);
}

async function goneHome(cast) {
  const { lark, north } = cast;
  await cast.console.goTo("EVALUATION");
  await cast.console.end();
  for (const { takenHome } of [lark.host, lark.phone]) {
    await shows(takenHome, kBetter);
    await shows(takenHome.getByTestId("page-travels"), kNorth);
    await shows(takenHome, kInsight);
    await shows(takenHome, kReservation);
  }
  await shows(north.host.takenHome.getByTestId("page-taken"), kLark);
  assert.deepEqual(await faults(lark.host.page), []);
  const pdf = (await lark.host.page.pdf({ preferCSSPageSize: true })).toString("latin1");
  assert.equal(pdf.match(/\/Type\s*\/Page\b/g)?.length, 1, "one sheet of paper");
  assert.ok(/\/MediaBox\s*\[0 0 59[45][\d.]* 84[12][\d.]*\]/.test(pdf), "an A4 one");
}

async function takenAsFiles({ lark: { host } }) {
  const begins = { "page.pdf": "%PDF-", "share-pack.pdf": "%PDF-", "page.csv": "\uFEFF\"Hvad\";", "page.ics": "BEGIN:VCALENDAR\r\n" };
  for (const [file, beginning] of Object.entries(begins)) {
    const coming = host.page.waitForEvent("download");
    await host.takenHome.getByTestId(`take-${file}`).click();
    const download = await coming;
    const text = await readFile(await download.path(), "utf8");
    assert.ok(text.startsWith(beginning), `${file} begins with ${text.slice(0, 20)}`);
    assert.match(download.suggestedFilename(), new RegExp(`${kLark}.*\\.${file.split(".")[1]}$`));
    // Calendar files fold long lines and mark commas (RFC 5545).
    const plain = text.replaceAll("\r\n ", "").replaceAll("\\,", ",");
    if (!file.endsWith("pdf")) assert.ok(plain.includes(kBetter), `what was agreed is in ${file}`);
  }
}

async function noPageFailed({ devices }) {
  assert.deepEqual(devices.errors(), []);
}

play("other groups", {
  prepare: () => prepareSmall("other-groups"),
  finish: finishSmall,
  scenes: [
    ["the plan has themes and a link to the meeting", planned],
    ["three groups are in the learning conversation", allAreHere],
    ["they ask, and keep an insight", questionsAndInsights],
    ["two other groups back the question, one instead of asking nearly the same", backedByTwo],
    ["questions are put together and worded anew; the speaker sees the same", mergedAndReworded],
    ["an insight goes on the wall, and off it", wallOfInsights],
    ["an action point grows from the insight, as a draft", agreed],
    ["it is read aloud and confirmed; a reservation has no name", readAloudAndConfirmed],
    ["two other groups take it up, one from the other, and its own group sees how far it has come", takenUp],
    ["one group after the other has the word, equally long", equallyLong],
    ["everybody can use it", everybodyCanUseIt],
    ["the group's page is what it takes home, on one sheet of A4", goneHome],
    ["and as files, for paper, a spreadsheet, a calendar and colleagues", takenAsFiles],
    ["no page met an error", noPageFailed],
  ],
});
