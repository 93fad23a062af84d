// `./dev pictures`: walks through the demo seminar and photographs every screen in every phase that looks different. All go
// to build/pictures/; the few that the README shows are copied to docs/pictures/.
import { execFile } from "node:child_process";
import { mkdir, rm, stat } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { checkout } from "../support/places.js";
import { eventually, shows } from "../support/wait.js";
import { words } from "../support/words.js";
import { album, photograph } from "./camera.js";
import { crowdArrives, gather, goHome, ourGroupArrives } from "./party.js";

const run = promisify(execFile);
const kReadme = {
  "console.png": "learning/console-1366.png",
  "group-screen.png": "learning/group-screen-1366.png",
  "host-device.png": "productive/host-1366.png",
  "board.png": "productive/board-1366.png",
  "join-phone.png": "door/code-390.png",
};
const kLargestBytes = 200 * 1024;

const live = ({ console, host, screen, phone, board, speaker }) => ({
  console,
  host,
  "group-screen": screen,
  phone,
  board,
  speaker,
});

/** Waits until the crowd has done that much; without one our own group is all there is. */
async function until(party, total, atLeast) {
  if (!party.crowd) return;
  const counted = party.board.page.getByTestId(`total-${total}`).locator("dd");
  await eventually(
    async () => {
      const now = Number((await counted.innerText()).split(" ")[0]);
      if (now < atLeast) throw new Error(`${total}: ${now} of ${atLeast}`);
    },
    { within: 120_000 },
  );
}

async function goOnTo(party, kind) {
  const { console } = party;
  while ((await console.phase.innerText()).trim() !== words(`phase.${kind}`)) {
    const now = (await console.phase.innerText()).trim();
    await console.pressNext();
    const armed = console.page.locator('[data-testid="next"][data-armed="true"]');
    const moved = console.phase.filter({ hasNotText: now });
    await armed.or(moved).first().waitFor();
    if (await armed.isVisible()) await console.pressNext();
    await moved.waitFor();
  }
  for (const device of [party.host, party.screen, party.phone]) await device.expectPhase(kind);
}

async function stepsOn(party, ...kinds) {
  for (const kind of kinds) {
    await party.host.nextStep();
    await party.host.expectStep(kind);
  }
}

async function before(party) {
  const { planner, visitor, links, server } = party;
  await photograph("door", { code: visitor, seminars: planner });
  await visitor.type("2222-2222");
  await shows(visitor.error, words("rejection.CODE_UNKNOWN"));
  await photograph("door", { "code-wrong": visitor });
  await visitor.type(links.room_code);
  await shows(visitor.groups);
  await photograph("door", { group: visitor });
  await visitor.groups.first().click();
  await shows(visitor.page.getByTestId("join-as-host"));
  await photograph("door", { role: visitor });
  await planner.page.goto(`${server.url}/planner/${links.seminar_id}`);
  await shows(planner.page.getByTestId("planner-page"));
  await photograph("planner", { plan: planner });
  await planner.openPhase("TALK_1");
  await planner.openPhase("LEARNING_CONVERSATION");
  await planner.page.getByTestId("phase-TALK_1-open").scrollIntoViewIfNeeded();
  await photograph("planner", { agenda: planner });
  for (const part of ["groups", "invitations"]) {
    await planner.page.locator(`#${part}`).evaluate((section) => section.scrollIntoView());
    await photograph("planner", { [part]: planner });
  }
  await planner.beginPaste("gruppe;arbejdsplads;kommune;e-mail\nTeam Vest;Botilbuddet;Vejle;vest@example.org\nTeam Syd;for;få\n");
  await photograph("planner", { paste: planner });
  await planner.page.keyboard.press("Escape");
  // The crowd takes its time in every step; the phases keep their true lengths, which is what the pictures show.
  await planner.setStepLengths("LEARNING_CONVERSATION", ["0,2", "1,5", "0,2", "1"]);
  await planner.setStepLengths("PRODUCTIVE_CONVERSATION", ["0,1", "0,2", "0,2", "1", "0,3", "0,3"]);
}

