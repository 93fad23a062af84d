// Before the day: the organiser plans the seminar.
import assert from "node:assert/strict";
import { eventually, shows } from "../support/wait.js";
import { recording } from "../support/recording.js";
import { words } from "../support/words.js";
import { Console } from "../screens/console.js";
import { Speaker } from "../screens/speaker.js";
import { kGroups, kTitle } from "./cast.js";

const kListFromASpreadsheet = `gruppe;arbejdsplads;kommune;e-mail
${kGroups.tusindfryd.name};${kGroups.tusindfryd.workplace};Køge;tusindfryd@example.org
${kGroups.ppr.name};${kGroups.ppr.workplace};Viborg;ppr@example.org
`;

const inAWeek = () => new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);

async function createsSeminar({ planner, server, organiserSecret }) {
  await planner.signIn(server.url, organiserSecret);
  await planner.createSeminar({ title: kTitle, date: inAWeek(), time: "13:00" });
}

// Short enough to see a phase run out and go on by itself; the others are left by the facilitator.
async function shortensLengths({ planner }) {
  await planner.setLengths({ WELCOME: "0,1", TALK_1: "4", TALK_2: "0,05", WRAP_UP: "10", BREAK: "0,05", SHARING: "8" });
  await planner.page.reload();
  await eventually(async () => assert.equal(await planner.page.getByTestId("phase-TALK_2-minutes").inputValue(), "0,05"));
}

async function expectsGroups({ planner }) {
  const { name, workplace } = kGroups.skovbrynet;
  await planner.addGroup({ name, workplace, municipality: "Næstved", email: "skovbrynet@example.org" });
  await planner.beginPaste(kListFromASpreadsheet);
  await eventually(async () => assert.equal(await planner.pasteRow.count(), 2));
  assert.equal(await planner.pasteWrong.count(), 0);
  await planner.finishPaste();
  await eventually(async () => assert.equal(await planner.groupRow.count(), 3));
  await shows(planner.groupRow, "Viborg");
}

async function uploadsTheTalk({ planner }) {
  await planner.upload(1, await recording(120));
  await planner.setTalk(1, { title: "At lytte, før man løser", speaker: "Anne Lykke Bæk" });
  await shows(planner.recordingThere(1));
}

async function invites(cast) {
  const { planner, devices } = cast;
  const facilitator = await planner.invite(words("role.FACILITATOR"), "Mikkel Sørensen");
  const speaker = await planner.invite(words("role.SPEAKER"), "Anne Lykke Bæk");
  cast.console = new Console(await devices.add("facilitator"));
  await cast.console.signIn(facilitator);
  cast.speaker = new Speaker(await devices.add("speaker", { size: "phone" }));
  await cast.speaker.signIn(speaker);
  cast.roomCode = await planner.roomCode();
  assert.match(cast.roomCode, /^[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}$/);
}

async function watches({ board, planner, server, organiserSecret }) {
  await board.page.goto(`${server.url}/#${organiserSecret}`);
  await shows(board.page.getByTestId("seminar"), kTitle);
  await board.open(server.url, planner.seminarId);
  await eventually(async () => assert.equal(await board.tiles.count(), 3));
  await board.expectAttention(kGroups.ppr.name, "awaited");
}

export const planning = [
  ["the organiser creates a seminar from the default agenda", createsSeminar],
  ["she shortens phases, and it is kept", shortensLengths],
  ["she adds a group by hand and two from a spreadsheet", expectsGroups],
  ["she uploads the recording of the first talk", uploadsTheTalk],
  ["she makes personal links, and a facilitator and a speaker come in by them", invites],
  ["her board shows the groups that are awaited", watches],
];
