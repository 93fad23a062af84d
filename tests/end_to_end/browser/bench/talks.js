// How close group screens stay to the server's position: three healthy ones, one whose clock is an hour wrong, one that comes
// late and one on a network that is slower than the recording. Every frame that is shown counts. Prints and writes figures, and
// fails only when somebody shows nothing at all.
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import { Console } from "../screens/console.js";
import { GroupScreen } from "../screens/group_screen.js";
import { JoinPage } from "../screens/join.js";
import { Devices } from "../support/devices.js";
import { differences, inWords, noteFrames, spread, takeFrames } from "../support/positions.js";
import { Server } from "../support/server.js";
import { eventually } from "../support/wait.js";
import { Witness } from "../support/witness.js";
import { Machine } from "./machine.js";

const kGoals = { median: 150, worst: 400 };
const kHourMs = 3_600_000;
/** A recording of 600 kbit/s needs 75,000. */
const kTooSlow = 25_000;
/** They begin to preload at different moments, so as not to collide. */
const kPreloadedWithinMs = 120_000;
const kFramesToTake = 30;

const { values: wishes } = parseArgs({
  options: {
    recording: { type: "string" },
    json: { type: "string" },
    commit: { type: "string", default: "an unnamed commit" },
    seconds: { type: "string", default: "60" },
  },
});
const seconds = Number(wishes.seconds);

async function join({ devices, server, links }, name, { slow, comesLate, ...more } = {}) {
  const device = await devices.add(name, { size: "laptop", ...more });
  await noteFrames(device);
  if (slow) await devices.throttle(device, slow);
  const door = new JoinPage(device);
  // A page that is loaded over the slow network has to come first.
  device.page.setDefaultTimeout(90_000);
  await door.open(server.url);
  await door.type(links.room_code);
  await door.nameNewGroup(name, "Sted");
  await door.become("screen");
  const screen = new GroupScreen(device);
  if (!comesLate) await screen.soundTest.click();
  return Object.assign(screen, { name, frames: [], startedAt: 0 });
}

async function expectPreloaded({ name, talkReady }) {
  const percent = await talkReady.getAttribute("data-talk-1");
  if (percent !== "100") throw new Error(`${name} has ${percent} % of the recording`);
}

async function takeAll(screens) {
  for (const screen of screens) screen.frames.push(...(await takeFrames(screen.device)));
}

const pass = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function playFor(screens, ms) {
  const end = Date.now() + ms;
  while (Date.now() < end) {
    await pass(1_000);
    await takeAll(screens);
  }
}

function row(screen, witness, fromMs) {
  const found = differences(screen.frames.filter(({ at }) => at >= Math.max(fromMs, screen.startedAt)), witness);
  const mean = found.reduce((sum, each) => sum + each, 0) / found.length;
  return { screen: screen.name, healthy: !!screen.healthy, ...spread(found), mean };
}

function print(rows, all, starting, machine) {
  const number = (value) => (value === undefined || Number.isNaN(value) ? "–" : value.toFixed(0)).padStart(9);
  console.log(`${machine.processor}, ${machine.cores} cores; load ${machine.load_before.toFixed(1)} before; ${wishes.commit}`);
  const heads = ["frames", "median", "p99", "worst", "mean"].map((word) => word.padStart(9)).join("");
  console.log(`${"screen".padEnd(24)}${heads}   (ms; mean: above zero is ahead)`);
  for (const { screen, frames, median, p99, worst, mean } of [...rows, { screen: "the healthy ones", ...all }]) {
    console.log(`${screen.padEnd(24)}${[frames, median, p99, worst, mean].map(number).join("")}`);
  }
  for (const [what, goal] of Object.entries(kGoals)) {
    const held = all[what] <= goal ? "held" : "NOT held";
    console.log(`goal: ${what} of the healthy ones at most ${goal} ms: ${all[what]?.toFixed(0) ?? "–"} ms, ${held}`);
  }
  console.log(`in the first seconds after the start: ${inWords(starting)}`);
  if (machine.noisy) console.log("WARNING: other programs kept this machine busy; these figures say little");
}

async function measure(cast) {
  const screens = [];
  const healthy = { healthy: true };
  for (const name of ["healthy 1", "healthy 2", "healthy 3"]) screens.push(Object.assign(await join(cast, name), healthy));
  screens.push(Object.assign(await join(cast, "clock an hour wrong", { wrongClock: kHourMs }), healthy));
  const slow = await join(cast, "slow network", { slow: kTooSlow });
  const lead = new Console(await cast.devices.add("facilitator"));
  await lead.signIn(cast.links.facilitator);
  await eventually(() => Promise.all(screens.map(expectPreloaded)), { within: kPreloadedWithinMs });
  await lead.goTo("WELCOME");
  await lead.goTo("TALK_1");
  for (const screen of screens) await screen.expectPlaying();
  // What it takes to start is told apart from what it takes to stay.
  await playFor([...screens, slow], 5_000);
  const settledAt = Date.now();
  const late = await join(cast, "late", { comesLate: true });
  await late.expectPlaying();
  late.startedAt = Date.now() + 3_000;
  await playFor([...screens, slow, late], Math.max(0, seconds * 1_000 - (Date.now() - settledAt)));
  const everybody = [...screens, late, slow];
  const rows = everybody.map((screen) => row(screen, cast.witness, settledAt));
  const found = screens.flatMap(({ frames }) => differences(frames.filter(({ at }) => at >= settledAt), cast.witness));
  const first = screens.flatMap(({ frames }) => differences(frames.filter(({ at }) => at < settledAt), cast.witness));
  return { rows, all: spread(found), starting: spread(first) };
}

async function main() {
  const machine = new Machine();
  const server = await Server.prepare("bench-talks");
  // It serves the recording as it came: converting it would be measured as well.
  server.environment = { PATH: "" };
  const links = await server.startDemo("--talk-1", wishes.recording);
  const devices = await Devices.launch();
  const witness = await Witness.come(server.url, links.facilitator);
  try {
    await eventually(() => {
      if (!witness.last) throw new Error("the witness does not see the seminar");
    });
    const { rows, all, starting } = await measure({ server, links, devices, witness });
    const figures = machine.now();
    print(rows, all, starting, figures);
    if (wishes.json) {
      const report = {
        what: "where group screens are, as against the server's position",
        at: new Date().toISOString(),
        commit: wishes.commit,
        machine: figures,
        chromium: devices.browser.version(),
        settings: { seconds, recording: path.basename(wishes.recording), slow_bytes_per_second: kTooSlow, goals_ms: kGoals },
        healthy: all,
        starting,
        screens: rows,
      };
      await writeFile(wishes.json, `${JSON.stringify(report)}\n`);
    }
    const mute = rows.filter(({ healthy, frames }) => healthy && frames < kFramesToTake);
    for (const { screen } of mute) console.log(`bench talks: ${screen} showed nothing`);
    process.exitCode = mute.length > 0 ? 1 : 0;
  } finally {
    await witness.leave();
    await devices.close();
    await server.discard();
  }
}

await main();
