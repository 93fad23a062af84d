// Who takes part in the talks: organiser, facilitator, board, and groups with a screen each. A recording of two minutes that needs
// a megabit a second, so that a network can be too slow for it.
import { GroupScreen } from "../screens/group_screen.js";
import { Board } from "../screens/board.js";
import { JoinPage } from "../screens/join.js";
import { finishSmall, kGroupName, openConsole, prepareSmall } from "../seminar/small.js";
import { noteFrames } from "../support/positions.js";
import { recording } from "../support/recording.js";
import { eventually, shows } from "../support/wait.js";
import { Witness } from "../support/witness.js";

export const kSeconds = 120;
export const kGroups = { one: kGroupName, wrong: "Dagplejen Solsikken", slow: "Familiehuset Åkanden", late: "PPR" };
export const theHealthy = ({ screens }) => [screens.one, screens.wrong].concat(screens.late ?? []);

export async function prepare() {
  const cast = await prepareSmall("talks");
  cast.recording = await recording(kSeconds, { noisy: true });
  cast.screens = {};
  cast.console = await openConsole(cast);
  const board = await cast.devices.add("board");
  await board.page.goto(`${cast.server.url}/#${cast.organiserSecret}`);
  await shows(board.page.getByTestId("seminars"));
  cast.board = new Board(board);
  await cast.board.open(cast.server.url, cast.planner.seminarId);
  cast.witness = await Witness.come(cast.server.url, cast.facilitator);
  return cast;
}

export async function finish(cast) {
  await cast.witness.leave();
  await finishSmall(cast);
}

async function enter({ server, roomCode }, device, key, role) {
  const door = new JoinPage(device);
  await door.open(server.url);
  await door.type(roomCode);
  if (key === "one" || role === "screen") await door.choose(kGroups[key]);
  else await door.nameNewGroup(kGroups[key], "Huset");
  await door.become(role);
}

/** A group comes: its host device and its screen. `slow`: bytes a second of the screen's network. */
export async function bringGroup(cast, key, { slow, ...device } = {}) {
  await enter(cast, await cast.devices.add(`host ${key}`), key, "host");
  const added = await cast.devices.add(`screen ${key}`, device);
  await noteFrames(added);
  if (slow) {
    // The page itself comes over that network too.
    added.page.setDefaultTimeout(120_000);
    await cast.devices.throttle(added, slow);
  }
  await enter(cast, added, key, "screen");
  added.page.setDefaultTimeout(20_000);
  const screen = Object.assign(new GroupScreen(added), { name: kGroups[key] });
  cast.screens[key] = screen;
  return screen;
}

/** The witness has seen the server since now, and thinks so of it. */
export async function witnessed(witness, check, { within = 30_000 } = {}) {
  const sinceMs = Date.now();
  return eventually(
    () => {
      const { last } = witness;
      if (!last || last.at < sinceMs) throw new Error("the witness sees nothing of the server");
      if (!check(last)) throw new Error(`the server says ${JSON.stringify(last)}`);
      return last;
    },
    { within },
  );
}
