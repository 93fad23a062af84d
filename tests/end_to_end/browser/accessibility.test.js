// The main screens have no serious or critical fault that axe can find (WCAG 2.2 AA).
import assert from "node:assert/strict";
import { Board } from "./screens/board.js";
import { GroupScreen } from "./screens/group_screen.js";
import { JoinPage } from "./screens/join.js";
import { Phone } from "./screens/phone.js";
import { Speaker } from "./screens/speaker.js";
import { finishSmall, joinAsHost, kGroupName, openConsole, prepareSmall } from "./seminar/small.js";
import { gravities } from "./support/axe.js";
import { play } from "./support/scenes.js";
import { words } from "./support/words.js";

// A card that is still fading in has no contrast yet.
const motionEnds = (page) =>
  page.evaluate(() => {
    const passing = document.getAnimations().filter((motion) => Number.isFinite(motion.effect.getComputedTiming().endTime));
    return Promise.allSettled(passing.map((motion) => motion.finished));
  });

async function expectSound(pages) {
  const found = {};
  for (const [name, page] of Object.entries(pages)) {
    await motionEnds(page);
    const faults = await gravities(page);
    if (faults.length > 0) found[name] = faults;
  }
  assert.deepEqual(found, {});
}

async function theDoor(cast) {
  const device = await cast.devices.add("visitor", { size: "phone" });
  const door = new JoinPage(device);
  await door.open(cast.server.url);
  await door.page.getByTestId("join-code").waitFor();
  await expectSound({ code: door.page });
  await door.type(cast.roomCode);
  await door.groups.first().waitFor();
  await expectSound({ "which group": door.page });
  await door.choose(kGroupName);
  await door.page.getByTestId("join-as-host").waitFor();
  await expectSound({ "which device": door.page });
  // And it would be seen if there were one.
  await door.page.evaluate(() => document.body.append(document.createElement("button")));
  assert.deepEqual((await gravities(door.page)).map((fault) => fault.split(":")[0]), ["button-name"]);
}

async function planning(cast) {
  await expectSound({ planner: cast.planner.page });
  const link = await cast.planner.invite(words("role.SPEAKER"), "Anne");
  await cast.planner.page.goto(`${cast.server.url}/planner`);
  await cast.planner.seminars.first().waitFor();
  await expectSound({ seminars: cast.planner.page });
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
    ["the planner and the list of seminars", planning],
    ["everybody comes", everybodyComes],
    ["every screen in the lobby", lobby],
    ["every screen in the learning conversation", inPhase("LEARNING_CONVERSATION")],
    ["every screen in the wrap-up", inPhase("WRAP_UP", asks)],
    ["every screen in the productive conversation", inPhase("PRODUCTIVE_CONVERSATION", agrees)],
    ["every screen in the sharing", inPhase("SHARING")],
    ["every screen at the goodbye", inPhase("EVALUATION")],
  ],
});
