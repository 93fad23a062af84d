// What staff have typed and done is not lost either: half a message and half a plan survive reload, closed tab and a dead
// network; two organisers who change one plan are shown both texts; and a move that was a mistake is taken back.
import assert from "node:assert/strict";
import { finishSmall, joinAsHost, openConsole, prepareSmall } from "./seminar/small.js";
import { Console } from "./screens/console.js";
import { Planner } from "./screens/planner.js";
import { play } from "./support/scenes.js";
import { eventually, shows, showsNot } from "./support/wait.js";
import { words } from "./support/words.js";

const field = ({ page }, testid) => page.getByTestId(testid);
const valueIs = (screen, testid, value) => eventually(async () => assert.equal(await field(screen, testid).inputValue(), value));
const bar = (screen, which, text) => shows(screen.page.getByTestId(`${which}-bar`), text);

/** The tab is closed without a word, and the page opened in a new one. */
async function inANewTab(device, url) {
  await device.page.close({ runBeforeUnload: false });
  device.page = await device.context.newPage();
  device.page.setDefaultTimeout(20_000);
  await device.page.goto(url);
  return device;
}

async function twoOrganisers(cast) {
  const { devices, server, organiserSecret } = cast;
  cast.seminarId = cast.planner.seminarId;
  cast.plannerUrl = `${server.url}/planner/${cast.seminarId}`;
  cast.colleague = new Planner(await devices.add("the other organiser"));
  await cast.colleague.signIn(server.url, organiserSecret);
  await cast.colleague.page.goto(cast.plannerUrl);
  await valueIs(cast.colleague, "plan-title", "Et lille seminar");
}

async function aPlanSurvives(cast) {
  const device = cast.devices.all.find(({ name }) => name === "organiser");
  await field(cast.planner, "plan-title").fill("Et større seminar");
  await field(cast.planner, "phase-WELCOME-minutes").fill("12");
  await field(cast.planner, "add-group-name").fill("Team Ærø");
  await cast.planner.page.reload();
  await bar(cast.planner, "plan", words("staff.not_saved_found"));
  await valueIs(cast.planner, "plan-title", "Et større seminar");
  cast.planner = new Planner(await inANewTab(device, cast.plannerUrl));
  await valueIs(cast.planner, "plan-title", "Et større seminar");
  await valueIs(cast.planner, "phase-WELCOME-minutes", "12");
  await valueIs(cast.planner, "add-group-name", "Team Ærø");
}

async function savedWithoutANetwork({ planner, colleague }) {
  await planner.page.context().setOffline(true);
  await shows(planner.page.getByTestId("connection").and(planner.page.locator('[data-state="offline"]')));
  await field(planner, "agenda-save").click();
  await shows(planner.page.getByTestId("agenda-bar").locator('[data-testid="save-mark"][data-status="waiting"]'));
  assert.equal(await field(colleague, "phase-WELCOME-minutes").inputValue(), "10");
  await planner.page.context().setOffline(false);
  await shows(planner.page.getByTestId("agenda-bar").locator('[data-testid="save-mark"][data-status="saved"]'));
  await valueIs(colleague, "phase-WELCOME-minutes", "12");
}

async function theOtherChangesTheSame({ planner, colleague }) {
  await field(colleague, "plan-title").fill("Et andet seminar");
  await field(colleague, "plan-time").fill("10:15");
  await field(colleague, "plan-save").click();
  await showsNot(colleague.page.getByTestId("plan-save"));
  // What only the other changed is there; what both changed waits for a choice, also through a reload.
  await valueIs(planner, "plan-time", "10:15");
  await planner.page.reload();
  const clash = planner.page.getByTestId("clash");
  await shows(clash.getByTestId("clash-mine"), "Et større seminar");
  await shows(clash.getByTestId("clash-theirs"), "Et andet seminar");
  assert.equal(await clash.count(), 1);
  assert.ok(await field(planner, "plan-save").isDisabled());
  await clash.getByTestId("clash-mine").click();
  await field(planner, "plan-save").click();
  await showsNot(planner.page.getByTestId("plan-save"));
  await valueIs(colleague, "plan-title", "Et større seminar");
  await valueIs(planner, "plan-time", "10:15");
}

/** Neither hears of the other before both have saved. */
async function bothSaveInTheSameMoment({ server, planner, colleague }) {
  await field(planner, "plan-title").fill("Fra den ene");
  await field(colleague, "plan-title").fill("Fra den anden");
  server.hold();
  try {
    for (const one of [planner, colleague]) {
      await field(one, "plan-save").click();
      await shows(one.page.getByTestId("plan-bar").locator('[data-testid="save-mark"][data-status="waiting"]'));
    }
  } finally {
    server.release();
  }
  // Whoever was later is shown what the earlier one wrote, and can put it back.
  const clash = [planner, colleague].map(({ page }) => page.getByTestId("clash"));
  const later = await eventually(async () => {
    const counts = await Promise.all(clash.map((one) => one.count()));
    assert.equal(counts[0] + counts[1], 1, `clashes: ${counts}`);
    return counts[0] === 1 ? planner : colleague;
  });
  const [mine, theirs] = later === planner ? ["Fra den ene", "Fra den anden"] : ["Fra den anden", "Fra den ene"];
  await shows(later.page.getByTestId("clash-mine"), mine);
  await later.page.getByTestId("clash-theirs").click();
  await field(later, "plan-save").click();
  await showsNot(later.page.getByTestId("plan-save"));
  for (const one of [planner, colleague]) await valueIs(one, "plan-title", theirs);
}

