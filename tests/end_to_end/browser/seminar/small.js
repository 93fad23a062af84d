// A small seminar, made through the screens, for tests that need one to be there and are about something else.
import { Console } from "../screens/console.js";
import { HostDevice } from "../screens/host.js";
import { JoinPage } from "../screens/join.js";
import { Planner } from "../screens/planner.js";
import { Devices } from "../support/devices.js";
import { Server } from "../support/server.js";
import { words } from "../support/words.js";

export const kGroupName = "Team Skovbrynet";
export const tomorrow = () => new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);

/** Planned, with one expected group; `facilitator` is a link. `options` are the server's, `flags` the browser's. */
export async function prepareSmall(name, disk, { options = [], flags = [] } = {}) {
  const server = await Server.prepare(name, disk);
  const organiserSecret = await server.addOrganiser("Karen");
  await server.start(...options);
  const devices = await Devices.launch(flags);
  const planner = new Planner(await devices.add("organiser"));
  await planner.signIn(server.url, organiserSecret);
  await planner.createSeminar({ title: "Et lille seminar", date: tomorrow(), time: "09:00" });
  await planner.addGroup({ name: kGroupName, workplace: "Skovbrynet", municipality: "Næstved", email: "a@example.org" });
  const facilitator = await planner.invite(words("role.FACILITATOR"), "Mikkel");
  const roomCode = await planner.roomCode();
  return { server, devices, planner, facilitator, roomCode, organiserSecret };
}

export async function openConsole(cast, name = "facilitator") {
  const console = new Console(await cast.devices.add(name));
  await console.signIn(cast.facilitator);
  return console;
}

export async function joinAsHost(cast, name = "host") {
  const device = await cast.devices.add(name);
  const door = new JoinPage(device);
  await door.open(cast.server.url);
  await door.type(cast.roomCode);
  await door.choose(kGroupName);
  await door.become("host");
  return new HostDevice(device);
}

export async function finishSmall({ devices, server }) {
  await devices.close();
  await server.discard();
}
