// The server's disk is really full (R3), as people see it: staff are told, the group's text waits and says so, everything else
// goes on; and when there is room again all is saved, said, and there once, without anybody doing anything.
import assert from "node:assert/strict";
import { test } from "node:test";
import { finishSmall, joinAsHost, openConsole, prepareSmall } from "./seminar/small.js";
import { Board } from "./screens/board.js";
import { play } from "./support/scenes.js";
import { SmallDisk } from "./support/small_disk.js";
import { eventually, shows, showsNot } from "./support/wait.js";
import { words } from "./support/words.js";

const kLong = "Vi skriver længe, så disken mærker det. ".repeat(40);
const kWaiting = "Skrevet, mens disken var fuld";
const kMessage = "Vi venter lige på serveren";

const mark = (page, field, status) => page.locator(`form:has([data-testid="${field}"]) [data-testid="save-mark"][data-status="${status}"]`);
const alarm = ({ page }) => page.getByTestId("cannot-save");
const write = async ({ page }, text) => {
  await page.getByTestId("write-insight").fill(text);
  await page.getByTestId("write-insight").press("Control+Enter");
};

async function theGroupIsThere(cast) {
  cast.console = await openConsole(cast);
  cast.board = new Board(await cast.devices.add("board"));
  await cast.board.page.goto(`${cast.server.url}/#${cast.organiserSecret}`);
  await shows(cast.board.page.getByTestId("seminars"));
  await cast.board.open(cast.server.url, cast.planner.seminarId);
  cast.host = await joinAsHost(cast);
  cast.other = await joinAsHost(cast, "the group's other laptop");
  await cast.console.openLobby();
  await cast.console.pressNext();
  await cast.console.expectPhase("WELCOME");
  for (const kind of ["TALK_1", "TALK_2", "LEARNING_CONVERSATION"]) await cast.console.goTo(kind);
  for (const host of [cast.host, cast.other]) await host.expectPhase("LEARNING_CONVERSATION");
  await write(cast.host, "Før disken blev fuld");
  await shows(mark(cast.host.page, "write-insight", "saved"));
  await shows(cast.other.insight, "Før disken blev fuld");
  for (const staff of [cast.console, cast.board]) assert.equal(await alarm(staff).count(), 0);
}

async function theDiskIsFull(cast) {
  await cast.disk.fill();
  // What is there of the log's own pages may still take a little.
  let round = 0;
  await eventually(
    async () => {
      if (await alarm(cast.console).isVisible()) return;
      round += 1;
      await write(cast.host, `${round}. ${kLong}`);
      await cast.host.page.getByTestId("save-mark").first().waitFor();
      assert.fail("it still takes more");
    },
    { within: 60_000 },
  );
  await shows(alarm(cast.console), words("staff.cannot_save"));
  await shows(alarm(cast.board), words("staff.cannot_save"));
}

const shownOn = ({ page }) => page.getByTestId("insight").count();

async function whatIsWrittenWaits({ host, other, console, server }) {
  const before = await shownOn(other);
  await write(host, kWaiting);
  await shows(host.page.getByTestId("insight-waiting"), kWaiting);
  await shows(host.page.getByTestId("insight-waiting").filter({ hasText: kWaiting }).locator('[data-status="waiting"]'));
  assert.equal(await mark(host.page, "write-insight", "saved").count(), 0, "nothing says that it is saved");
  await showsNot(other.insight, kWaiting);
  // Nobody has lost the connection, and the clock runs.
  for (const device of [host, other]) {
    await device.expectConnection("online");
    await device.expectTimer("running");
  }
  assert.equal((await fetch(new URL("/readyz", server.url))).status, 503);
  assert.equal(await shownOn(other), before);
  await console.page.getByTestId("panel-message").click();
  await console.page.getByTestId("broadcast-text").fill(kMessage);
  await console.page.getByTestId("broadcast-show").click();
  await shows(console.page.locator('[data-testid="broadcast-show"][aria-busy="true"]'));
  assert.equal(await console.page.getByTestId("broadcast-text").inputValue(), kMessage);
  await showsNot(host.broadcast, kMessage);
}

async function openedWhileItIsFull({ host, console, board }) {
  await host.page.reload();
  await host.expectPhase("LEARNING_CONVERSATION");
  await shows(host.insight, "Før disken blev fuld");
  await shows(host.page.getByTestId("insight-waiting"), kWaiting);
  await board.page.reload();
  await shows(alarm(board), words("staff.cannot_save"));
  await shows(alarm(console));
}

async function itHealsByItself({ disk, host, other, console, board, server }) {
  await disk.free();
  for (const staff of [console, board]) await showsNot(alarm(staff));
  for (const device of [host, other]) await shows(device.insight, kWaiting);
  await showsNot(host.page.getByTestId("insight-waiting"));
  for (const device of [host, other]) {
    assert.equal(await device.insight.filter({ hasText: kWaiting }).count(), 1, `once on ${device.device.name}`);
    const texts = await device.insight.allInnerTexts();
    const rounds = texts.flatMap((text) => /^\s*(\d+)\. Vi skriver/.exec(text)?.[1] ?? []);
    assert.deepEqual(rounds, [...new Set(rounds)], "each once");
  }
  await eventually(async () => assert.equal((await fetch(new URL("/readyz", server.url))).status, 200));
  await shows(host.broadcast, kMessage);
  await eventually(async () => assert.equal(await console.page.getByTestId("broadcast-text").inputValue(), ""));
  await write(host, "Efter at der kom plads igen");
  await shows(mark(host.page, "write-insight", "saved"));
  await shows(other.insight, "Efter at der kom plads igen");
}

async function itIsThereAfterARestart({ server, host, other }) {
  await server.kill();
  await host.expectConnection("connecting", "offline");
  await server.again();
  for (const device of [host, other]) {
    await device.expectConnection("online");
    await shows(device.insight, kWaiting);
    assert.equal(await device.insight.filter({ hasText: kWaiting }).count(), 1);
  }
}

async function noPageMetAnError({ devices }) {
  assert.deepEqual(devices.errors(), []);
}

const disk = await SmallDisk.make(24);
if (!disk) {
  test("the server's disk is full", { skip: "NOT TESTED: needs the right to mount a small disk" }, () => {});
} else {
  play("the server's disk is full", {
    prepare: async () => ({ ...(await prepareSmall("full-disk", disk)), disk }),
    finish: async (cast) => {
      await finishSmall(cast);
      await disk.discard();
    },
    scenes: [
      ["a group writes, and it is saved", theGroupIsThere],
      ["the disk is full: console and board say so", theDiskIsFull],
      ["what is written waits and says so; connections, clocks and reading go on", whatIsWrittenWaits],
      ["pages opened meanwhile tell the same", openedWhileItIsFull],
      ["there is room again: everything is saved, once, and nobody had to do anything", itHealsByItself],
      ["and it is there after a power cut", itIsThereAfterARestart],
      ["no page met an error", noPageMetAnError],
    ],
  });
}
