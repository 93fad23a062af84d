// Before anybody comes: the recording goes up while the server falls over, and is prepared; subtitles; what is no recording is refused.
import assert from "node:assert/strict";
import { copyFile, readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { scratch } from "../support/places.js";
import { recording } from "../support/recording.js";
import { eventually, shows } from "../support/wait.js";
import { words } from "../support/words.js";
import { kSeconds } from "./cast.js";

/** Preparing it, on a machine with other things to do. */
const kPrepared = { within: 240_000 };
const kSlowly = 1_000_000;
const kSecondSeconds = 60;
/** The file goes in two pieces; of the one that was under way some may have to go again. */
const kFirstPiecePercent = 52;

export const captionLines = { first: "Velkommen til oplægget", last: "Tak for opmærksomheden" };

async function aWrongFileIsRefused({ planner }) {
  const file = path.join(scratch, "no-recording.mp4");
  await writeFile(file, "This is a shopping list.\n".repeat(400));
  await planner.chooseRecording(1, file);
  await shows(planner.recordingError(1), words("rejection.NOT_A_RECORDING"));
  assert.equal(await planner.recordingThere(1).count(), 0);
}

async function uploadedInSpiteOfTheServer(cast) {
  const { planner, devices, server } = cast;
  const begun = [];
  planner.page.on("request", (request) => {
    if (request.method() === "POST" && /\/talks\/1\/uploads$/.test(request.url())) begun.push(request.url());
  });
  await devices.throttle(planner.device, kSlowly);
  await planner.chooseRecording(1, cast.recording);
  const before = await eventually(async () => {
    const sent = await planner.sentPercent(1);
    assert.ok(sent > kFirstPiecePercent && sent < 95, `sent: ${sent} %`);
    return sent;
  });
  // A browser that is told to be offline still finishes what is on its way; a server that falls over cuts the line.
  await server.kill();
  await eventually(async () => {
    const state = await planner.recordingState(1).innerText();
    assert.equal(state, words("planner.recording_waiting", { percent: await planner.sentPercent(1) }));
  });
  await server.again();
  const after = await eventually(async () => {
    const sent = await planner.sentPercent(1);
    assert.notEqual(await planner.recordingState(1).innerText(), words("planner.recording_waiting", { percent: sent }));
    return sent;
  });
  console.log(`  cut at ${before} %, gone on at ${after} %`);
  assert.ok(after >= kFirstPiecePercent, "the first piece does not travel again");
  await devices.throttle(planner.device);
  await eventually(async () => assert.equal(await planner.recordingState(1).innerText(), words("planner.recording_done")), kPrepared);
  assert.equal(begun.length, 1, "it was begun once");
}

async function lengthAndVersions(cast) {
  const { planner, server } = cast;
  await shows(planner.recordingThere(1));
  await eventually(async () => assert.equal(await planner.page.getByTestId("recording-1-version").count(), 2));
  // A picture as small as this one is not made smaller.
  const media = path.join(server.data, "media");
  const folders = await readdir(media);
  const ids = folders.filter((name) => /^[\w-]{22}$/.test(name));
  assert.equal(ids.length, 1, `one recording: ${folders}`);
  const [id] = ids;
  assert.deepEqual((await readdir(path.join(media, id))).sort(), ["high.mp4", "poster.jpg", "sound.m4a"]);
  assert.equal(await planner.page.getByTestId("phase-TALK_1-minutes").inputValue(), String(kSeconds / 60));
  // What a group gets on a stick.
  cast.onAStick = path.join(scratch, "on-a-stick.mp4");
  await copyFile(path.join(media, id, "high.mp4"), cast.onAStick);
}

async function subtitles({ planner }) {
  const file = path.join(scratch, "subtitles.vtt");
  await writeFile(file, `WEBVTT\n\n00:00.000 --> 01:00.000\n${captionLines.first}\n\n01:00.000 --> 02:00.000\n${captionLines.last}\n`);
  await planner.openPhase("TALK_1");
  await planner.page.getByTestId("captions-1-da-file").setInputFiles(file);
  await shows(planner.page.locator('[data-testid="captions-1-da"][data-there="true"]'));
}

async function theSecondTalk({ planner }) {
  await planner.upload(2, await recording(kSecondSeconds));
}

export const preparing = [
  ["what is no recording is refused, with its reason", aWrongFileIsRefused],
  ["a recording goes up to a server that falls over meanwhile, goes on where it was, and is prepared", uploadedInSpiteOfTheServer],
  ["the phase is as long as it, and its sound is there alone", lengthAndVersions],
  ["subtitles are added", subtitles],
  ["the second talk has a recording as well", theSecondTalk],
];
