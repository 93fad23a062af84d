// A network that becomes too slow for one group, a file from a stick, subtitles, and sound alone.
import assert from "node:assert/strict";
import path from "node:path";
import { recording } from "../support/recording.js";
import { eventually, shows, showsNot } from "../support/wait.js";
import { words } from "../support/words.js";
import { bringGroup, kGroups } from "./cast.js";
import { inStep } from "./in_step.js";
import { captionLines } from "./preparing.js";

/** Less than the sound alone would need. */
const kMuchTooSlow = 6_000;
/** The recording needs 160,000 bytes a second. */
const kTooSlow = 60_000;
const kStalled = { within: 90_000 };
const kLag = /\d+ [ms]/;

async function stalledAndSeenSo(cast) {
  const { one, wrong } = cast.screens;
  await cast.console.restartTalk();
  const slow = await bringGroup(cast, "slow", { slow: kTooSlow });
  await eventually(async () => {
    const attention = await cast.board.tile(kGroups.slow).getAttribute("data-attention");
    assert.match(attention, /^talk_(stalled|behind)$/);
  }, kStalled);
  await shows(cast.board.tile(kGroups.slow), kLag);
  await eventually(async () => assert.ok((await slow.behindMs()) > 3_000));
  await inStep(cast, [one, wrong], "while another group's network stands still");
  await cast.console.expectInStep(3, 4);
}

async function caughtUp(cast) {
  const { slow } = cast.screens;
  await eventually(() => shows(slow.catchUp), kStalled);
  await shows(slow.stayBehind);
  await cast.devices.throttle(slow.device);
  await slow.catchUp.click();
  await inStep(cast, [slow], "after catching up");
  await showsNot(slow.catchUp);
  await cast.board.expectAttention(kGroups.slow, "none");
  await cast.console.expectInStep(4, 4);
}

async function wordsBelow(cast) {
  const { one, wrong } = cast.screens;
  await cast.console.restartTalk();
  await one.wake();
  await one.page.getByTestId("talk-captions-da").click();
  await shows(one.page.getByTestId("talk-cue"), captionLines.first);
  assert.equal(await wrong.page.getByTestId("talk-cue").count(), 0, "each screen chooses for itself");
  await cast.console.jumpTo("1:10");
  await shows(one.page.getByTestId("talk-cue"), captionLines.last);
  await one.wake();
  await one.page.getByTestId("talk-captions-off").click();
  await showsNot(one.page.getByTestId("talk-cue"));
}

async function soundAlone(cast) {
  const { wrong } = cast.screens;
  await cast.console.restartTalk();
  await wrong.choosePicture("sound");
  await eventually(async () => assert.match(await wrong.video.evaluate((video) => video.currentSrc), /sound\.m4a|^blob:/));
  // The poster stands where the picture was.
  await shows(wrong.page.getByTestId("talk-player").locator("img"));
  await eventually(async () => {
    assert.ok(await wrong.video.evaluate((video) => !video.paused && video.videoWidth === 0), "there is still a picture");
    assert.ok(Math.abs(await wrong.behindMs()) < 1_500, `sound alone is off by ${await wrong.behindMs()} ms`);
  });
  await wrong.choosePicture("high");
  await inStep(cast, [wrong], "with a picture again");
}

async function fromAStick(cast) {
  const { slow } = cast.screens;
  await cast.console.restartTalk();
  await slow.openPicture();
  const another = await recording(4);
  await slow.page.getByTestId("talk-file").setInputFiles(another);
  await shows(slow.page.getByTestId("talk-file-refused"), words("talk.file_another", { name: path.basename(another) }));
  await slow.page.getByTestId("talk-file").setInputFiles(cast.onAStick);
  await shows(slow.page.getByTestId("talk-file-taken"));
  await slow.page.keyboard.press("Escape");
  // Nothing of it comes over the network any more.
  await cast.devices.throttle(slow.device, kMuchTooSlow);
  await inStep(cast, [slow], "from a file, on a network that is much too slow");
  await cast.devices.throttle(slow.device);
  assert.deepEqual(cast.devices.errors(), []);
}

export const troubles = [
  ["a network that is too slow: it stalls, and board and console see it", stalledAndSeenSo],
  ["it is offered to catch up, and does", caughtUp],
  ["one screen shows subtitles", wordsBelow],
  ["one has the sound alone, and then its picture again", soundAlone],
  ["one plays a file it brought; another file is refused", fromAStick],
];
