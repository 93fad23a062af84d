// Who is there when the pictures are taken: a seminar, a crowd of simulated groups, and a group of our own; later one more,
// that comes late. Danish is the demo seminar; for another language one is planned like it.
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
import { words } from "../support/words.js";

const kCrowd = 14;
/** Writing and speaking go so many times faster than in life; the shared clock does not. */
const kHurry = 60;
const kLocales = { da: "da-DK", en: "en-GB" };
export const kOurs = "Team Skovbrynet";
/** As long as names of Danish workplaces are. */
export const kLate = "Specialrådgivningen for Børn, Unge og Familier på Ærø og Langeland";
const kGroups = `${kOurs};Døgninstitutionen Skovbrynet;Næstved;skovbrynet@example.org
Familieafdelingen Nord;Børn og Familie;Aalborg;nord@example.org
Børnehuset Tusindfryd;Dagtilbud Øst;Køge;tusindfryd@example.org
PPR Midt;Pædagogisk Psykologisk Rådgivning;Viborg;ppr@example.org
`;

const crowdProgram = path.resolve(
  checkout,
  process.env.SAMTALE_CROWD ?? path.join(path.dirname(serverProgram), "../../tests/crowd/samtale-crowd"),
);

async function talk(number) {
  const made = path.join(checkout, `var/demo-talks/talk-${number}.mp4`);
  return existsSync(made) ? made : recording(120);
}

async function planLikeTheDemo({ planner, links, language }) {
  await planner.page.getByTestId("new-seminar").click();
  const today = new Date().toISOString().slice(0, 10);
  await planner.page.getByTestId("seminar-title").fill("When children are heard – conversations that make a difference");
  await planner.page.getByTestId("seminar-date").fill(today);
  await planner.page.getByTestId("seminar-time").fill("09:00");
  await planner.page.getByTestId("seminar-language").selectOption(language === "en" ? { index: 1 } : { index: 0 });
  await planner.page.getByTestId("create-seminar").click();
  await shows(planner.page.getByTestId("planner-page"));
  await planner.beginPaste(kGroups);
  await planner.finishPaste();
  await planner.setTalk(1, { title: "Listening before solving", speaker: "Anne Lykke Bæk" });
  await planner.upload(1, await talk(1));
  await planner.setTalk(2, { title: "What research says about children’s participation", speaker: "Jens Ågård" });
  links.facilitator = await planner.invite(words("role.FACILITATOR"), "Mikkel Sørensen");
  links.speaker = await planner.invite(words("role.SPEAKER"), "Anne Lykke Bæk");
  links.room_code = await planner.roomCode();
  links.seminar_id = planner.seminarId;
}

export async function gather(language) {
  const server = await Server.prepare("pictures");
  const links = await server.startDemo("--talk-1", await talk(1), "--talk-2", await talk(2));
  const devices = await Devices.launch();
  const party = { server, links, devices, language };
  const add = (name, size) => devices.add(name, { size, locale: kLocales[language] });
  party.add = add;
  party.planner = new Planner(await add("planner"));
  await party.planner.page.goto(links.organiser);
  await shows(party.planner.seminars);
  if (language !== "da") await planLikeTheDemo(party);
  party.console = new Console(await add("console"));
  await party.console.signIn(links.facilitator);
  party.board = new Board(await add("board"));
  await party.board.page.goto(links.organiser);
  await shows(party.board.page.getByTestId("seminar"));
  await party.board.open(server.url, links.seminar_id);
  party.speaker = new Speaker(await add("speaker", "phone"));
  await party.speaker.signIn(links.speaker);
  party.visitor = new JoinPage(await add("visitor", "phone"));
  await party.visitor.open(server.url);
  return party;
}

/** By the room code: a group on the list, or a new one. */
async function enter(party, role, size, Screen, groupName) {
  const device = await party.add(`${groupName} ${role}`, size);
  const door = new JoinPage(device);
  await door.open(party.server.url);
  await door.type(party.links.room_code);
  await shows(door.page.getByTestId("new-group"));
  const known = door.groups.and(door.page.locator(`[data-group="${groupName}"]`));
  if (await known.count()) await known.click();
  else await door.nameNewGroup(groupName, "Center for Børn, Skole og Sundhed");
  await door.become(role);
  return new Screen(device);
}

export async function ourGroupArrives(party) {
  party.host = await enter(party, "host", "laptop", HostDevice, kOurs);
  party.screen = await enter(party, "screen", "projector", GroupScreen, kOurs);
  party.phone = await enter(party, "phone", "phone", Phone, kOurs);
}

export async function lateGroupArrives(party) {
  party.lateHost = await enter(party, "host", "laptop", HostDevice, kLate);
  party.lateScreen = await enter(party, "screen", "projector", GroupScreen, kLate);
  party.latePhone = await enter(party, "phone", "phone", Phone, kLate);
}

/** False when there is no crowd to be had: then the pictures show our group alone. */
export function crowdArrives(party) {
  if (!existsSync(crowdProgram)) return false;
  const { server, links } = party;
  party.crowd = spawn(
    crowdProgram,
    ["--url", server.url, "--code", links.room_code, "--groups", String(kCrowd), "--speed", String(kHurry), "--seed", "7"],
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
