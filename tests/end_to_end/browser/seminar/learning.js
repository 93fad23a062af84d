// The talks, and the learning conversation: with a device that reloads, a server that is killed, and a group that comes late.
import assert from "node:assert/strict";
import { eventually, shows, showsNot } from "../support/wait.js";
import { words } from "../support/words.js";
import { addGroup, confide, doorOf, everyDevice, kGroups } from "./cast.js";
import { expectSameClock, secondsOf } from "./clock.js";

// The phase is as long as its recording.
const kTalkLengthS = 2 * 60;
// Half a second of drawing, a second that a player may lag, and one more for a busy machine.
const kTalkTogetherS = 2.5;

const theThree = ({ groups }) => [groups.skovbrynet, groups.tusindfryd, groups.ppr];

/** How far each screen's player is from where the shared clock says the talk is. */
async function expectTogether(cast) {
  await eventually(async () => {
    for (const { screen, name } of theThree(cast)) {
      const [played, left] = await screen.page.evaluate(() => [
        document.querySelector('[data-testid="talk-video"]').currentTime,
        document.querySelector('[data-testid="phase-timer"]').textContent,
      ]);
      const off = played - (kTalkLengthS - secondsOf(left));
      assert.ok(Math.abs(off) <= kTalkTogetherS, `${name} is ${off.toFixed(1)} s off`);
    }
  });
}

async function watchTheTalk(cast) {
  for (const { screen, host, phone } of theThree(cast)) {
    await screen.expectPlaying();
    await shows(host.stepName, "At lytte, før man løser");
    await shows(phone.page.getByRole("heading", { name: "At lytte, før man løser" }));
  }
  await expectTogether(cast);
  await cast.console.pauseOrResume();
  for (const { screen } of theThree(cast)) await screen.expectPaused();
  await cast.console.pauseOrResume();
  for (const { screen } of theThree(cast)) await screen.expectPlaying();
}

async function screenReloads(cast) {
  await cast.groups.ppr.screen.reload();
  await cast.groups.ppr.screen.expectPlaying();
  await expectTogether(cast);
}

async function secondTalkGoesOnByItself(cast) {
  await cast.console.pressNext();
  await cast.console.expectArmed();
  await cast.console.pressNext();
  // No recording, three seconds, and then the agenda goes on without anybody.
  for (const device of everyDevice(cast)) await device.expectPhase("LEARNING_CONVERSATION");
}

async function nothingIsDecided(cast) {
  for (const { host, screen, phone } of theThree(cast)) {
    for (const device of [host, screen, phone]) {
      await device.expectStep("WRITE");
      assert.equal(await device.page.getByTestId(/^action-points(-drawer)?$/).count(), 0);
      assert.equal(await device.page.getByTestId("action-point-form").count(), 0);
      assert.ok(!(await device.page.content()).includes(words("host.action_points")));
    }
    await shows(host.page.getByText(words("host.learning_tag")));
    await shows(screen.page.getByText(words("host.learning_tag")));
  }
}

async function writeAlone(cast) {
  for (const group of theThree(cast)) {
    const text = `Kun til mig selv i ${group.name}: hemmelighed-telefon-${group.host.device.name.split(" ")[0]}`;
    cast.secrets.set(text, [group.phone.device]);
    await group.phone.writeForMyself(text);
  }
}

async function round(cast) {
  const { skovbrynet } = cast.groups;
  await skovbrynet.host.nextStep();
  for (const device of skovbrynet.all) await device.expectStep("ROUND");
  await cast.groups.ppr.screen.expectStep("WRITE");
  const heard = new Set();
  for (let i = 0; i < skovbrynet.people.length; ++i) {
    const before = await skovbrynet.screen.turn.allInnerTexts();
    await skovbrynet.host.nextPerson(); // the first press begins the round
    const turn = await eventually(async () => {
      const [now] = await skovbrynet.screen.turn.allInnerTexts();
      assert.ok(now && now !== before[0]);
      return now;
    });
    const name = skovbrynet.people.find((person) => turn === words("screen.turn", { name: person }));
    heard.add(name);
    await shows(skovbrynet.phone.turn, words("phone.you_speak", { name }));
  }
  assert.deepEqual([...heard].sort(), skovbrynet.people, "everybody had the turn once");
  await skovbrynet.host.nextPerson(); // the last one has spoken
  await skovbrynet.host.page.getByTestId("round-done").click();
  for (const device of skovbrynet.all) await device.expectStep("OPEN_TALK");
}

