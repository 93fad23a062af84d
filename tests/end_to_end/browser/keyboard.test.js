// A whole seminar without a mouse: a facilitator leads it with the console's keys, the tabulator and Enter, and a group's host
// device comes in and takes part the same way. Whatever changes on the screens meanwhile, the focus stays where it can be seen.
import assert from "node:assert/strict";
import { HostDevice } from "./screens/host.js";
import { JoinPage } from "./screens/join.js";
import { secondsOf } from "./seminar/clock.js";
import { finishSmall, kGroupName, openConsole, prepareSmall } from "./seminar/small.js";
import { handle, Hands } from "./support/hands.js";
import { play } from "./support/scenes.js";
import { eventually, shows, showsNot } from "./support/wait.js";
import { words } from "./support/words.js";

const kQuestion = "Hvordan lytter man, når der er travlt?";
const kNote = "Stol på pauserne";
const kMessage = "Fem minutter endnu";
const kPoint = "Vi går en tur med hvert barn";

async function prepare() {
  const cast = await prepareSmall("keyboard");
  cast.console = await openConsole(cast);
  cast.host = new HostDevice(await cast.devices.add("host"));
  cast.leading = new Hands(cast.console.page);
  cast.hosting = new Hands(cast.host.page);
  return cast;
}

/** Nobody has lost the place: what the console and the host device do next begins where they stand. */
async function bothStand({ leading, hosting }) {
  await leading.stand();
  await hosting.stand();
}

async function joins({ server, roomCode, host, hosting }) {
  await new JoinPage(host).open(server.url);
  await hosting.stand(handle("join-code"));
  await host.page.keyboard.type(roomCode);
  await hosting.press("Enter");
  await shows(host.page.getByTestId("join-group"));
  await hosting.stand();
  await hosting.choose(`${handle("join-group")}[data-group="${kGroupName}"]`);
  await shows(host.page.getByTestId("join-as-host"));
  await hosting.choose(handle("join-as-host"));
  await shows(host.page.getByTestId("host-screen"));
  await hosting.stand("main");
}

async function opensTheLobby({ console, leading, host, hosting }) {
  await leading.choose(handle("open-lobby"));
  await shows(console.nextButton);
  await leading.stand(":has([data-testid=next])");
  await shows(host.prompt, words("group.lobby_at", { time: "09:00" }));
  await hosting.stand();
}

async function fillsInTheRoster({ host, hosting }) {
  await hosting.tabTo(handle("add-person"));
  for (const name of ["Aya", "Bo", "Cilie"]) {
    await host.page.keyboard.type(name);
    await hosting.press("Enter");
    await shows(host.person, name);
    await hosting.stand(handle("add-person"));
  }
  await hosting.choose(handle("edit-roster"));
  await shows(host.page.getByTestId("person-name"));
  await hosting.stand(handle("edit-roster"));
  // What takes a name off goes with it.
  await hosting.tabTo(`${handle("remove-person")}[aria-label="${words("host.roster_remove", { name: "Cilie" })}"]`);
  await hosting.press("Enter");
  await eventually(async () => assert.equal(await host.page.getByTestId("person-name").count(), 2));
  await hosting.stand();
  await hosting.tabTo(handle("edit-roster"), { key: "Shift+Tab" });
  await hosting.press("Enter");
  await shows(host.person, "Aya");
}

/** On with the key that is for it; where the console asks once more it puts the focus on the button. */
async function goesOn(cast, kind) {
  const { console, leading, host } = cast;
  await leading.press("ArrowRight");
  const armed = console.page.locator('[data-testid="next"][data-armed="true"]');
  const there = console.phase.filter({ hasText: words(`phase.${kind}`) });
  await armed.or(there).first().waitFor();
  if (await armed.isVisible()) {
    await leading.stand(handle("next"));
    await leading.press("ArrowRight");
  }
  await console.expectPhase(kind);
  await host.expectPhase(kind);
  await bothStand(cast);
}

async function leadsTheWelcome(cast) {
  const { console, leading, host, hosting } = cast;
  await goesOn(cast, "WELCOME");
  await leading.press("Space");
  await host.expectTimer("paused");
  await leading.stand();
  const before = secondsOf(await host.timer.innerText());
  const longerBy = (seconds) =>
    eventually(async () => {
      for (const { timer } of [host, console]) assert.equal(secondsOf(await timer.innerText()), before + seconds);
    });
  await leading.press("+");
  await longerBy(60);
  await leading.choose(handle("plus-1"));
  await longerBy(120);
  await leading.stand(handle("plus-1"));
  await leading.choose(handle("pause"));
  await host.expectTimer("running");
  await leading.stand(handle("pause"));

  await hosting.choose(handle("ready"));
  await shows(host.isReady);
  await console.expectReady(1, 1);
  await hosting.stand();
  await hosting.tabTo(handle("not-ready"));
  await bothStand(cast);
}

async function looksUpTheKeys({ console, leading }) {
  await leading.press("?");
  const dialog = console.page.getByTestId("keys-dialog");
  await shows(dialog);
  await leading.stand(`${handle("keys-dialog")} *`);
  await leading.choose(`${handle("keys-dialog")} [aria-label="${words("common.close")}"]`);
  await showsNot(dialog);
  await leading.stand(handle("pause"));
}

async function leadsThroughTheTalks(cast) {
  const { console, leading, host } = cast;
  await leading.choose(handle("next"));
  await console.expectPhase("TALK_1");
  await host.expectPhase("TALK_1");
  // The same button is the next one again.
  await leading.stand(handle("next"));
  await leading.press("z");
  await host.expectPhase("WELCOME");
  await bothStand(cast);
  for (const kind of ["TALK_1", "TALK_2", "LEARNING_CONVERSATION"]) await goesOn(cast, kind);
}

