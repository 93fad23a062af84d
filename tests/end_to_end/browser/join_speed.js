// How soon the join page can be used on a poor phone: Chromium with its processor four times slower, 150 ms to the server and
// 1.6 Mbit/s from it, an empty cache each time. Prints figures and judges none: what holds the page light is its size, in the
// client's tests. Names of folders with built clients are measured by turns.
//
//   node join_speed.js [--runs 7] [built client …]
import { loadavg } from "node:os";
import { parseArgs } from "node:util";
import { Devices } from "./support/devices.js";
import { webClient } from "./support/places.js";
import { Server } from "./support/server.js";

const kProcessorSlower = 4;
const kNetwork = { offline: false, latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8 };

/** Runs in the page: when the field stood there, and when a picture with it had been drawn. */
function watch() {
  const look = () => {
    const field = document.querySelector('[data-testid="join-code"]');
    if (!field || globalThis.usable) return;
    globalThis.usable = { there: performance.now() };
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => (globalThis.usable.drawn = performance.now());
      channel.port2.postMessage(0);
    });
  };
  new MutationObserver(look).observe(document, { childList: true, subtree: true });
}

async function measure(devices, url) {
  const device = await devices.add("phone", { size: "phone" });
  const { page, context } = device;
  await page.addInitScript(watch);
  const line = await context.newCDPSession(page);
  await line.send("Network.enable");
  await line.send("Network.emulateNetworkConditions", kNetwork);
  await line.send("Emulation.setCPUThrottlingRate", { rate: kProcessorSlower });
  await page.goto(`${url}/join`, { waitUntil: "load" });
  await page.waitForFunction(() => globalThis.usable?.drawn && document.fonts.status === "loaded");
  const seen = await page.evaluate(() => {
    const [{ responseEnd, domContentLoadedEventEnd }] = performance.getEntriesByType("navigation");
    const [paint] = performance.getEntriesByName("first-contentful-paint");
    const files = performance.getEntriesByType("resource").filter(({ startTime }) => startTime < globalThis.usable.drawn);
    const scripts = Math.max(...files.filter(({ name }) => name.endsWith(".js")).map(({ responseEnd }) => responseEnd));
    return { page: responseEnd, scripts, ready: domContentLoadedEventEnd, painted: paint?.startTime ?? 0, ...globalThis.usable, files: files.length + 1 };
  });
  await context.close();
  return seen;
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

const { values, positionals } = parseArgs({ options: { runs: { type: "string", default: "7" } }, allowPositionals: true });
const clients = positionals.length > 0 ? positionals : [webClient];
const devices = await Devices.launch();
const servers = [];
for (const client of clients) {
  const server = await Server.prepare("join-speed");
  server.web = client;
  servers.push(await server.start());
}
const seen = clients.map(() => []);
console.log(`load ${loadavg().map((load) => load.toFixed(1)).join(" ")}`);
for (const server of servers) await measure(devices, server.url); // the browser's own beginnings
for (let run = 0; run < Number(values.runs); run++) {
  for (const [i, server] of servers.entries()) seen[i].push(await measure(devices, server.url));
}
console.log(`load ${loadavg().map((load) => load.toFixed(1)).join(" ")}`);
for (const [i, client] of clients.entries()) {
  const figures = Object.keys(seen[i][0]).map((name) => `${name} ${Math.round(median(seen[i].map((each) => each[name])))}`);
  const drawn = seen[i].map((each) => Math.round(each.drawn)).sort((a, b) => a - b);
  console.log(`${client}: medians of ${drawn.length}: ${figures.join(", ")}; drawn ${drawn[0]} to ${drawn.at(-1)}`);
}
await devices.close();
for (const server of servers) await server.discard();
