// A recording goes up on a line as municipalities have them: slow, cut for a while, in a tab that is closed half-way. It is
// sent once, prepared, and there; captions beside it; and a wrong file says why.
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { finishSmall, prepareSmall } from "./seminar/small.js";
import { Planner } from "./screens/planner.js";
import { scratch } from "./support/places.js";
import { recording } from "./support/recording.js";
import { play } from "./support/scenes.js";
import { eventually, shows, showsNot } from "./support/wait.js";
import { words } from "./support/words.js";

const kBytesPerSecond = 250_000;
const kSeconds = 120;
const at = ({ page }, testid) => page.getByTestId(testid);
const percent = async (planner) => Number(/(\d+) %/.exec((await at(planner, "recording-1-state").textContent()) ?? "")?.[1] ?? 0);

async function slowLine({ page }) {
  const line = await page.context().newCDPSession(page);
  await line.send("Network.emulateNetworkConditions", { offline: false, latency: 20, downloadThroughput: -1, uploadThroughput: kBytesPerSecond });
}

async function begins(cast) {
  cast.file = await recording(kSeconds);
  cast.begun = [];
  cast.planner.page.context().on("request", (request) => {
    if (request.method() === "POST" && request.url().endsWith("/uploads")) cast.begun.push(request.url());
  });
  await slowLine(cast.planner);
  await cast.planner.chooseRecording(1, cast.file);
  await eventually(async () => assert.ok((await percent(cast.planner)) >= 3));
  assert.equal(await at(cast.planner, "recording-1-progress").count(), 1);
}

/** A browser that is told to be offline finishes what is on its way; a server that falls over cuts the line. */
async function theServerFallsOver({ planner, server }) {
  await server.kill();
  await shows(at(planner, "recording-1-state"), words("planner.recording_waiting", { percent: 0 }).replace(/^0 % /, ""));
  const before = await percent(planner);
  await server.again();
  await eventually(async () => assert.ok((await percent(planner)) > before));
}

async function pausedAndOn({ planner }) {
  await at(planner, "recording-1-pause").click();
  await shows(at(planner, "recording-1-go-on"));
  await at(planner, "recording-1-go-on").click();
  await shows(at(planner, "recording-1-pause"));
}

async function theTabIsClosed(cast) {
  const device = cast.devices.all.find(({ name }) => name === "organiser");
  const url = cast.planner.page.url();
  const before = await percent(cast.planner);
  assert.ok(before < 100, "the file was too small for its line");
  await cast.planner.page.close({ runBeforeUnload: false });
  device.page = await device.context.newPage();
  device.page.setDefaultTimeout(20_000);
  await device.page.goto(url);
  cast.planner = new Planner(device);
  await cast.planner.openPhase("TALK_1");
  await shows(at(cast.planner, "recording-1-kept"), path.basename(cast.file));
  await cast.planner.chooseRecording(1, cast.file);
  await shows(at(cast.planner, "recording-1-sending"), words("planner.recording_goes_on", { name: path.basename(cast.file) }));
  await shows(cast.planner.recordingThere(1));
  assert.equal(cast.begun.length, 1);
  await shows(at(cast.planner, "recording-1-length"), words("planner.recording_phase", { length: "2:00", phase: "2:00" }));
}

async function itIsPrepared({ planner }) {
  await eventually(async () => assert.equal(await at(planner, "recording-1-state").textContent(), words("planner.recording_done")), { within: 180_000 });
  await showsNot(at(planner, "recording-1-progress"));
  const versions = await at(planner, "recording-1-version").allTextContents();
  assert.ok(versions.length >= 1);
  const address = await eventually(async () => {
    const href = await at(planner, "recording-1-version").locator("a").first().getAttribute("href", { timeout: 1_000 });
    assert.ok(href);
    return href;
  });
  const answer = await planner.page.request.get(new URL(address, planner.page.url()).href, { headers: { Range: "bytes=0-99" } });
  assert.equal(answer.status(), 206);
}

async function theAgendaIsSavedWithIt({ planner }) {
  await planner.setTalk(1, { title: "Når børn ikke siger det højt", speaker: "Mette Holm" });
  await planner.page.reload();
  await planner.openPhase("TALK_1");
  await shows(planner.recordingThere(1));
  assert.ok((await at(planner, "recording-1-version").count()) >= 1);
}

async function captions({ planner }) {
  const wrong = path.join(scratch, "wrong.vtt");
  await writeFile(wrong, "WEBVTT\n\n00:01.000 --> 00:00.500\nBaglæns\n");
  await at(planner, "captions-1-da-file").setInputFiles(wrong);
  await shows(at(planner, "captions-1-da-error"), words("rejection.NOT_WEBVTT", { limit: 3 }));
  const right = path.join(scratch, "right.vtt");
  await writeFile(right, "WEBVTT\n\n00:01.000 --> 00:02.500\nGoddag\n");
  await at(planner, "captions-1-da-file").setInputFiles(right);
  await shows(planner.page.locator('[data-testid="captions-1-da"][data-there="true"]'));
  await at(planner, "captions-1-da-remove").click();
  await shows(planner.page.locator('[data-testid="captions-1-da"][data-there="false"]'));
}

async function takenAway({ planner }) {
  await at(planner, "recording-1-remove").click();
  await at(planner, "recording-1-remove-yes").click();
  await showsNot(planner.recordingThere(1));
  await shows(at(planner, "recording-1-page"));
}

async function noPageMetAnError({ devices }) {
  assert.deepEqual(devices.errors(), []);
}

play("a recording goes up", {
  prepare: () => prepareSmall("recording-upload"),
  finish: finishSmall,
  scenes: [
    ["on a slow line, with its progress", begins],
    ["the server falls over in the midst of it and comes back: it goes on by itself", theServerFallsOver],
    ["it can be paused", pausedAndOn],
    ["the tab is closed half-way: the same file goes on, and is begun once", theTabIsClosed],
    ["it is prepared, and can be looked at", itIsPrepared],
    ["the agenda is saved with it, and it stays", theAgendaIsSavedWithIt],
    ["captions: the line of the mistake, then they are there, then gone", captions],
    ["taken away", takenAway],
    ["no page met an error", noPageMetAnError],
  ],
});