async function aGroupIsTakenBack({ planner, colleague }) {
  await planner.page.getByTestId("remove-group").click();
  await shows(planner.page.getByTestId("undo-bar"), words("planner.group_going", { name: "Team Skovbrynet" }));
  await planner.page.getByTestId("undo").click();
  await showsNot(planner.page.getByTestId("undo-bar"));
  await planner.page.getByTestId("add-group-submit").click();
  await shows(colleague.groupRow, "Team Ærø");
  // Going elsewhere means that it was meant.
  await planner.groupRow.filter({ hasText: "Team Ærø" }).getByTestId("remove-group").click();
  await planner.page.getByTestId("nav-board").click();
  await showsNot(colleague.groupRow, "Team Ærø");
  await shows(colleague.groupRow, "Team Skovbrynet");
}

const kMessage = "Vi samles igen om lidt, når alle har fundet";

async function aMessageSurvives(cast) {
  cast.console = await openConsole(cast);
  cast.host = await joinAsHost(cast);
  await cast.console.openLobby();
  await cast.console.pressNext();
  await cast.console.expectPhase("WELCOME");
  await cast.console.page.getByTestId("panel-message").click();
  await field(cast.console, "broadcast-text").fill(kMessage);
  const url = cast.console.page.url();
  cast.console = new Console(await inANewTab(cast.console.device, url));
  await cast.console.page.getByTestId("panel-message").click();
  await valueIs(cast.console, "broadcast-text", kMessage);
  await field(cast.console, "broadcast-show").click();
  await shows(cast.host.broadcast, kMessage);
  await valueIs(cast.console, "broadcast-text", "");
  await cast.console.clearBroadcast();
  await showsNot(cast.host.broadcast, kMessage);
  await cast.console.takeBack();
  await shows(cast.host.broadcast, kMessage);
}

const secondsLeft = async ({ page }) => {
  const [minutes, seconds] = (await page.getByTestId("phase-timer").innerText()).split(":").map(Number);
  return minutes * 60 + seconds;
};

async function aMoveIsTakenBack({ console, host }) {
  await console.goTo("TALK_1");
  for (let i = 0; i < 3; i += 1) await console.addMinute();
  await eventually(async () => assert.ok((await secondsLeft(console)) > 17 * 60));
  const before = await secondsLeft(console);
  await console.pressNext();
  await host.expectPhase("TALK_2");
  await console.takeBack();
  await host.expectPhase("TALK_1");
  // The clock is back where it was, and not at the fifteen minutes of a fresh start.
  await eventually(async () => {
    const left = await secondsLeft(host);
    assert.ok(left > 16 * 60 && left <= before, `${left} s left, ${before} s before`);
  });
}

async function keysAreTheFacilitators({ console, host }) {
  const { page } = console;
  await page.getByTestId("keys-help").click();
  await page.getByTestId("change-key-next").click();
  await page.keyboard.press("n");
  await shows(page.getByTestId("key-next"), "N");
  await page.keyboard.press("Escape");
  await showsNot(page.getByTestId("keys-dialog"));
  await page.keyboard.press("n");
  await host.expectPhase("TALK_2");
  await page.getByTestId("keys-help").click();
  await page.getByTestId("keys-on").click();
  await page.keyboard.press("Escape");
  await showsNot(page.getByTestId("keys-dialog"));
  await page.reload();
  await console.expectPhase("TALK_2");
  assert.equal(await page.getByTestId("keys-shown").count(), 0);
  await page.keyboard.press("n");
  await page.keyboard.press("Space");
  await console.addMinute();
  await host.expectTimer("running");
  await host.expectPhase("TALK_2");
}

async function noPageMetAnError({ devices }) {
  assert.deepEqual(devices.errors(), []);
}

play("what staff type and do", {
  prepare: () => prepareSmall("staff-keeping"),
  finish: finishSmall,
  scenes: [
    ["two organisers have one plan open", twoOrganisers],
    ["half a plan survives a reload and a closed tab", aPlanSurvives],
    ["saved without a network: it waits and says so, then it is saved", savedWithoutANetwork],
    ["both change the title: nothing is erased before somebody has chosen", theOtherChangesTheSame],
    ["both save in the same moment: the one that was covered can be put back", bothSaveInTheSameMoment],
    ["a group about to be removed can be taken back", aGroupIsTakenBack],
    ["half a message survives a closed tab, and one taken away comes back", aMessageSurvives],
    ["a move that was a mistake is taken back, clock and all", aMoveIsTakenBack],
    ["the facilitator's keys are hers: another one, or none", keysAreTheFacilitators],
    ["no page met an error", noPageMetAnError],
  ],
});
