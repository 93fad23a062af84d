// Screens watch together, with a clock that is an hour wrong among them; one comes late, one is loaded anew, the facilitator
// pauses and jumps, and the server dies.
import assert from "node:assert/strict";
import { faults, motionEnds } from "../support/axe.js";
import { takeFrames } from "../support/positions.js";
import { eventually, shows } from "../support/wait.js";
import { bringGroup, theHealthy, witnessed } from "./cast.js";
import { inStep, showsMore } from "./in_step.js";

const kHourMs = 3_600_000;
/** Preloading begins at different moments, so that groups behind one line do not collide. */
const kPreloaded = { within: 90_000 };
const kAFrameS = 0.1;

async function theyGetReady(cast) {
  await bringGroup(cast, "one");
  await bringGroup(cast, "wrong", { wrongClock: kHourMs });
  await cast.console.openLobby();
  await eventually(() => cast.console.expectTalkReady(0, 2));
  for (const { soundTest } of theHealthy(cast)) await soundTest.click();
  await eventually(() => cast.console.expectTalkReady(2, 2), kPreloaded);
  for (const { talkReady } of theHealthy(cast)) await shows(talkReady);
}

async function theyStartTogether(cast) {
  await cast.console.goTo("WELCOME");
  await cast.console.goTo("TALK_1");
  for (const screen of theHealthy(cast)) await screen.expectPlaying();
  await inStep(cast, theHealthy(cast), "started together");
  for (const { press } of theHealthy(cast)) assert.equal(await press.count(), 0, "whoever tested the sound is asked for nothing more");
}

async function aLateOne(cast) {
  const late = await bringGroup(cast, "late");
  await late.expectPlaying();
  const [first] = await showsMore(late, 1);
  const there = cast.witness.positionAt(first.at);
  console.log(`  late: the first frame is of ${(first.position / 1000).toFixed(1)} s, the others are at ${(there / 1000).toFixed(1)} s`);
  assert.ok(first.position > 5_000, "it does not begin at the beginning");
  await inStep(cast, [late], "who came late");
}

async function loadedAnew(cast) {
  const { one } = cast.screens;
  const before = await one.position();
  await one.reload();
  await one.expectPlaying();
  await inStep(cast, theHealthy(cast), "after a reload in mid-talk");
  assert.ok((await one.position()) >= before, "nobody is sent back");
}

async function pausedAtTheSamePlace(cast) {
  await cast.console.pauseOrResume();
  const { position_ms: paused } = await witnessed(cast.witness, ({ playing }) => !playing);
  const stand = paused / 1000;
  for (const screen of theHealthy(cast)) {
    await screen.expectPaused();
    await eventually(async () => {
      const at = await screen.position();
      assert.ok(Math.abs(at - stand) < kAFrameS, `${screen.name} stands at ${at}, the server at ${stand}`);
    });
    await takeFrames(screen.device);
  }
  await cast.console.pauseOrResume();
  const { position_ms: now } = await witnessed(cast.witness, ({ playing }) => playing);
  assert.ok(now >= paused, "the server goes on from where it stood");
  for (const screen of theHealthy(cast)) {
    const frames = await showsMore(screen);
    const begun = frames[0].position / 1000;
    assert.ok(begun > stand - kAFrameS, `${screen.name} went back from ${stand} to ${begun}`);
    frames.reduce((earlier, later) => {
      assert.ok(later.position >= earlier.position, `${screen.name} jumped back from ${earlier.position} to ${later.position}`);
      return later;
    });
  }
  await inStep(cast, theHealthy(cast), "after a pause");
}

async function everybodyJumps(cast) {
  await cast.console.jumpTo("1:30");
  await witnessed(cast.witness, ({ position_ms: at }) => at >= 90_000 && at < 110_000);
  await inStep(cast, theHealthy(cast), "after a jump forward");
  await cast.console.restartTalk();
  await witnessed(cast.witness, ({ position_ms: at }) => at < 20_000);
  await inStep(cast, theHealthy(cast), "from the beginning again");
  for (const screen of theHealthy(cast)) assert.ok((await screen.position()) < 60);
}

async function theServerDies(cast) {
  const { since_ms: since } = await witnessed(cast.witness, ({ playing }) => playing);
  const { one } = cast.screens;
  const [before] = (await showsMore(one, 1)).slice(-1);
  await cast.server.kill();
  await one.expectConnection("offline", "connecting");
  const meanwhile = await showsMore(one);
  assert.ok(meanwhile.at(-1).position > before.position, "a recording that is on the device needs no server");
  await cast.server.again();
  for (const screen of theHealthy(cast)) await screen.expectConnection("online");
  const now = await witnessed(cast.witness, ({ playing }) => playing);
  assert.equal(now.since_ms, since, "the server goes on from the same state");
  await inStep(cast, theHealthy(cast), "after the server was killed");
  await cast.console.page.getByTestId("talk-in-step").waitFor();
}

async function nothingToObjectTo(cast) {
  for (const { device, page } of [cast.screens.one, cast.console, cast.board]) {
    await motionEnds(page);
    assert.deepEqual(await faults(page), [], device?.name ?? "board");
  }
}

export const watching = [
  ["the groups get ready; the console counts them", theyGetReady],
  ["they start together", theyStartTogether],
  ["who comes late begins where the others are", aLateOne],
  ["a screen is loaded anew in mid-talk", loadedAnew],
  ["paused, all stand at the same place, and go on without a jump", pausedAtTheSamePlace],
  ["the facilitator jumps, and begins again", everybodyJumps],
  ["the server dies in mid-talk, and goes on from the same state", theServerDies],
  ["axe finds nothing to object to on screen, console and board", nothingToObjectTo],
];
