// Two hundred groups on one laptop screen: all in sight without scrolling, and whoever needs somebody comes to the top.
import assert from "node:assert/strict";
import { finishSmall, joinAsHost, openConsole, prepareSmall, kGroupName } from "./seminar/small.js";
import { Board } from "./screens/board.js";
import { play } from "./support/scenes.js";
import { eventually, shows } from "./support/wait.js";

const kGroups = 200;
const kNames = ["Team Ærø", "Nattevagten på Østergård", "Familieteamet", "Døgninstitutionen Åen"];

async function twoHundredAreExpected(cast) {
  const rows = Array.from({ length: kGroups - 1 }, (_, i) => `${kNames[i % kNames.length]} ${i + 1};Børnehuset Lærken;Aabenraa;tovholder${i}@example.org`);
  await cast.planner.beginPaste(rows.join("\n"));
  await cast.planner.finishPaste();
  cast.board = new Board(await cast.devices.add("board"));
  await cast.board.page.goto(`${cast.server.url}/#${cast.organiserSecret}`);
  await shows(cast.board.page.getByTestId("seminars"));
  await cast.board.open(cast.server.url, cast.planner.seminarId);
  await eventually(async () => assert.equal(await cast.board.tiles.count(), kGroups));
}

/** How far the last tile ends above the lower edge, and how far the page can be scrolled sideways. */
const room = ({ page }) =>
  page.evaluate(() => {
    const ends = [...document.querySelectorAll('[data-testid="tile"]')].map((tile) => tile.getBoundingClientRect().bottom);
    const { scrollWidth, clientWidth } = document.documentElement;
    return { below: innerHeight - Math.max(...ends), aside: scrollWidth - clientWidth };
  });

async function allAreInSight({ board }) {
  const { below, aside } = await room(board);
  assert.ok(below >= 0, `the last tile ends ${-below} pixels below the screen`);
  assert.equal(aside, 0);
}

async function whoCallsComesFirst(cast) {
  const { board, devices } = cast;
  cast.console = await openConsole(cast);
  await cast.console.openLobby();
  cast.host = await joinAsHost(cast);
  await cast.console.pressNext();
  await cast.console.expectArmed();
  await cast.console.pressNext();
  await cast.host.expectPhase("WELCOME");
  await cast.host.help();
  await board.expectAttention(kGroupName, "help");
  await eventually(async () => assert.equal(await board.tiles.first().getAttribute("data-attention"), "help"));
  await allAreInSight(cast);
  assert.deepEqual(devices.errors(), []);
}

play("many groups", {
  prepare: () => prepareSmall("many-groups"),
  finish: finishSmall,
  scenes: [
    ["two hundred groups are expected", twoHundredAreExpected],
    ["all are in sight on a laptop", allAreInSight],
    ["who calls for help comes first, and all are still in sight", whoCallsComesFirst],
  ],
});
