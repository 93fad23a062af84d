// The goodbye, the end, and that everything is still there after the server was killed once more.
import assert from "node:assert/strict";
import { shows } from "../support/wait.js";
import { words } from "../support/words.js";
import { JoinPage } from "../screens/join.js";
import { everyDevice, kTitle } from "./cast.js";

async function goodbye(cast) {
  await cast.console.goTo("EVALUATION");
  for (const device of everyDevice(cast)) {
    await shows(device.goodbye, words("group.goodbye_title"));
    await shows(device.followUp);
  }
  await shows(cast.groups.skovbrynet.screen.goodbye, words("group.your_action_points", { count: 2 }));
}

async function ends(cast) {
  await cast.console.end();
  for (const device of everyDevice(cast)) await shows(device.goodbye, words("group.ended"));
  await shows(cast.board.phase, words("board.ended"));
}

async function isStillThere(cast) {
  await cast.server.kill();
  for (const device of everyDevice(cast)) await device.expectConnection("connecting", "offline");
  await cast.server.again();
  for (const device of everyDevice(cast)) {
    await device.reload();
    await shows(device.goodbye, words("group.ended"));
  }
  const { skovbrynet, tusindfryd, ppr, ungeteamet } = cast.groups;
  for (const { host, phone } of [skovbrynet, tusindfryd, ppr, ungeteamet]) {
    await shows(host.takenHome);
    await shows(phone.takenHome);
  }
  await shows(skovbrynet.host.takenHome, "handlepunkt-skovbrynet");
  await shows(skovbrynet.phone.takenHome, "Vi går en tur med hvert barn, før vi holder møde");
  await shows(tusindfryd.host.takenHome, "Vi begynder mødet med et minuts ro");
  await shows(ppr.host.takenHome, "handlepunkt-ppr");
  assert.equal(await ungeteamet.host.takenHome.getByTestId("page-action-point").count(), 0);
  await cast.planner.page.goto(`${cast.server.url}/planner`);
  await shows(cast.planner.seminars.filter({ hasText: kTitle }), words("state.ENDED"));
  await cast.board.expectTotal("notes", "5");
}

async function codeIsClosed(cast) {
  const door = new JoinPage(await cast.devices.add("too late"));
  await door.open(cast.server.url);
  await door.type(cast.roomCode);
  await shows(door.error, words("rejection.CODE_UNKNOWN"));
}

async function nothingLeaked(cast) {
  for (const [text, allowed] of cast.secrets) {
    const bytes = Buffer.from(text);
    for (const device of cast.devices.all) {
      if (allowed.includes(device)) continue;
      assert.ok(!device.frames.some((frame) => frame.includes(bytes)), `${device.name} was sent “${text}”`);
      assert.ok(!(await device.page.content()).includes(text), `${device.name} shows “${text}”`);
    }
    const somebody = allowed.some((device) => device.frames.some((frame) => frame.includes(bytes)));
    assert.ok(somebody, `nobody was sent “${text}”: this test looks in the wrong place`);
  }
}

async function noPageFailed({ devices }) {
  assert.deepEqual(devices.errors(), []);
}

export const ending = [
  ["the evaluation says goodbye and when to meet again", goodbye],
  ["the facilitator ends the seminar", ends],
  ["after another kill everything is still there", isStillThere],
  ["the room code opens nothing any more", codeIsClosed],
  ["what stays in a group was never sent to anybody else", nothingLeaked],
  ["no page met an error", noPageFailed],
];
