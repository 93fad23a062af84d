// Nothing is lost: a group writes without a network, reloads, closes the page, the server dies and comes back, and
// everything is there exactly once, with the right mark at each moment. And two devices on one action point.
import assert from "node:assert/strict";
import { finishSmall, joinAsHost, kGroupName, openConsole, prepareSmall } from "./seminar/small.js";
import { HostDevice } from "./screens/host.js";
import { play } from "./support/scenes.js";
import { eventually, shows, showsNot } from "./support/wait.js";
import { words } from "./support/words.js";

const kInsight = "Vi lytter bedre, når vi sidder ned";
const kNote = "Skrevet uden net";
const kQuestion = "Hvad gør I, når barnet tier?";
const kName = "Gorm";
const kPoint = "Vi begynder mødet med barnets egne ord";

async function theGroupIsThere(cast) {
  cast.console = await openConsole(cast);
  cast.host = await joinAsHost(cast, "host");
  cast.other = await joinAsHost(cast, "the group's other laptop");
  await cast.console.openLobby();
  await cast.console.pressNext();
  for (const kind of ["WELCOME", "TALK_1", "TALK_2", "LEARNING_CONVERSATION"]) {
    if (kind === "WELCOME") await cast.console.expectPhase(kind);
    else await cast.console.goTo(kind);
  }
  for (const host of [cast.host, cast.other]) await host.expectPhase("LEARNING_CONVERSATION");
  // The page can be opened without the server from now on.
  await cast.host.page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
  await eventually(() => cast.host.page.evaluate(() => navigator.serviceWorker.controller || Promise.reject(new Error("not yet"))));
}

/** Puts text into a field and sends it, opening the drawer it lies in. */
async function write(host, field, text) {
  const drawer = host.page.locator(`details:not([open]):has([data-testid="${field}"])`);
  if ((await drawer.count()) > 0) await drawer.locator("summary").click();
  await host.page.getByTestId(field).fill(text);
  await host.page.getByTestId(field).press(field === "add-person" ? "Enter" : "Control+Enter");
}

const waitsHere = (host, testid) =>
  shows(host.page.getByTestId(testid).locator('[data-testid="save-mark"][data-status="waiting"][data-kept="device"]'));

async function theNetworkIsCut({ host }) {
  await host.device.context.setOffline(true);
  await host.expectConnection("offline");
  await write(host, "write-insight", kInsight);
  await write(host, "write-note", kNote);
  await write(host, "ask-question", kQuestion);
  await write(host, "add-person", kName);
  await waitsHere(host, "insight-waiting");
  await waitsHere(host, "note-waiting");
  await waitsHere(host, "own-question-waiting");
  await shows(host.page.getByTestId("person-waiting"), kName);
  await shows(host.page.getByTestId("connection"), words("connection.offline_pending", { count: 4 }));
  await host.page.getByTestId("write-insight").fill("Halvt skre");
}

const unsent = (host) => host.page.getByTestId("unsent");

async function reloadedInTheDark({ host, other }) {
  await host.page.reload();
  await shows(host.page.getByTestId("away"), words("connection.away_title"));
  await shows(host.page.getByTestId("away"), words("connection.away"));
  for (const text of [kInsight, kNote, kQuestion, kName]) await shows(unsent(host), text);
  assert.equal(await unsent(host).count(), 4);
  assert.equal(await unsent(host).locator('[data-testid="save-mark"][data-kept="device"]').count(), 4);
  await showsNot(other.insight, kInsight);
}

async function closedAndTheServerDies(cast) {
  const { device } = cast.host;
  await device.page.close();
  await cast.server.kill();
  await cast.other.expectConnection("offline");
  device.page = await device.context.newPage();
  device.page.setDefaultTimeout(20_000);
  cast.host = new HostDevice(device);
}

/** The network is there again, the server is not: the page all the same. */
async function openedWithoutServer({ host, server }) {
  await host.device.context.setOffline(false);
  await host.page.goto(`${server.url}/group`);
  await shows(host.page.getByTestId("away"), words("connection.away_title"));
  assert.equal(await unsent(host).count(), 4);
}