async function conversations(party) {
  const { host, phone, console } = party;
  await goOnTo(party, "LEARNING_CONVERSATION");
  await phone.writeForMyself("Jeg svarer tit, før barnet er færdigt.");
  await photograph("learning-write", live(party));
  await stepsOn(party, "ROUND");
  await host.nextPerson();
  await host.nextPerson();
  await photograph("learning", live(party));
  await until(party, "notes", 15);
  await stepsOn(party, "OPEN_TALK", "HARVEST");
  await host.write("insight", "Vi svarer for hurtigt, når der er travlt.");
  await host.write("insight", "Børn fortæller mere, når vi laver noget sammen.");
  await host.ask("Hvordan lytter man, når der er travlt?");
  await host.help();
  await photograph("learning-harvest", live(party));
  await console.answerHelp("Skovbrynet");

  await goOnTo(party, "WRAP_UP");
  await console.putQuestionOnStage("Hvordan lytter man");
  await shows(party.screen.stage);
  await photograph("wrap-up", live(party));

  await goOnTo(party, "BREAK");
  await photograph("break", live(party));

  await goOnTo(party, "PRODUCTIVE_CONVERSATION");
  await photograph("productive-empty", { host, phone });
  await stepsOn(party, "ROUND", "CHOOSE", "FORMULATE");
  await host.agree({
    what: "Vi går en tur med hvert barn, før vi holder møde om det.",
    who: "Aya, Bo",
    firstStep: "Spørg to børn i morgen, hvor de gerne vil hen.",
    insight: "Børn fortæller mere, når vi laver noget sammen.",
    needsLeadership: true,
  });
  await host.agree({ what: "Vi begynder hvert møde med et minuts ro.", who: "Carla" });
  await host.share("Vi går en tur");
  await until(party, "action-points", 12);
  await photograph("productive", live(party));
}

async function ending(party) {
  const { console } = party;
  await goOnTo(party, "SHARING");
  await photograph("sharing", live(party));
  await console.putGroupOnStage("Skovbrynet");
  await shows(party.screen.stage);
  await photograph("sharing-stage", live(party));
  await goOnTo(party, "EVALUATION");
  await photograph("evaluation", live(party));
  await console.end();
  await shows(party.host.goodbye, words("group.ended"));
  await photograph("ended", live(party));
}

async function walkThrough(party) {
  await before(party);
  await ourGroupArrives(party);
  if (crowdArrives(party)) await until(party, "people", 40);
  await photograph("lobby", live(party));
  await party.console.pressNext();
  await party.console.expectPhase("WELCOME");
  await party.host.sayReady();
  await party.console.broadcast("Vi begynder om et øjeblik. Slå jeres mikrofon fra.");
  await photograph("welcome", live(party));
  await party.console.clearBroadcast();
  await goOnTo(party, "TALK_1");
  await party.screen.expectPlaying();
  await photograph("talk", live(party));
  await party.console.pauseOrResume();
  await party.screen.expectPaused();
  await photograph("talk-paused", live(party));
  await conversations(party);
  await ending(party);
}

// 256 colours are enough for a README, and a third of the bytes.
async function forTheReadme() {
  const folder = path.join(checkout, "docs/pictures");
  await mkdir(folder, { recursive: true });
  for (const [name, taken] of Object.entries(kReadme)) {
    const fewColours = "split[a][b];[a]palettegen[p];[b][p]paletteuse=dither=none";
    const file = path.join(folder, name);
    await run("ffmpeg", ["-y", "-loglevel", "error", "-i", path.join(album, taken), "-vf", fewColours, file]);
    const { size } = await stat(file);
    if (size > kLargestBytes) throw new Error(`${name} has ${size} bytes; the README takes ${kLargestBytes}`);
  }
}

await rm(album, { recursive: true, force: true });
const party = await gather();
try {
  await walkThrough(party);
  await forTheReadme();
} finally {
  await goHome(party);
}
process.stdout.write(`pictures: ${album}\n`);
