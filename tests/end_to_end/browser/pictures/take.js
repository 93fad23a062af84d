// `./dev pictures`: walks through a seminar, in Danish and in English, photographs every screen in every phase at three sizes,
// light and dark, and puts all of them on a contact sheet, build/pictures/index.html. The few pictures that the README shows, and
// its film, go to docs/pictures. `--quick`: Danish and light only. `--language da|en`: one of them.
import { execFile } from "node:child_process";
import { mkdir, rm, stat } from "node:fs/promises";
import path from "node:path";
import { parseArgs, promisify } from "node:util";
import { Devices } from "../support/devices.js";
import { checkout } from "../support/places.js";
import { speak } from "../support/words.js";
import { album, Camera } from "./camera.js";
import { Film } from "./film.js";
import { gather, goHome } from "./party.js";
import { makeSheets } from "./sheets.js";
import { walkThrough } from "./walk.js";

const run = promisify(execFile);
const kReadme = {
  "console.png": "da-light/learning-harvest/console-1366.png",
  "group-screen.png": "da-projector/learning/group-screen-1366.png",
  "host-device.png": "da-light/productive/host-1366.png",
  "board.png": "da-light/productive/board-1366.png",
  "join-phone.png": "da-light/door/code-390.png",
};
const kLargestBytes = 200 * 1024;
const kFilm = "seminar.webp";
const kLargestFilmBytes = 1_500_000;
const shelf = path.join(checkout, "docs/pictures");

// 256 colours are enough for a README, and a third of the bytes.
async function forTheReadme() {
  await mkdir(shelf, { recursive: true });
  for (const [name, taken] of Object.entries(kReadme)) {
    const fewColours = "split[a][b];[a]palettegen[p];[b][p]paletteuse=dither=none";
    const file = path.join(shelf, name);
    await run("ffmpeg", ["-y", "-loglevel", "error", "-i", path.join(album, taken), "-vf", fewColours, file]);
    const { size } = await stat(file);
    if (size > kLargestBytes) throw new Error(`${name} has ${size} bytes; the README takes ${kLargestBytes}`);
  }
}

async function seminarIn(language, themes, { filmed }) {
  speak(language);
  const party = await gather(language);
  party.camera = new Camera({ language, themes });
  if (filmed) party.film = new Film(party.devices.browser);
  try {
    await walkThrough(party);
    if (filmed) {
      const { bytes, seconds } = await party.film.develop(path.join(album, "film"), path.join(shelf, kFilm));
      if (bytes > kLargestFilmBytes) throw new Error(`${kFilm} has ${bytes} bytes; the README takes ${kLargestFilmBytes}`);
      process.stdout.write(`film: ${seconds.toFixed(0)} s, ${bytes} bytes\n`);
    }
    return party.camera.taken;
  } catch (error) {
    process.stderr.write(`every screen at that moment: ${await party.devices.keepTraces("pictures")}\n`);
    throw error;
  } finally {
    await goHome(party);
  }
}

const { values } = parseArgs({ options: { quick: { type: "boolean" }, language: { type: "string" } } });
const languages = values.language ? [values.language] : values.quick ? ["da"] : ["da", "en"];
const themes = values.quick ? ["light"] : ["light", "dark"];
await rm(album, { recursive: true, force: true });
await mkdir(album, { recursive: true });
const taken = [];
for (const language of languages) taken.push(...(await seminarIn(language, themes, { filmed: language === "da" && !values.quick })));
if (languages.includes("da")) await forTheReadme();
const devices = await Devices.launch();
const sheets = await makeSheets(devices.browser, taken);
await devices.close();
process.stdout.write(`pictures: ${taken.length} on ${sheets} sheets, ${path.join(album, "index.html")}\n`);