async function everythingIsThereOnce({ host, other, server }) {
  await server.again();
  for (const device of [host, other]) {
    await device.expectPhase("LEARNING_CONVERSATION");
    await shows(device.insight, kInsight);
    await shows(device.ownQuestion, kQuestion);
  }
  await eventually(async () => {
    // Two of them lie in drawers that may be shut.
    for (const device of [host, other]) for (const place of [device.note, device.person]) assert.notEqual(await place.count(), 0);
    for (const testid of ["insight-waiting", "note-waiting", "own-question-waiting", "person-waiting", "refused-text", "away"]) {
      assert.equal(await host.page.getByTestId(testid).count(), 0, testid);
    }
  });
  for (const device of [host, other]) {
    const once = { insight: kInsight, note: kNote, "own-question": kQuestion, person: kName };
    for (const [testid, text] of Object.entries(once)) {
      assert.equal(await device.page.getByTestId(testid).filter({ hasText: text }).count(), 1, `${testid} on ${device.device.name}`);
    }
  }
  assert.equal(await host.page.getByTestId("write-insight").inputValue(), "Halvt skre", "what was being typed");
  assert.equal(await stillOnTheDevice(host), 0);
}

const stillOnTheDevice = (host) =>
  host.page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const open = indexedDB.open("samtale");
        open.onerror = () => reject(open.error);
        open.onsuccess = () => {
          const count = open.result.transaction("outbox").objectStore("outbox").count();
          count.onsuccess = () => (open.result.close(), resolve(count.result));
        };
      }),
  );

async function savedIsSaidWhenItIs({ host, other }) {
  await host.page.getByTestId("write-insight").fill("");
  await write(host, "write-insight", "Nu er der net");
  await shows(host.page.locator('form:has([data-testid="write-insight"]) [data-testid="save-mark"][data-status="saved"]'));
  await shows(other.insight, "Nu er der net");
}

async function nothingOfTheSeminarIsCached({ host }) {
  const cached = await host.page.evaluate(async () => {
    const names = await caches.keys();
    const lists = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return lists.flat().map((request) => new URL(request.url).pathname);
  });
  assert.ok(cached.includes("/index.html"));
  assert.deepEqual(cached.filter((path) => path !== "/index.html" && !path.startsWith("/assets/")), []);
}

async function twoTabsOfOneDevice({ host, other, server }) {
  const tab = await host.device.context.newPage();
  const second = new HostDevice({ ...host.device, page: tab });
  await tab.goto(`${server.url}/group`);
  await second.expectPhase("LEARNING_CONVERSATION");
  await host.device.context.setOffline(true);
  await second.expectConnection("offline");
  await host.expectConnection("offline");
  await write(second, "write-insight", "Fra den anden fane");
  await write(host, "write-insight", "Fra den første fane");
  for (const device of [host, second]) {
    await shows(device.page.getByTestId("insight-waiting"), "Fra den anden fane");
    await shows(device.page.getByTestId("insight-waiting"), "Fra den første fane");
  }
  await host.device.context.setOffline(false);
  for (const device of [host, second, other]) {
    for (const text of ["Fra den anden fane", "Fra den første fane"]) {
      await shows(device.insight, text);
      assert.equal(await device.insight.filter({ hasText: text }).count(), 1);
    }
    await showsNot(device.page.getByTestId("insight-waiting"));
  }
  const order = await other.insight.allInnerTexts();
  assert.ok(order.findIndex((text) => text.includes("anden fane")) < order.findIndex((text) => text.includes("første fane")));
  await tab.close();
}

// Runs in the page: how many commands its outbox keeps.
const keptOnDevice = () =>
  new Promise((resolve, reject) => {
    const opening = indexedDB.open("samtale");
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const counting = opening.result.transaction("outbox").objectStore("outbox").count();
      counting.onsuccess = () => {
        opening.result.close();
        resolve(counting.result);
      };
      counting.onerror = () => reject(counting.error);
    };
  });

async function tooLateIsSaidAndKept({ console, host, other }) {
  await host.device.context.setOffline(true);
  await host.expectConnection("offline");
  const text = "Et spørgsmål, der kom for sent";
  await write(host, "ask-question", text);
  await waitsHere(host, "own-question-waiting");
  for (const kind of ["WRAP_UP", "BREAK"]) await console.goTo(kind);
  await other.expectPhase("BREAK");
  await host.device.context.setOffline(false);
  const refused = host.page.getByTestId("refused-text");
  await shows(refused, text);
  await shows(refused.getByTestId("save-mark"), words("rejection.NOT_NOW"));
  await host.reload();
  await shows(refused, text);
  await refused.getByTestId("refused-discard").click();
  await refused.getByTestId("refused-discard-sure").click();
  await showsNot(host.page.getByTestId("not-saved"));
  // Gone from the screen at once, from the device's disk a moment later.
  await eventually(async () => assert.equal(await host.page.evaluate(keptOnDevice), 0));
  await host.reload();
  await shows(host.phase);
  assert.equal(await refused.count(), 0);
}

