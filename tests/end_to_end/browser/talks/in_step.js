// Whether screens show what the server says that everybody sees, frame by frame. The bounds only tell *together* from *apart*:
// how near they are is what `./dev bench talks` measures, and is printed here.
import assert from "node:assert/strict";
import { differences, inWords, spread, takeFrames } from "../support/positions.js";
import { eventually } from "../support/wait.js";

const kTogetherMs = 1_500;
const kEnoughFrames = 25;
const kWithin = { within: 60_000 };

/** Until each of them shows frame after frame where the server is. */
export async function inStep(cast, screens, when) {
  const all = [];
  for (const screen of screens) {
    await takeFrames(screen.device);
    let frames = [];
    const found = await eventually(async () => {
      frames.push(...(await takeFrames(screen.device)));
      const each = differences(frames, cast.witness);
      const { median } = spread(each);
      if (each.length >= kEnoughFrames && median > kTogetherMs) frames = [];
      assert.ok(each.length >= kEnoughFrames, `${screen.name} shows too little: ${frames.length} frames`);
      assert.ok(median <= kTogetherMs, `${screen.name} is ${median} ms from the server's position`);
      return each;
    }, kWithin);
    all.push(...found);
  }
  console.log(`  ${when}: ${screens.length} screens, ${inWords(spread(all))}`);
}

/** It goes on showing frames, whoever is there or not. */
export async function showsMore({ device, name }, many = kEnoughFrames) {
  await takeFrames(device);
  const frames = [];
  await eventually(async () => {
    frames.push(...(await takeFrames(device)));
    assert.ok(frames.length >= many, `${name} shows nothing new`);
  }, kWithin);
  return frames;
}
