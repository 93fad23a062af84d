// The second talk, which follows the first at once: it stands ready, and begins without the network.
import assert from "node:assert/strict";
import { eventually } from "../support/wait.js";
import { witnessed } from "./cast.js";
import { inStep } from "./in_step.js";

/** When another film moves on this page, in ms of the machine's clock. */
const anotherMoves = ({ page }) =>
  page.evaluate(
    () =>
      new Promise((resolve) => {
        const player = () => document.querySelector('[data-testid="talk-video"]');
        const before = player().currentSrc;
        const look = () => {
          const video = player();
          const moves = video && video.currentSrc !== before && !video.paused && video.currentTime > 0;
          if (moves) resolve((globalThis.honestOrigin ?? performance.timeOrigin) + performance.now());
          else requestAnimationFrame(look);
        };
        look();
      }),
  );

async function standsReady(cast) {
  const { one, wrong } = cast.screens;
  await cast.console.jumpTo("1:15");
  for (const { video, name } of [one, wrong]) {
    await eventually(async () => assert.equal(await video.getAttribute("data-next-ready"), "true", `${name} has no second talk ready`));
  }
}

async function beginsWithoutTheNetwork(cast) {
  const { one, wrong } = cast.screens;
  const asked = [];
  for (const { page, name } of [one, wrong]) {
    page.on("request", (request) => {
      if (/^https?:/.test(request.url())) asked.push(`${name}: ${request.url()}`);
    });
  }
  const moving = Promise.all([anotherMoves(one), anotherMoves(wrong)]);
  await cast.console.goTo("TALK_2");
  const moved = await moving;
  await inStep(cast, [one, wrong], "the second talk");
  const { at, position_ms: position } = await witnessed(cast.witness, ({ playing }) => playing);
  console.log(`  it moves ${moved.map((when) => (when - (at - position)).toFixed(0)).join(" and ")} ms after the server began it`);
  assert.deepEqual(asked, [], "nothing is asked for");
  assert.deepEqual(cast.devices.errors(), []);
}

export const second = [
  ["the second talk stands ready while the first comes to its end", standsReady],
  ["it begins at once, and asks the network for nothing", beginsWithoutTheNetwork],
];
