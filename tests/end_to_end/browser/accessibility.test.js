// No screen has a fault that axe can find (WCAG 2.2 AA), in light and in dark colours, and each fits on 320 pixels and at 200 %
// zoom. What is being typed keeps the focus whatever arrives.
import assert from "node:assert/strict";
import { Board } from "./screens/board.js";
import { GroupScreen } from "./screens/group_screen.js";
import { JoinPage } from "./screens/join.js";
import { Phone } from "./screens/phone.js";
import { Speaker } from "./screens/speaker.js";
import { finishSmall, joinAsHost, kGroupName, openConsole, prepareSmall } from "./seminar/small.js";
import { faults } from "./support/axe.js";
import { play } from "./support/scenes.js";
import { expectSound } from "./support/sound.js";
import { eventually, shows } from "./support/wait.js";
import { words } from "./support/words.js";

async function theDoor(cast) {
  const device = await cast.devices.add("visitor", { size: "phone" });
  const door = new JoinPage(device);
  await door.open(cast.server.url);
  await door.page.getByTestId("join-code").waitFor();
  await expectSound({ code: door.page });
  await door.page.getByTestId("accessibility").click();
  await shows(door.page.getByRole("heading", { level: 1 }), words("accessibility.title"));
  await expectSound({ statement: door.page });
  await door.page.getByRole("button", { name: words("common.back") }).click();
  await door.type(cast.roomCode);
  await door.groups.first().waitFor();
  await expectSound({ "which group": door.page });
  await door.choose(kGroupName);
  await door.page.getByTestId("join-as-host").waitFor();
  await expectSound({ "which device": door.page });
  // And it would be seen if there were one.
  await door.page.evaluate(() => document.body.append(document.createElement("button")));
  assert.deepEqual((await faults(door.page)).map((fault) => fault.split(":")[0]), ["button-name"]);
}

async function planning(cast) {
  const { page } = cast.planner;
  await expectSound({ planner: page });
  for (const kind of ["TALK_1", "LEARNING_CONVERSATION"]) await page.getByTestId(`phase-${kind}-open`).click();
  await page.getByTestId("phase-WELCOME-minutes").fill("12");
  await page.getByTestId("agenda-save").waitFor();
  await expectSound({ "the agenda, changed": page });
  await page.getByTestId("agenda-undo").click();
  await cast.planner.beginPaste("Team Ærø;Børnehuset;Ærø;b@example.org\n;;;");
  await expectSound({ "a list pasted": page });
  await page.keyboard.press("Escape");
  const link = await cast.planner.invite(words("role.SPEAKER"), "Anne");
  await page.goto(`${cast.server.url}/planner`);
  await cast.planner.seminars.first().waitFor();
  await expectSound({ seminars: page });
  await page.getByTestId("new-seminar").click();
  await cast.planner.createDialog.waitFor();
  await expectSound({ "a new seminar": page });
  await page.keyboard.press("Escape");
  cast.speaker = new Speaker(await cast.devices.add("speaker", { size: "phone" }));
  await cast.speaker.signIn(link);
}

async function everybodyComes(cast) {
  cast.console = await openConsole(cast);
  await cast.console.openLobby();
  cast.host = await joinAsHost(cast);
  await cast.host.addPeople("Aya", "Bo");
  for (const [role, size, Screen] of [
    ["screen", "projector", GroupScreen],
    ["phone", "phone", Phone],
  ]) {
    const device = await cast.devices.add(role, { size });
    const door = new JoinPage(device);
    await door.open(cast.server.url);
    await door.type(`${cast.roomCode}-1`);
    await door.become(role);
    cast[role] = new Screen(device);
  }
  cast.board = new Board(await cast.devices.add("board"));
  await cast.board.page.goto(`${cast.server.url}/#${cast.organiserSecret}`);
  await cast.board.page.getByTestId("seminar").waitFor();
  const board = cast.board.page.getByTestId("seminar").getByRole("link", { name: words("staff.nav_board") });
  await board.click();
  await cast.board.tiles.first().waitFor();
}

/** Pages that say no wear the colours that the device wishes for, like all others. */
async function closedDoors({ server, devices }) {
  const { page } = await devices.add("stranger", { size: "phone" });
  await page.goto(`${server.url}/planner/no-such-page`);
  await shows(page.getByRole("heading", { name: words("page.not_found_title") }));
  await expectSound({ "no such page": page });
  await page.goto(`${server.url}/staff#${"A".repeat(43)}`);
  await shows(page.getByTestId("staff-link-unknown"));
  await expectSound({ "unknown link": page });
}

