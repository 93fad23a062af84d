// Who takes part in the seminar of the long test, and what they say. Every text that must stay in its group carries a word
// that is written nowhere else, so that it can be looked for on all other screens.
import { Devices } from "../support/devices.js";
import { Server } from "../support/server.js";
import { Board } from "../screens/board.js";
import { GroupScreen } from "../screens/group_screen.js";
import { HostDevice } from "../screens/host.js";
import { JoinPage } from "../screens/join.js";
import { Phone } from "../screens/phone.js";
import { Planner } from "../screens/planner.js";

export const kGroups = {
  skovbrynet: { name: "Team Skovbrynet", workplace: "Døgninstitutionen Skovbrynet", people: ["Aya", "Bo", "Carla"] },
  tusindfryd: { name: "Børnehuset Tusindfryd", workplace: "Dagtilbud Øst", people: ["Ditte", "Emil"] },
  ppr: { name: "PPR Midt", workplace: "Pædagogisk Psykologisk Rådgivning", people: ["Farah", "Gert", "Helle"] },
  ungeteamet: { name: "Ungeteamet", workplace: "Jobcenter Ung", people: ["Ib"] },
};

export const kTitle = "Når børn bliver hørt";

export async function prepare() {
  const server = await Server.prepare("whole-seminar");
  const organiserSecret = await server.addOrganiser("Karen Østergaard");
  await server.start();
  const devices = await Devices.launch();
  const organiser = await devices.add("organiser");
  return {
    server,
    devices,
    organiserSecret,
    planner: new Planner(organiser),
    board: new Board(await devices.add("board")),
    groups: {},
    /** text → the group whose devices alone may see it */
    secrets: new Map(),
  };
}

export async function finish({ devices, server }) {
  await devices.close();
  await server.discard();
}

/** The three devices of a group, not joined yet. */
export async function addGroup(cast, key) {
  const device = (what, size) => cast.devices.add(`${key} ${what}`, { size });
  const group = {
    ...kGroups[key],
    host: new HostDevice(await device("host")),
    screen: new GroupScreen(await device("screen", "projector")),
    phone: new Phone(await device("phone", "phone")),
  };
  group.all = [group.host, group.screen, group.phone];
  cast.groups[key] = group;
  return group;
}

export const doorOf = (groupDevice) => new JoinPage(groupDevice.device);

export const everyDevice = (cast) => Object.values(cast.groups).flatMap((group) => group.all);

/** Something that only this group's devices may ever be told. */
export function confide(cast, group, text) {
  cast.secrets.set(text, group.all.map(({ device }) => device));
  return text;
}
