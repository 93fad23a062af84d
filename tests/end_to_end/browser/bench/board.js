// What a board of two thousand groups in which something happens all the time costs the browser that shows it: bytes, processor
// and frames. samtale-bench-board makes the groups, measures the server, and prints what both found.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { Board } from "../screens/board.js";
import { Devices } from "../support/devices.js";
import { boardProgram, webClient } from "../support/places.js";
import { eventually } from "../support/wait.js";

/** Until all groups are on the board, and the first changes have come in. */
const kDrawnWithinMs = 120_000;
const kSettleMs = 5_000;

const { values: wishes, positionals } = parseArgs({
  options: { rounds: { type: "string", default: "5" }, seconds: { type: "string", default: "10" } },
  allowPositionals: true, // what the program is started with
});

const pass = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

class Crowd {
  static async come() {
    const child = spawn(boardProgram, ["--web", webClient, ...positionals], { stdio: ["pipe", "pipe", "inherit"] });
    const lines = createInterface({ input: child.stdout });
    const [place] = await Promise.race([
      once(lines, "line"),
      once(child, "exit").then(() => Promise.reject(new Error("the groups did not come"))),
    ]);
    // What follows is for people.
    lines.on("line", (line) => console.log(line));
    return Object.assign(new Crowd(), { child, ...JSON.parse(place) });
  }

  tell(order) {
    this.child.stdin.write(`${order}\n`);
  }

  async conclude() {
    const gone = once(this.child, "exit");
    this.tell("conclude");
    const [status] = await gone;
    if (status !== 0) process.exitCode = 1;
  }
}

/** Runs in the page: the time from one frame to the next, and what kept the page busy for more than 50 ms. */
function watchFrames() {
  const seen = { frames: 0, worst: 0, long: 0, longestTask: 0, last: performance.now() };
  globalThis.framesSeen = seen;
  const frame = (at) => {
    const took = at - seen.last;
    Object.assign(seen, { frames: seen.frames + 1, worst: Math.max(seen.worst, took), last: at });
    if (took > 50) seen.long += 1;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) seen.longestTask = Math.max(seen.longestTask, duration);
  }).observe({ type: "longtask" });
}

const takeFrames = (page) =>
  page.evaluate(() => {
    const seen = { ...globalThis.framesSeen };
    Object.assign(globalThis.framesSeen, { frames: 0, worst: 0, long: 0, longestTask: 0 });
    return seen;
  });

async function pageMs(line) {
  const { metrics } = await line.send("Performance.getMetrics");
  return 1_000 * metrics.find(({ name }) => name === "TaskDuration").value;
}

const bytesOf = ({ opcode, payloadData }) => (opcode === 1 ? payloadData.length : Buffer.byteLength(payloadData, "base64"));

async function round({ crowd, page, line, traffic }, seconds) {
  await takeFrames(page);
  const before = await pageMs(line);
  Object.assign(traffic, { bytes: 0, messages: 0 });
  crowd.tell("begin");
  await pass(seconds * 1_000);
  const { bytes, messages } = traffic;
  const { frames, worst, long, longestTask } = await takeFrames(page);
  const found = {
    bytes,
    messages,
    frames,
    page_ms: (await pageMs(line)) - before,
    worst_frame_ms: worst,
    long_frames: long,
    longest_task_ms: longestTask,
  };
  crowd.tell(`end ${Object.entries(found).map(([name, value]) => `${name}=${value}`).join(" ")}`);
}

async function main() {
  const crowd = await Crowd.come();
  const devices = await Devices.launch();
  try {
    const device = await devices.add("board", { size: "laptop" });
    const { page, context } = device;
    const line = await context.newCDPSession(page);
    const traffic = { bytes: 0, messages: 0 };
    line.on("Network.webSocketFrameReceived", ({ response }) => {
      traffic.bytes += bytesOf(response);
      traffic.messages += 1;
    });
    await line.send("Network.enable");
    await line.send("Performance.enable");
    await page.addInitScript(watchFrames);
    await page.goto(`${crowd.url}/#${crowd.organiser}`);
    await page.getByTestId("seminars").waitFor();
    const board = new Board(device);
    await board.open(crowd.url, crowd.seminar);
    await eventually(
      async () => {
        const here = await page.getByTestId("total-arrived").innerText();
        if (!here.replace(/[.\s]/g, "").startsWith(`${crowd.groups}/`)) throw new Error(`on the board: ${here}`);
      },
      { within: kDrawnWithinMs },
    );
    await pass(kSettleMs);
    for (let i = 0; i < Number(wishes.rounds); i += 1) await round({ crowd, page, line, traffic }, Number(wishes.seconds));
    await crowd.conclude();
    for (const error of devices.errors()) console.log(`bench board: ${error}`);
  } finally {
    crowd.child.kill();
    await devices.close();
  }
}

await main();
