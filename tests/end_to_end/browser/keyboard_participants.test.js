// A whole seminar without a mouse for those who take part: a participant on a phone with a keyboard, whoever looks after the
// group's screen, and a speaker. The facilitator and the group's host device have hands of their own in keyboard.test.js; here
// they are led as usual. Whatever changes meanwhile, nobody loses the place.
import assert from "node:assert/strict";
import { GroupScreen } from "./screens/group_screen.js";
import { HostDevice } from "./screens/host.js";
import { JoinPage } from "./screens/join.js";
import { Phone } from "./screens/phone.js";
import { Speaker } from "./screens/speaker.js";
import { finishSmall, joinAsHost, kGroupName, openConsole, prepareSmall } from "./seminar/small.js";
import { handle, Hands } from "./support/hands.js";
import { play } from "./support/scenes.js";
import { eventually, shows, showsNot } from "./support/wait.js";
import { words } from "./support/words.js";

const kOtherGroup = "PPR Midt";
const kNote = "Jeg svarer tit, før barnet er færdigt";
const kQuestion = "Hvordan lytter man, når der er travlt?";
const kTheirQuestion = "Hvad gør I, når forældre er uenige?";

async function prepare() {
  const cast = await prepareSmall("keyboard-participants");
  const link = await cast.planner.invite(words("role.SPEAKER"), "Anne Lykke Bæk");
  cast.console = await openConsole(cast);
  await cast.console.openLobby();
  cast.host = await joinAsHost(cast);
  await cast.host.addPeople("Åse");
  cast.phone = new Phone(await cast.devices.add("phone", { size: "phone" }));
  cast.screen = new GroupScreen(await cast.devices.add("screen", { size: "projector" }));
  cast.speaker = new Speaker(await cast.devices.add("speaker", { size: "phone" }));
  cast.taking = new Hands(cast.phone.page);
  cast.showing = new Hands(cast.screen.page);
  cast.speaking = new Hands(cast.speaker.page);
  cast.speakerLink = link;
  return cast;
}

async function allStand({ taking, showing, speaking }) {
  await taking.stand();
  await showing.stand();
  await speaking.stand();
}

/** The facilitator and the group's host go on as people do; nobody else's place is lost by it. */
async function goesOn(cast, kind) {
  await cast.console.goTo(kind);
  for (const device of [cast.phone, cast.screen, cast.host]) await device.expectPhase(kind);
  await shows(cast.speaker.phase, words(`phase.${kind}`));
  await allStand(cast);
}

async function aPhoneComesIn({ server, roomCode, phone, taking, host }) {
  await new JoinPage(phone).open(server.url);
  await taking.stand(handle("join-code"));
  // Half a code first: it is said, and the field keeps the focus.
  await phone.page.keyboard.type(roomCode.slice(0, 4));
  await taking.press("Enter");
  await shows(phone.page.getByTestId("join-error"));
  await taking.stand(handle("join-code"));
  await phone.page.keyboard.type(roomCode.slice(4));
  await taking.press("Enter");
  await shows(phone.page.getByTestId("join-group"));
  await taking.choose(`${handle("join-group")}[data-group="${kGroupName}"]`);
  await shows(phone.page.getByTestId("join-as-phone"));
  await taking.choose(handle("join-as-phone"));
  await shows(phone.page.getByTestId("phone-screen"));
  await taking.stand();
  // Åse is on the list already, and it is not her phone.
  await taking.choose(handle("not-listed"));
  await taking.stand(handle("my-name-field"));
  await taking.write(handle("my-name-field"), "Bjørn");
  await taking.press("Enter");
  await shows(host.person, "Bjørn");
  await showsNot(phone.page.getByTestId("my-name"));
  await taking.stand();
}

async function theScreenComesIn({ server, roomCode, screen, showing }) {
  await new JoinPage(screen).open(server.url);
  await showing.stand(handle("join-code"));
  await screen.page.keyboard.type(`${roomCode}-1`);
  await showing.press("Enter");
  await shows(screen.page.getByTestId("join-group-name"), kGroupName);
  await showing.choose(handle("join-as-screen"));
  await shows(screen.page.getByTestId("group-screen"));
  await shows(screen.code);
  await showing.choose(handle("toggle-code"));
  await showsNot(screen.code);
  await showing.stand(handle("toggle-code"));
  await showing.press("Enter");
  await shows(screen.code);
  await showing.choose(handle("sounds"));
  await shows(screen.page.locator(`${handle("sounds")}[aria-pressed=true]`));
  await showing.stand(handle("sounds"));
}

async function theSpeakerComesIn({ speaker, speakerLink, speaking }) {
  await speaker.signIn(speakerLink);
  await speaking.choose(handle("theme-dark"));
  await speaker.page.waitForFunction(() => document.documentElement.dataset.theme === "dark");
  await speaking.stand(handle("theme-dark"));
}

async function anotherGroupComes({ server, roomCode, devices }) {
  const device = await devices.add("other host");
  const door = new JoinPage(device);
  await door.open(server.url);
  await door.type(roomCode);
  await door.nameNewGroup(kOtherGroup, "Pædagogisk Psykologisk Rådgivning");
  await door.become("host");
  return new HostDevice(device);
}

