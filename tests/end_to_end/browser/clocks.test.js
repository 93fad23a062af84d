// Twenty devices whose own clocks are up to an hour wrong all show the same second.
import assert from "node:assert/strict";
import { GroupScreen } from "./screens/group_screen.js";
import { JoinPage } from "./screens/join.js";
import { expectSameClock } from "./seminar/clock.js";
import { finishSmall, kGroupName, openConsole, prepareSmall } from "./seminar/small.js";
import { play } from "./support/scenes.js";

const kDevices = 20;
const kHourMs = 3_600_000;

async function twentyJoin(cast) {
  cast.screens = [];
  for (let i = 0; i < kDevices; ++i) {
    // From an hour behind to an hour ahead, and never by whole seconds.
    const wrongClock = Math.round(-kHourMs + (i * 2 * kHourMs) / (kDevices - 1)) + i * 37;
    const device = await cast.devices.add(`screen ${i + 1}`, { wrongClock });
    const door = new JoinPage(device);
    await door.open(cast.server.url);
    await door.type(i < 4 ? `${cast.roomCode}-1` : cast.roomCode);
    if (i < 4) await door.expectGroup(kGroupName);
    else await door.nameNewGroup(`Gruppe ${i}`, "Sted");
    await door.become("screen");
    cast.screens.push(new GroupScreen(device));
  }
  const wrong = await Promise.all(cast.screens.map(({ page }) => page.evaluate(() => Date.now())));
  assert.ok(Math.max(...wrong) - Math.min(...wrong) > 1.9 * kHourMs, "their own clocks really are wrong");
}

async function startsRunning(cast) {
  cast.console = await openConsole(cast);
  await cast.console.openLobby();
  await cast.console.pressNext();
  const armed = cast.console.page.locator('[data-testid="next"][data-armed="true"]');
  await armed.or(cast.console.page.getByTestId("pause")).first().waitFor();
  if (await armed.isVisible()) await cast.console.pressNext();
  for (const screen of cast.screens) await screen.expectTimer("running");
}

async function sameSecond(cast) {
  await expectSameClock([...cast.screens.map(({ page }) => page), cast.console.page], { moments: 10 });
}

async function stillSoAfterAPause(cast) {
  await cast.console.pauseOrResume();
  for (const screen of cast.screens) await screen.expectTimer("paused");
  const shown = await Promise.all(cast.screens.map(({ timer }) => timer.innerText()));
  assert.equal(new Set(shown).size, 1, `paused: ${shown}`);
  await cast.console.pauseOrResume();
  await cast.console.addMinute();
  for (const screen of cast.screens) await screen.expectTimer("running");
  await expectSameClock([...cast.screens.map(({ page }) => page), cast.console.page], { moments: 6 });
}

play("wrong clocks", {
  prepare: () => prepareSmall("clocks"),
  finish: finishSmall,
  scenes: [
    ["twenty devices join, each with its own idea of the time", twentyJoin],
    ["the seminar starts", startsRunning],
    ["all show the same second", sameSecond],
    ["and still do after a pause and a minute more", stillSoAfterAPause],
  ],
});
