// Who is there when the pictures are taken: the demo seminar, a crowd of simulated groups, and one group of our own.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { once } from "node:events";
import { Board } from "../screens/board.js";
import { Console } from "../screens/console.js";
import { GroupScreen } from "../screens/group_screen.js";
import { HostDevice } from "../screens/host.js";
import { JoinPage } from "../screens/join.js";
import { Phone } from "../screens/phone.js";
import { Planner } from "../screens/planner.js";
import { Speaker } from "../screens/speaker.js";
import { Devices } from "../support/devices.js";
import { checkout, serverProgram } from "../support/places.js";
import { recording } from "../support/recording.js";
import { Server } from "../support/server.js";
import { shows } from "../support/wait.js";

const kCrowd = 14;
/** Writing and speaking go so many times faster than in life; the shared clock does not. */
const kHurry = 60;
const kOurs = "Team Skovbrynet";

const crowdProgram = path.resolve(
  checkout,
  process.env.SAMTALE_CROWD ?? path.join(path.dirname(serverProgram), "../../tests/crowd/samtale-crowd"),
);

async function talk(number) {
  const made = path.join(checkout, `var/demo-talks/talk-${number}.mp4`);
  return existsSync(made) ? made : recording(120);
}

export async function gather() {
  const server = await Server.prepare("pictures");
  const links = await server.startDemo("--talk-1", await talk(1), "--talk-2", await talk(2));
  const devices = await Devices.launch();
  const party = { server, links, devices };
  party.console = new Console(await devices.add("console"));
  await party.console.signIn(links.facilitator);
  party.planner = new Planner(await devices.add("planner"));
  await party.planner.page.goto(links.organiser);
  await shows(party.planner.seminars);
  party.board = new Board(await devices.add("board"));
  await party.board.page.goto(links.organiser);
  await shows(party.board.page.getByTestId("seminar"));
  await party.board.open(server.url, links.seminar_id);
  party.speaker = new Speaker(await devices.add("speaker", { size: "phone" }));
  await party.speaker.signIn(links.speaker);
  party.visitor = new JoinPage(await devices.add("visitor", { size: "phone" }));
  await party.visitor.open(server.url);
  return party;
}

async function enter(party, role, size, Screen) {
  const device = await party.devices.add(role, { size });
  const door = new JoinPage(device);
  await door.open(party.server.url);
  await door.type(party.links.room_code);
  await door.choose(kOurs);
  await door.become(role);
  party[role] = new Screen(device);
}

export async function ourGroupArrives(party) {
  await enter(party, "host", "laptop", HostDevice);
  await enter(party, "screen", "projector", GroupScreen);
  await enter(party, "phone", "phone", Phone);
  await party.host.addPeople("Aya", "Bo", "Carla", "Dorte", "Emil");
}

/** False when there is no crowd to be had: then the pictures show our group alone. */
export function crowdArrives(party) {
  if (!existsSync(crowdProgram)) return false;
  const { url, room_code } = party.links;
  party.crowd = spawn(
    crowdProgram,
    ["--url", url, "--code", room_code, "--groups", String(kCrowd), "--speed", String(kHurry), "--seed", "7"],
    { stdio: "ignore" },
  );
  return true;
}

export async function goHome(party) {
  if (party.crowd) {
    const gone = once(party.crowd, "exit");
    party.crowd.kill("SIGTERM");
    await gone;
  }
  await party.devices.close();
  await party.server.discard();
}