async function hasARound(cast) {
  const { host, hosting } = cast;
  await host.expectStep("WRITE");
  await hosting.choose(handle("next-step"));
  await host.expectStep("ROUND");
  await hosting.stand();
  await hosting.choose(handle("next-person"));
  await shows(host.turn, words("host.round_has_turn", { name: "Aya" }));
  await hosting.stand(handle("next-person"));
  await hosting.press("Enter");
  await shows(host.turn, words("host.round_has_turn", { name: "Bo" }));
  await hosting.stand(handle("next-person"));
  await hosting.press("Enter");
  await shows(host.page.getByTestId("round-done"));
  await hosting.stand();
  await hosting.choose(handle("round-done"));
  await host.expectStep("OPEN_TALK");
  await hosting.stand();
  await hosting.choose(handle("next-step"));
  await host.expectStep("HARVEST");
  await hosting.stand();
  await bothStand(cast);
}

async function writes({ host, hosting }) {
  await hosting.choose(`${handle("note-drawer")} summary`);
  for (const [field, text, list] of [
    ["write-note", kNote, host.note],
    ["ask-question", kQuestion, host.ownQuestion],
  ]) {
    await hosting.write(handle(field), text);
    await hosting.choose(handle(`${field}-send`));
    await shows(list, text);
    await hosting.stand(handle(`${field}-send`));
    // Back to the field with one key, for the next one.
    await hosting.press("Shift+Tab");
    await hosting.stand(handle(field));
  }
}

async function callsForHelp(cast) {
  const { console, leading, host, hosting } = cast;
  await leading.tabTo(handle("panel-message"));
  await hosting.choose(handle("call-help"));
  await shows(host.helpCalled);
  await hosting.stand();
  await shows(console.helpCall, kGroupName);
  await leading.stand(handle("panel-message"));
  await leading.choose(handle("answer-help"));
  await showsNot(console.helpCall);
  await shows(host.callHelp);
  await leading.stand(handle("help-calls"));
  await hosting.stand();
}

async function tellsEverybody({ console, leading, host, hosting }) {
  await hosting.write(handle("write-note"), "Midt i en sæt");
  await leading.choose(handle("panel-message"));
  await leading.write(handle("broadcast-text"), kMessage);
  await leading.choose(handle("broadcast-show"));
  await shows(host.broadcast, kMessage);
  await shows(console.page.getByTestId("broadcast-clear"));
  await leading.stand(handle("broadcast-show"));
  await hosting.stand(handle("write-note"));
  await leading.choose(handle("broadcast-clear"));
  await showsNot(host.broadcast);
  await showsNot(console.broadcastNow);
  await leading.stand();
  await host.page.keyboard.type("ning");
  assert.equal(await host.page.getByTestId("write-note").inputValue(), "Midt i en sætning");
}

async function picksAQuestion(cast) {
  const { console, leading, host } = cast;
  await goesOn(cast, "WRAP_UP");
  await leading.choose(`${handle("question")} ${handle("on-stage")}`);
  await shows(console.stageNow, kQuestion);
  await shows(host.stage, kQuestion);
  await bothStand(cast);
  await leading.choose(handle("mark-answered"));
  await showsNot(console.stageNow);
  await showsNot(host.stage);
  await bothStand(cast);
}

async function agreesAndShares(cast) {
  const { host, hosting } = cast;
  await goesOn(cast, "BREAK");
  await goesOn(cast, "PRODUCTIVE_CONVERSATION");
  await hosting.write(handle("ap-what"), kPoint);
  await hosting.write(handle("ap-who"), "Aya");
  await hosting.choose(handle("ap-save"));
  await shows(host.actionPoint, kPoint);
  await hosting.stand();
  await hosting.tabTo(handle("ap-share"));
  await hosting.press("Space");
  await shows(host.page.locator(`${handle("ap-share")}[aria-checked=true]`));
  await hosting.stand(handle("ap-share"));
  await hosting.choose(handle("ap-edit"));
  await hosting.stand(handle("ap-what"));
  await host.page.keyboard.type(" hver uge");
  await hosting.choose(handle("ap-save"));
  await shows(host.actionPoint, `${kPoint} hver uge`);
  await hosting.stand();
  await goesOn(cast, "SHARING");
}

async function ends(cast) {
  const { console, leading, host, devices } = cast;
  await goesOn(cast, "EVALUATION");
  await leading.choose(handle("end-last"));
  await shows(console.page.getByTestId("end-dialog"));
  await leading.stand(`${handle("end-dialog")} *`);
  await leading.press("Escape");
  await console.page.getByTestId("end-dialog").waitFor({ state: "detached" });
  await leading.stand(handle("end-last"));
  await leading.press("Enter");
  await leading.choose(handle("end-confirm"));
  await shows(console.phase, words("console.ended_title"));
  await shows(host.goodbye, words("group.ended"));
  await bothStand(cast);
  assert.deepEqual(devices.errors(), []);
}

play("keyboard", {
  prepare,
  finish: finishSmall,
  scenes: [
    ["a group joins with the code", joins],
    ["the facilitator opens the lobby", opensTheLobby],
    ["the group fills in its roster", fillsInTheRoster],
    ["the welcome: start, pause, a minute more, ready", leadsTheWelcome],
    ["the list of keys opens and closes", looksUpTheKeys],
    ["on through the talks, and one step back", leadsThroughTheTalks],
    ["the group steps through, with a round", hasARound],
    ["it writes a note and a question", writes],
    ["it calls for help and is answered", callsForHelp],
    ["a message to all comes and goes while somebody types", tellsEverybody],
    ["a question is picked and answered", picksAQuestion],
    ["an action point is agreed, shared and changed", agreesAndShares],
    ["the facilitator ends the seminar", ends],
  ],
});