async function twoHandsOnOneActionPoint({ console, host, other }) {
  await console.goTo("PRODUCTIVE_CONVERSATION");
  await host.expectPhase("PRODUCTIVE_CONVERSATION");
  await host.agree({ what: kPoint, who: "Aya" });
  await shows(other.actionPoint, kPoint);
  await host.device.context.setOffline(true);
  await host.expectConnection("offline");
  await host.actionPoint.filter({ hasText: kPoint }).getByTestId("ap-edit").click();
  await host.page.getByTestId("ap-what").fill(`${kPoint} hver gang`);
  await host.page.getByTestId("ap-save").click();
  await waitsHere(host, "action-point");
  await other.change(kPoint, { what: `${kPoint} om mandagen`, who: "Aya og Bo" });
  // The other laptop's text has the server's word before this one may speak again: else it would be the later one.
  await shows(other.actionPoint, "om mandagen");
  await showsNot(other.page.locator('[data-testid="save-mark"][data-status="waiting"]'));
  await host.device.context.setOffline(false);

  const dialog = host.page.getByTestId("conflict");
  await shows(dialog.getByTestId("conflict-mine"), "hver gang");
  await shows(dialog.getByTestId("conflict-theirs"), "om mandagen");
  await shows(dialog.getByTestId("conflict-theirs"), "Aya og Bo");
  await shows(other.actionPoint, "om mandagen");
  // It outlives a reload like everything else.
  await host.reload();
  await shows(dialog.getByTestId("conflict-mine"), "hver gang");
  await host.unfold();
  await dialog.locator('[data-field="what"]').getByTestId("conflict-result").fill(`${kPoint} hver mandag`);
  await dialog.locator('[data-field="who"]').getByTestId("conflict-theirs").click();
  await dialog.getByTestId("conflict-save").click();
  for (const device of [host, other]) {
    await shows(device.actionPoint, `${kPoint} hver mandag`);
    await shows(device.actionPoint, "Aya og Bo");
    assert.equal(await device.actionPoint.count(), 1);
  }
  await showsNot(host.page.getByTestId("not-saved"));
}

const kLeft = "Nåede ikke frem, før enheden blev glemt";

/** Offline all the while: else it would be sent. */
async function forgottenWithSomethingUnsent({ host, other, server }) {
  await host.device.context.setOffline(true);
  await host.expectConnection("offline");
  await write(host, "write-note", kLeft);
  await waitsHere(host, "note-waiting");
  await host.page.goto(`${server.url}/join`);
  const left = host.page.getByTestId("left-behind");
  assert.equal(await left.count(), 0, "it is still this device's own");
  await host.page.getByRole("button", { name: words("join.return_forget", { group: kGroupName }) }).click();
  await shows(left.getByTestId("left-text"), kLeft);
  await shows(left, kGroupName);
  await host.device.context.setOffline(false);
  await host.page.reload();
  await shows(left.getByTestId("left-text"), kLeft);
  await left.getByTestId("left-copy-all").click();
  await eventually(async () => assert.ok((await host.page.evaluate(() => navigator.clipboard.readText())).includes(kLeft)));
  await left.getByTestId("left-discard").click();
  await left.getByTestId("left-discard-sure").click();
  await showsNot(left);
  await eventually(async () => assert.equal(await host.page.evaluate(keptOnDevice), 0));
  assert.equal(await other.note.filter({ hasText: kLeft }).count(), 0);
}

async function noPageMetAnError({ devices }) {
  assert.deepEqual(devices.errors(), []);
}

play("offline", {
  prepare: () => prepareSmall("offline"),
  finish: finishSmall,
  scenes: [
    ["a group with two laptops, in the learning conversation", theGroupIsThere],
    ["the network is cut: what is written waits, and says where it lies", theNetworkIsCut],
    ["reloaded without a network: the page is there, says so, and lists what waits", reloadedInTheDark],
    ["the page is closed, and the server is killed", closedAndTheServerDies],
    ["opened while the server is away", openedWithoutServer],
    ["the server is back: everything is there exactly once, on both laptops", everythingIsThereOnce],
    ["saved is said when it is saved", savedIsSaidWhenItIs],
    ["nothing of the seminar lies in the page's cache", nothingOfTheSeminarIsCached],
    ["two tabs of one device, without a network: each text once, in order", twoTabsOfOneDevice],
    ["what came too late is refused with the reason, and stays until it is thrown away", tooLateIsSaidAndKept],
    ["two laptops change one action point: both texts are shown, and nothing is lost", twoHandsOnOneActionPoint],
    ["forgotten with something unsent: the join page shows it, until it is thrown away", forgottenWithSomethingUnsent],
    ["no page met an error", noPageMetAnError],
  ],
});