async function writesForOneself(cast) {
  const { phone, taking } = cast;
  await goesOn(cast, "WELCOME");
  for (const kind of ["TALK_1", "TALK_2", "LEARNING_CONVERSATION"]) await goesOn(cast, kind);
  await taking.write(handle("write-own-note"), kNote);
  await taking.choose(handle("write-own-note-send"));
  await shows(phone.ownNote, kNote);
  await taking.stand(handle("write-own-note-send"));
  await taking.tabTo(handle("own-note-begin-edit"), { key: "Shift+Tab" });
  await taking.press("Enter");
  await taking.stand(handle("own-note-edit"));
  await phone.page.keyboard.press("End");
  await phone.page.keyboard.type(" med at tale");
  await taking.choose(handle("own-note-save"));
  await shows(phone.ownNote, `${kNote} med at tale`);
  await taking.stand();
}

async function hasTheTurn(cast) {
  const { host, phone, screen, taking } = cast;
  await host.nextStep();
  await host.expectStep("ROUND");
  await allStand(cast);
  await host.nextPerson();
  await shows(phone.turn, words("phone.you_speak", { name: "Åse" }));
  await shows(phone.page.getByTestId("my-turn-next"));
  // In the middle of a word the turn comes: nobody takes the field away.
  await taking.write(handle("write-own-note"), "Husk at");
  await host.nextPerson();
  await shows(phone.page.getByTestId("my-turn"), words("phone.your_turn"));
  await shows(screen.turn, "Bjørn");
  await taking.stand(handle("write-own-note"));
  await taking.tabTo(handle("my-turn-done"));
  await taking.press("Enter");
  await showsNot(phone.page.getByTestId("my-turn"));
  await shows(host.page.getByTestId("round-done"));
  await allStand(cast);
  assert.equal(await phone.page.getByTestId("write-own-note").inputValue(), "Husk at");
}

async function asks(cast) {
  const { phone, taking, speaker, speaking } = cast;
  await taking.write(handle("ask-question"), kQuestion);
  await taking.choose(handle("ask-question-send"));
  await shows(phone.ownQuestion, kQuestion);
  await taking.stand(handle("ask-question-send"));
  await shows(speaker.question, kQuestion);
  await speaking.stand();
  const other = await anotherGroupComes(cast);
  await other.expectPhase("LEARNING_CONVERSATION");
  await other.ask(kTheirQuestion);
  await shows(speaker.question, kTheirQuestion);
}

async function wantsAnAnswerToo(cast) {
  const { console, phone, screen, speaker, taking } = cast;
  await goesOn(cast, "WRAP_UP");
  const back = phone.otherQuestion.filter({ hasText: kTheirQuestion }).getByTestId("back-question");
  await shows(back);
  await taking.choose(handle("back-question"));
  await shows(back.and(phone.page.locator("[aria-pressed=true]")));
  await taking.stand(handle("back-question"));
  await console.putQuestionOnStage(kTheirQuestion);
  for (const device of [phone, screen]) await shows(device.stage, kTheirQuestion);
  await shows(speaker.onStage, kTheirQuestion);
  await allStand(cast);
  await console.markAnswered(kTheirQuestion);
  await showsNot(screen.stage);
  await shows(speaker.answered, kTheirQuestion);
  await allStand(cast);
}

async function agreesAndLooksAround(cast) {
  const { host, screen } = cast;
  await goesOn(cast, "BREAK");
  await goesOn(cast, "PRODUCTIVE_CONVERSATION");
  await host.agree({ what: "Vi går en tur med hvert barn", who: "Bjørn" });
  await shows(screen.page.getByTestId("just-agreed"), "Vi går en tur");
  await host.share("Vi går en tur");
  await allStand(cast);
  await goesOn(cast, "SHARING");
  for (const device of [screen, cast.phone]) await shows(device.gallery, "Vi går en tur");
}

async function saysGoodbye(cast) {
  const { console, phone, screen, taking, devices } = cast;
  await goesOn(cast, "EVALUATION");
  for (const device of [phone, screen]) await shows(device.goodbye, words("group.goodbye_title"));
  await taking.choose(handle("language-en"));
  await shows(phone.goodbye, words("group.goodbye_title", {}, "en"));
  await taking.stand(handle("language-en"));
  await console.end();
  await shows(phone.goodbye, words("group.ended", {}, "en"));
  await shows(screen.goodbye, words("group.ended"));
  await eventually(() => allStand(cast));
  assert.deepEqual(devices.errors(), []);
}

play("keyboard of participants", {
  prepare,
  finish: finishSmall,
  scenes: [
    ["a participant comes in with the code and says her name", aPhoneComesIn],
    ["the group's screen comes in; its buttons answer", theScreenComesIn],
    ["the speaker comes in and chooses dark colours", theSpeakerComesIn],
    ["a note for oneself, and a correction", writesForOneself],
    ["the own turn in a round comes while somebody types, and is handed on", hasTheTurn],
    ["a question to the speakers", asks],
    ["another group's question is backed, shown and answered", wantsAnAnswerToo],
    ["what is agreed and shared is seen", agreesAndLooksAround],
    ["goodbye, in another language, and the end", saysGoodbye],
  ],
});