async function harvest(cast) {
  const { skovbrynet, tusindfryd, ppr } = cast.groups;
  await skovbrynet.host.nextStep();
  await skovbrynet.host.expectStep("HARVEST");
  await skovbrynet.host.write("insight", confide(cast, skovbrynet, "Vi svarer for hurtigt (indsigt-skovbrynet)"));
  await skovbrynet.host.write("note", confide(cast, skovbrynet, "Stol på pauserne (note-skovbrynet)"));
  await tusindfryd.host.write("insight", confide(cast, tusindfryd, "Børn hører alt (indsigt-tusindfryd)"));
  await ppr.host.write("note", confide(cast, ppr, "Vi mangler tid (note-ppr)"));
  await skovbrynet.host.ask("Hvordan lytter man, når der er travlt?");
  await tusindfryd.phone.ask("Hvad siger børnene selv?");
  await shows(tusindfryd.host.ownQuestion, "Hvad siger børnene selv?");
  await eventually(async () => assert.equal(await cast.speaker.question.count(), 2));
  assert.equal(await ppr.host.otherQuestion.count(), 0, "others' questions are for the wrap-up");
  await cast.board.expectTotal("notes", "4");
}

async function callsForHelp(cast) {
  const { ppr } = cast.groups;
  await ppr.host.help();
  await shows(cast.console.helpCall, ppr.name);
  await cast.board.expectAttention(ppr.name, "help");
  await cast.console.answerHelp(ppr.name);
  await shows(ppr.host.callHelp);
  await showsNot(cast.console.helpCall);
}

async function hostReloads(cast) {
  const { host, people } = cast.groups.skovbrynet;
  await host.page.getByTestId("write-insight").fill("Kun halvt skrevet");
  await host.reload();
  await host.expectStep("HARVEST");
  await shows(host.insight, "Vi svarer for hurtigt");
  await shows(host.ownQuestion, "Hvordan lytter man");
  assert.equal(await host.page.getByTestId("write-insight").inputValue(), "Kun halvt skrevet");
  await host.page.getByTestId("write-insight").fill("");
  for (const name of people) await eventually(async () => assert.ok((await host.page.content()).includes(name)));
}

async function serverIsKilled(cast) {
  const { skovbrynet, tusindfryd } = cast.groups;
  await cast.server.kill();
  for (const device of everyDevice(cast)) await device.expectConnection("connecting", "offline");
  // What is written now waits in the browser.
  const meanwhile = confide(cast, tusindfryd, "Skrevet uden forbindelse (note-tusindfryd)");
  await tusindfryd.host.page.getByTestId("write-insight").fill(meanwhile);
  await tusindfryd.host.page.getByTestId("write-insight-send").click();
  await shows(tusindfryd.host.page.getByTestId("insight-waiting"), meanwhile);

  await cast.server.again();
  for (const device of everyDevice(cast)) {
    await device.expectConnection("online");
    await device.expectPhase("LEARNING_CONVERSATION");
  }
  await shows(tusindfryd.host.insight, meanwhile);
  await showsNot(tusindfryd.host.page.getByTestId("insight-waiting"));
  await shows(skovbrynet.host.insight, "Vi svarer for hurtigt");
  await skovbrynet.host.expectStep("HARVEST");
  await cast.groups.ppr.host.expectStep("WRITE");
  await cast.console.expectPhase("LEARNING_CONVERSATION");
  await cast.board.expectTotal("notes", "5");
  await expectSameClock(everyDevice(cast).map(({ page }) => page));
}

async function aGroupComesLate(cast) {
  const group = await addGroup(cast, "ungeteamet");
  const door = doorOf(group.host);
  await door.open(cast.server.url);
  await door.type(cast.roomCode);
  await shows(door.page.getByText(words("join.running")));
  await door.nameNewGroup(group.name, group.workplace);
  await door.become("host");
  await group.host.expectPhase("LEARNING_CONVERSATION");
  await group.host.expectStep("WRITE");
  for (const [device, role] of [
    [group.screen, "screen"],
    [group.phone, "phone"],
  ]) {
    await doorOf(device).open(cast.server.url);
    await doorOf(device).type(`${cast.roomCode}-4`);
    await doorOf(device).become(role);
  }
  await expectSameClock(everyDevice(cast).map(({ page }) => page));
  await shows(cast.board.tile(kGroups.ungeteamet.name), words("board.late"));
}

export const learning = [
  ["every screen plays the talk from the shared position, and pauses with it", watchTheTalk],
  ["a screen that reloads finds its place in the talk", screenReloads],
  ["the second talk goes on by itself", secondTalkGoesOnByItself],
  ["the learning conversation has no place for action points", nothingIsDecided],
  ["each writes alone, on the own phone", writeAlone],
  ["everybody gets the turn", round],
  ["insights, notes and questions are kept", harvest],
  ["a call for help is seen and answered", callsForHelp],
  ["a host device that reloads is who it was, with what was being typed", hostReloads],
  ["the server is killed: everybody comes back, and nothing is lost", serverIsKilled],
  ["a group that comes late lands where the others are", aGroupComesLate],
];
