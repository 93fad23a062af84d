// A new version of the client takes over although the old one lies in the browser: by a reload, or when the server asks (P-14).
import assert from "node:assert/strict";
import { cp, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { JoinPage } from "./screens/join.js";
import { Devices } from "./support/devices.js";
import { webClient } from "./support/places.js";
import { play } from "./support/scenes.js";
import { Server } from "./support/server.js";
import { eventually, shows } from "./support/wait.js";

/** Another build: the page says which, and the service worker is another one. */
async function build(folder, number) {
  const change = async (file, from, to) => {
    const text = await readFile(path.join(webClient, file), "utf8");
    assert.match(text, from);
    await writeFile(path.join(folder, file), text.replace(from, to));
    await rm(path.join(folder, `${file}.gz`), { force: true });
  };
  await change("index.html", /<head>/, `<head><meta name="build" content="${number}">`);
  await change("service-worker.js", /"name":"\w+"/, `"name":"build${number}"`);
}

async function prepare() {
  const server = await Server.prepare("new-client");
  server.web = path.join(server.data, "web");
  await cp(webClient, server.web, { recursive: true });
  await build(server.web, 1);
  const demo = await server.startDemo();
  const devices = await Devices.launch();
  const device = await devices.add("laptop");
  return { server, devices, demo, device, asked: await callTooOld(device) };
}

const buildOf = ({ device }) => device.page.locator('meta[name="build"]').getAttribute("content");
const keptBuilds = ({ device }) => device.page.evaluate(() => caches.keys());

async function theFirstBuild(cast) {
  await cast.device.page.goto(`${cast.server.url}/join`);
  await shows(cast.device.page.getByTestId("join-code"));
  assert.equal(await buildOf(cast), "1");
  await eventually(async () => assert.deepEqual(await keptBuilds(cast), ["samtale-build1"]));
  await eventually(() => cast.device.page.evaluate(() => navigator.serviceWorker.controller || Promise.reject(new Error("not yet"))));
}

async function aReloadBringsTheNext(cast) {
  await cast.server.stop();
  await build(cast.server.web, 2);
  await cast.server.again();
  await cast.device.page.reload();
  assert.equal(await buildOf(cast), "2");
  // The one before stays, for pages that are still open.
  await eventually(async () => assert.deepEqual(await keptBuilds(cast), ["samtale-build1", "samtale-build2"]));
}

async function withoutServerItIsTheNewest(cast) {
  await eventually(() => cast.device.page.evaluate(async () => {
    const { active, waiting, installing } = await navigator.serviceWorker.getRegistration();
    if (waiting || installing || active.state !== "activated") throw new Error("not yet");
  }));
  await cast.server.stop();
  await cast.device.page.reload();
  await shows(cast.device.page.getByTestId("join-code"));
  assert.equal(await buildOf(cast), "2");
}

/** The server closes the first connection it gets, as it does when the client is older than its protocol. */
async function callTooOld({ page }) {
  const asked = { count: 0 };
  await page.routeWebSocket("**/ws", (socket) => {
    asked.count += 1;
    // Hello has come with the handshake (P-16), so there is nothing more to wait for.
    if (asked.count === 1) socket.close({ code: 4426 });
    else socket.connectToServer();
  });
  return asked;
}

/** P-14: the open page is of build 2, the server has build 3 by now. */
async function theServerAsksForANewerOne(cast) {
  await build(cast.server.web, 3);
  await cast.server.again();
  assert.equal(await buildOf(cast), "2");
  const door = new JoinPage(cast.device);
  await door.type(cast.demo.room_code);
  await door.groups.first().click();
  await door.become("host");
  await eventually(async () => assert.equal(await buildOf(cast), "3"));
  await shows(cast.device.page.getByTestId("host-screen"));
  assert.ok(cast.asked.count >= 2, "it came back after reloading itself");
  await eventually(async () => assert.deepEqual(await keptBuilds(cast), ["samtale-build2", "samtale-build3"]));
}

play("a new client", {
  prepare,
  finish: async ({ devices, server }) => {
    await devices.close();
    await server.stop();
  },
  scenes: [
    ["a browser that has the first build", theFirstBuild],
    ["a reload brings the next, and the first stays for pages still open", aReloadBringsTheNext],
    ["without a server the newest opens", withoutServerItIsTheNewest],
    ["P-14 a page that the server calls too old reloads itself and is the new one", theServerAsksForANewerOne],
  ],
});
