// A browser that lets no page play sound before somebody has pressed: the talk is seen all the same, and one button brings the sound.
import assert from "node:assert/strict";
import { GroupScreen } from "./screens/group_screen.js";
import { finishSmall, openConsole, prepareSmall } from "./seminar/small.js";
import { recording } from "./support/recording.js";
import { play } from "./support/scenes.js";
import { eventually, shows, showsNot } from "./support/wait.js";
import { Witness } from "./support/witness.js";
import { bringGroup } from "./talks/cast.js";
import { inStep } from "./talks/in_step.js";

async function prepare() {
  const cast = await prepareSmall("talks-without-sound", undefined, { flags: ["--autoplay-policy=document-user-activation-required"] });
  await cast.planner.upload(1, await recording(90));
  cast.console = await openConsole(cast);
  cast.witness = await Witness.come(cast.server.url, cast.facilitator);
  cast.screens = {};
  return cast;
}

async function nobodyPresses(cast) {
  const screen = await bringGroup(cast, "one");
  await cast.console.openLobby();
  await shows(screen.soundTest);
  // The presses at the door count for their tab, also when it is loaded anew. This tab has seen none.
  const { device } = screen;
  await device.page.close();
  device.page = await device.context.newPage();
  device.page.setDefaultTimeout(20_000);
  cast.screens.one = Object.assign(new GroupScreen(device), { name: screen.name });
  await device.page.goto(`${cast.server.url}/group`);
  await cast.console.goTo("WELCOME");
  await cast.console.goTo("TALK_1");
}

async function seenButNotHeard(cast) {
  const { one } = cast.screens;
  // First by way of the facilitator: whoever looks into the page with the test's tools has pressed something, for the browser.
  await shows(cast.console.page.getByTestId("talk-blocked"));
  await shows(one.press);
  assert.equal(await one.press.count(), 1);
  assert.ok(await one.video.evaluate((video) => video.muted), "it cannot be heard yet");
  await inStep(cast, [one], "without sound");
}

async function onePress(cast) {
  const { one } = cast.screens;
  await one.press.click();
  await showsNot(one.press);
  await eventually(async () => assert.ok(await one.video.evaluate(({ muted, paused }) => !muted && !paused)));
  await inStep(cast, [one], "with sound");
  await showsNot(cast.console.page.getByTestId("talk-blocked"));
  assert.deepEqual(cast.devices.errors(), []);
}

play("talks without sound", {
  prepare,
  finish: async (cast) => {
    await cast.witness.leave();
    await finishSmall(cast);
  },
  scenes: [
    ["nobody presses anything", nobodyPresses],
    ["the talk is seen, one button is offered, and the facilitator is told", seenButNotHeard],
    ["one press brings the sound", onePress],
  ],
});
