// What people get wrong: each time a message in their language, and nothing has changed.
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { JoinPage } from "./screens/join.js";
import { finishSmall, joinAsHost, openConsole, prepareSmall, tomorrow } from "./seminar/small.js";
import { scratch } from "./support/places.js";
import { play } from "./support/scenes.js";
import { eventually, shows } from "./support/wait.js";
import { words } from "./support/words.js";

async function unknownCode(cast) {
  const door = new JoinPage(await cast.devices.add("stranger"));
  await door.open(cast.server.url);
  await door.type("ABC");
  await shows(door.error, words("join.code_too_short"));
  await door.type("2222-2222");
  await shows(door.error, words("rejection.CODE_UNKNOWN"));
  assert.equal(await door.groups.count(), 0);
  await door.page.getByTestId("language-en").click();
  await door.type("2222-2223");
  await shows(door.error, words("rejection.CODE_UNKNOWN", {}, "en"));
}

async function notARecording(cast) {
  const file = path.join(scratch, "not-a-film.mp4");
  await writeFile(file, "This is a text that calls itself a film.\n".repeat(500));
  await cast.planner.chooseRecording(1, file);
  await shows(cast.planner.recording(1), words("rejection.NOT_A_RECORDING"));
  assert.equal(await cast.planner.recordingThere(1).count(), 0);
}

async function wrongColumns(cast) {
  const { planner } = cast;
  await planner.beginPaste("Team A;Sted;By;a@example.org;for meget\n;Uden navn;By;b@example.org\nTeam C;Sted;By;ikke-en-adresse\n");
  await eventually(async () => assert.equal(await planner.pasteWrong.count(), 3));
  await shows(planner.pasteWrong, words("planner.paste_columns", { count: 5 }));
  await shows(planner.pasteWrong, words("planner.group_name_missing"));
  await shows(planner.pasteWrong, words("rejection.EMAIL_INVALID"));
  assert.ok(await planner.page.getByTestId("paste-add").isDisabled(), "nothing good to add");
  await planner.page.keyboard.press("Escape");
  await eventually(async () => assert.equal(await planner.page.getByTestId("paste-dialog").count(), 0));
  assert.equal(await planner.groupRow.count(), 1);
}

async function nameTwice(cast) {
  const { planner } = cast;
  await planner.page.getByTestId("add-group-name").fill("team SKOVBRYNET");
  await planner.page.getByTestId("add-group-submit").click();
  await shows(planner.page.getByTestId("add-group"), words("rejection.NAME_TAKEN"));
  assert.equal(await planner.groupRow.count(), 1);
}

async function pastDate(cast) {
  const { planner, server } = cast;
  const seminarId = (cast.seminarId = planner.seminarId);
  await planner.page.getByTestId("plan-date").fill("2020-01-15");
  await planner.page.getByTestId("plan-save").click();
  await shows(planner.page.getByText(words("rejection.DATE_IN_PAST")));
  await planner.page.goto(`${server.url}/planner`);
  await planner.beginSeminar({ title: "Et gammelt seminar", date: "2020-01-15" });
  await shows(planner.createDialog, words("rejection.DATE_IN_PAST"));
  await planner.page.goto(`${server.url}/planner/${seminarId}`);
  // What was refused is offered again, and says that it is not saved; below it the seminar is what it was.
  await shows(planner.page.getByTestId("plan-bar"), words("staff.not_saved_found"));
  assert.equal(await planner.page.getByTestId("plan-date").inputValue(), "2020-01-15");
  await planner.page.getByTestId("plan-undo").click();
  await eventually(async () => assert.equal(await planner.page.getByTestId("plan-date").inputValue(), tomorrow()));
  await planner.page.goto(`${server.url}/planner`);
  await eventually(async () => assert.equal(await planner.seminars.count(), 1));
}

async function tooLong(cast) {
  cast.console = await openConsole(cast);
  await cast.console.openLobby();
  const host = (cast.host = await joinAsHost(cast));
  await shows(host.prompt, words("group.lobby_at", { time: "09:00" }));
  // The field itself ends at the limit; whoever gets past it is refused by the server, and keeps the text.
  const field = host.page.getByTestId("write-note");
  await field.evaluate((textarea) => textarea.removeAttribute("maxlength"));
  await field.fill("æ".repeat(4_001));
  await host.page.getByTestId("write-note-send").click();
  await shows(host.page.getByText(words("rejection.TEXT_TOO_LONG", { limit: 4000 })));
  assert.equal(await host.note.count(), 0);
  await host.write("note", "Den næste bliver gemt.");
}

async function foreignTokens(cast) {
  const stranger = await cast.devices.add("with a wrong link");
  await stranger.page.goto(`${cast.server.url}/#${"A".repeat(43)}`);
  await shows(stranger.page.getByTestId("staff-link-unknown"), words("staff.link_unknown"));
  // A facilitator's link opens no planner, and a device whose token the server does not know is asked to join again.
  await cast.console.page.goto(`${cast.server.url}/planner/${cast.seminarId}`);
  await eventually(async () => assert.equal(new URL(cast.console.page.url()).pathname, "/staff"));
  await cast.host.page.evaluate(() => {
    const [place] = JSON.parse(localStorage.getItem("samtale.devices"));
    localStorage.setItem("samtale.devices", JSON.stringify([{ ...place, token: "B".repeat(43) }]));
  });
  await cast.host.page.reload();
  await shows(cast.host.page.getByTestId("refused"), words("connection.refused.sign_in"));
}

async function languageIsRemembered(cast) {
  const guest = await cast.devices.add("guest");
  await guest.page.goto(`${cast.server.url}/join`);
  await shows(guest.page.getByRole("heading", { name: words("join.title"), exact: true }));
  await guest.page.getByTestId("language-en").click();
  await shows(guest.page.getByRole("heading", { name: words("join.title", {}, "en"), exact: true }));
  await guest.page.reload();
  await shows(guest.page.getByRole("heading", { name: words("join.title", {}, "en"), exact: true }));
  assert.equal(await guest.page.evaluate(() => document.documentElement.lang), "en");
  const tourist = await cast.devices.add("tourist", { locale: "en-GB" });
  await tourist.page.goto(`${cast.server.url}/join`);
  await shows(tourist.page.getByRole("heading", { name: words("join.title", {}, "en"), exact: true }));
}

play("bad input", {
  prepare: () => prepareSmall("bad-input"),
  finish: finishSmall,
  scenes: [
    ["a code that leads nowhere", unknownCode],
    ["a recording that is none", notARecording],
    ["a list of groups with wrong columns", wrongColumns],
    ["a group's name that is taken", nameTwice],
    ["a date in the past", pastDate],
    ["a text that is too long", tooLong],
    ["tokens that are somebody else's or nobody's", foreignTokens],
    ["the language of a device: the browser's, or chosen and remembered", languageIsRemembered],
  ],
});
