// The groups arrive: each with a host device, a screen and a phone, through every door there is.
import assert from "node:assert/strict";
import { eventually, shows, showsNot } from "../support/wait.js";
import { readQr } from "../support/qr.js";
import { words } from "../support/words.js";
import { addGroup, doorOf, everyDevice } from "./cast.js";

async function hostArrives(cast, key, typed) {
  const group = await addGroup(cast, key);
  const door = doorOf(group.host);
  await door.open(cast.server.url);
  await door.type(typed);
  await door.choose(group.name);
  await door.become("host");
  await shows(group.host.groupName, group.name);
  return group;
}

async function screenArrives({ server }, { screen, name }, groupCode) {
  const door = doorOf(screen);
  await door.open(server.url);
  await door.type(groupCode);
  await door.expectGroup(name);
  await door.become("screen");
  await shows(screen.groupName, name);
}

async function phoneArrives({ phone, name }, link) {
  const door = doorOf(phone);
  await phone.page.goto(link);
  await door.expectGroup(name);
  await door.become("phone");
  await shows(phone.groupName, name);
}

async function hostsArrive(cast) {
  const [left, right] = cast.roomCode.split("-");
  await hostArrives(cast, "skovbrynet", `${left}${right}`.toLowerCase());
  await hostArrives(cast, "tusindfryd", ` ${left.toLowerCase()}  ${right} `);
  await hostArrives(cast, "ppr", `${left} - ${right}`);
  for (const { host } of Object.values(cast.groups)) await shows(host.prompt, words("group.planned"));
}

async function screensAndPhonesArrive(cast) {
  const { skovbrynet, tusindfryd, ppr } = cast.groups;
  await screenArrives(cast, skovbrynet, `${cast.roomCode}-1`);
  await screenArrives(cast, tusindfryd, `${cast.roomCode.replace("-", "").toLowerCase()}2`);
  await screenArrives(cast, ppr, `${cast.roomCode} 3`);

  const bench = await cast.devices.add("camera");
  const seenOnTheScreen = await readQr(skovbrynet.screen.qrCode, bench.page);
  assert.match(seenOnTheScreen, new RegExp(`^${cast.server.url}/join#.`));
  await phoneArrives(skovbrynet, seenOnTheScreen);
  await phoneArrives(tusindfryd, await cast.planner.groupLink(tusindfryd.name));
  await phoneArrives(ppr, await readQr(ppr.screen.qrCode, bench.page));
}

async function lobbyOpens(cast) {
  await cast.console.openLobby();
  for (const { screen, host, phone } of Object.values(cast.groups)) {
    for (const device of [screen, host, phone]) await shows(device.prompt, words("group.lobby_at", { time: "13:00" }));
    await shows(screen.code, cast.roomCode);
  }
  for (const group of Object.values(cast.groups)) await group.host.addPeople(...group.people);
  await cast.board.expectTotal("people", "8");
  await cast.board.expectTotal("arrived", words("board.of", { count: 3, of: 3 }));
}

async function starts(cast) {
  await cast.console.pressNext();
  for (const device of everyDevice(cast)) await device.expectPhase("WELCOME");
  await cast.console.expectPhase("WELCOME");
  await shows(cast.board.phase, words("phase.WELCOME"));
}

async function welcomeRunsOver(cast) {
  await eventually(() => cast.groups.ppr.host.expectTimer("overtime"));
  for (const { host, screen, phone } of Object.values(cast.groups)) {
    for (const device of [host, screen, phone]) await device.expectTimer("overtime");
    await shows(host.overtime);
  }
  await cast.console.addMinute();
  for (const { host, screen, phone } of Object.values(cast.groups)) {
    for (const device of [host, screen, phone]) await device.expectTimer("running");
    await showsNot(host.overtime);
  }
}

async function pauses(cast) {
  await cast.console.pauseOrResume();
  for (const device of everyDevice(cast)) await device.expectTimer("paused");
  const shown = await Promise.all(everyDevice(cast).map(({ timer }) => timer.innerText()));
  assert.equal(new Set(shown).size, 1, `a paused timer shows the same everywhere: ${shown}`);
  await cast.console.pauseOrResume();
  for (const device of everyDevice(cast)) await device.expectTimer("running");
}

async function broadcasts(cast) {
  const text = "Husk at slå jeres mikrofon fra.";
  await cast.console.broadcast(text);
  for (const device of everyDevice(cast)) await device.expectBroadcast(text);
  await cast.console.clearBroadcast();
  for (const device of everyDevice(cast)) await device.expectBroadcast("");
}

async function goesOnInSpite(cast) {
  const { console, groups } = cast;
  await groups.skovbrynet.host.sayReady();
  await groups.tusindfryd.host.sayReady();
  await console.expectReady(2, 3);
  await console.pressNext();
  await console.expectArmed();
  for (const device of everyDevice(cast)) await device.expectPhase("WELCOME");
  await console.pressNext();
  await console.expectPhase("TALK_1");
  for (const device of everyDevice(cast)) await device.expectPhase("TALK_1");
}

export const arriving = [
  ["three host devices join by room code, however it is typed", hostsArrive],
  ["screens join by group code, phones by link and QR code", screensAndPhonesArrive],
  ["the lobby opens, and the rosters are filled in", lobbyOpens],
  ["the facilitator starts", starts],
  ["the welcome runs over its time, and a minute more puts that right", welcomeRunsOver],
  ["a pause stands still on every screen", pauses],
  ["a message to all comes and goes", broadcasts],
  ["going on before all are ready takes a second, deliberate press", goesOnInSpite],
];