/** What the console shows beside the clock, and what it asks. */
async function theConsolesPanels({ console, host }) {
  const { page } = console;
  await host.help();
  await console.helpCall.waitFor();
  for (const panel of ["questions", "message", "sharing"]) {
    await page.getByTestId(`panel-${panel}`).click();
    await expectSound({ [`console, ${panel}`]: page });
  }
  for (const [opener, dialog] of [
    ["keys-help", "keys-dialog"],
    ["end-open", "end-dialog"],
  ]) {
    await page.getByTestId(opener).click();
    await page.getByTestId(dialog).waitFor();
    await expectSound({ [dialog]: page });
    await page.keyboard.press("Escape");
    await page.getByTestId(dialog).waitFor({ state: "detached" });
  }
  await host.page.getByTestId("cancel-help").click();
  await host.callHelp.waitFor();
}

async function theBoardsDensities({ board }) {
  for (const density of ["dense", "tiny", "roomy"]) {
    await board.page.getByTestId(`density-${density}`).click();
    await expectSound({ [`board, ${density}`]: board.page });
  }
}

const live = ({ console, host, screen, phone, board, speaker }) => ({
  console: console.page,
  host: host.page,
  screen: screen.page,
  phone: phone.page,
  board: board.page,
  speaker: speaker.page,
});

async function lobby(cast) {
  await expectSound(live(cast));
}

const inPhase = (kind, before = async () => {}) => async (cast) => {
  for (;;) {
    const now = await cast.console.phase.innerText();
    if (now === words(`phase.${kind}`)) break;
    await cast.console.pressNext();
    const armed = cast.console.page.locator('[data-testid="next"][data-armed="true"]');
    const moved = cast.console.phase.filter({ hasNotText: now });
    await armed.or(moved).first().waitFor();
    if (await armed.isVisible()) await cast.console.pressNext();
    await moved.waitFor();
  }
  for (const device of [cast.host, cast.screen, cast.phone]) await device.expectPhase(kind);
  await before(cast);
  await expectSound(live(cast));
};

/** Someone is in the middle of a word when a message and other people's work arrive. */
async function focusStays({ host, phone, console }) {
  const field = host.page.getByTestId("write-note");
  await host.page.getByTestId("note-drawer").locator("summary").click();
  await field.fill("Vi var midt i en sæt");
  await phone.ask("Hvad gør I, når tiden er knap?");
  await console.broadcast("Fem minutter endnu");
  await shows(host.page.getByTestId("broadcast"), "Fem minutter endnu");
  await shows(host.ownQuestion, "Hvad gør I, når tiden er knap?");
  await host.page.keyboard.type("ning");
  assert.equal(await field.inputValue(), "Vi var midt i en sætning");
  await console.clearBroadcast();
}

/** A participant's phone: what is to be written is in sight at once, and stays so when the keyboard takes half the screen. */
async function underTheThumb({ phone }) {
  const { page } = phone;
  const inSight = (testid) =>
    page.getByTestId(testid).evaluate((part) => {
      const { top, bottom } = part.getBoundingClientRect();
      return top >= 0 && bottom <= innerHeight;
    });
  await page.evaluate(() => scrollTo(0, 0));
  for (const part of ["prompt", "write-own-note", "write-own-note-send"]) assert.ok(await inSight(part), `${part} is in sight`);
  await phone.writeForMyself("Jeg svarer tit, før barnet er færdigt.");
  const small = await page.locator(".button:visible").evaluateAll((buttons) =>
    buttons.filter((button) => button.getBoundingClientRect().height < 44).map((button) => button.textContent),
  );
  assert.deepEqual(small, [], "every button is 44 pixels high");

  const whole = page.viewportSize();
  await page.getByTestId("ask-question").focus();
  await page.setViewportSize({ ...whole, height: whole.height / 2 });
  for (const part of ["ask-question", "ask-question-send"]) {
    await eventually(async () => assert.ok(await inSight(part), `${part} is in sight above the keyboard`));
  }
  await page.setViewportSize(whole);
}

const asks = async ({ host, console, screen }) => {
  await host.ask("Hvordan lytter man, når der er travlt?");
  await console.putQuestionOnStage("Hvordan lytter man");
  await screen.stage.waitFor();
};
const agrees = async ({ host }) => {
  await host.agree({ what: "Vi går en tur med hvert barn", who: "Aya", needsLeadership: true });
  await host.share("Vi går en tur");
};

play("accessibility", {
  prepare: () => prepareSmall("accessibility"),
  finish: finishSmall,
  scenes: [
    ["the door", theDoor],
    ["a page that is not there and a link nobody knows", closedDoors],
    ["the planner and the list of seminars", planning],
    ["everybody comes", everybodyComes],
    ["every screen in the lobby", lobby],
    ["every screen in the learning conversation", inPhase("LEARNING_CONVERSATION", underTheThumb)],
    ["somebody writes while a message arrives", focusStays],
    ["the console's panels and dialogs", theConsolesPanels],
    ["the board, however dense", theBoardsDensities],
    ["every screen in the wrap-up", inPhase("WRAP_UP", asks)],
    ["every screen in the productive conversation", inPhase("PRODUCTIVE_CONVERSATION", agrees)],
    ["every screen in the sharing", inPhase("SHARING")],
    ["every screen at the goodbye", inPhase("EVALUATION")],
  ],
});
