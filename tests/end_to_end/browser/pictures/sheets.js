// What was taken, as a contact sheet: a page with every picture, grouped by screen, and sheets of the same as pictures.
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { kSizes } from "../support/devices.js";
import { album } from "./camera.js";

const kThumb = { projector: 460, laptop: 460, phone: 230 };
const kPerSheet = { projector: 12, laptop: 12, phone: 16 };

const escape = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
function grouped(taken, keyOf) {
  const groups = new Map();
  for (const one of taken) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
  return groups;
}
const variant = ({ language, theme }) => `${language}, ${theme}`;
/** What stands together: the screens of one place, or of one kind of device. */
const kPlaces = { door: "join", planner: "planner", errors: "errors", about: "about" };
const family = ({ scene, screen }) => kPlaces[scene] ?? (screen.startsWith("group-screen") ? "group-screen" : screen.split("-")[0]);

const figure = ({ file, scene, screen, size }) => `<figure style="width:${kThumb[size]}px">
<a href="${file}"><img loading="lazy" src="${file}" alt=""></a><figcaption>${escape(scene)} · ${escape(screen)}</figcaption></figure>`;

const page = (body, script = "") => `<!doctype html><html lang="en"><meta charset="utf-8"><title>Samtale: contact sheet</title><style>
body { margin: 16px; background: #d9d6ce; font: 14px/1.4 system-ui, sans-serif; color: #1c2a28; }
nav { position: sticky; top: 0; padding: 8px 0; background: #d9d6ce; }
nav a { margin-right: 1em; } h2 { margin: 24px 0 8px; } h3 { margin: 16px 0 6px; font-size: 14px; }
section { display: flex; flex-wrap: wrap; gap: 12px; align-items: start; }
figure { margin: 0; } img { width: 100%; max-height: 520px; object-fit: cover; object-position: top; display: block; box-shadow: 0 0 0 1px #8885; }
figcaption { font-size: 12px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
</style>${body}${script}</html>`;

function wholePage(taken) {
  const families = grouped(taken, family);
  const links = [...families.keys()].map((name) => `<a href="#${name}">${name}</a>`).join("");
  const parts = [...families].map(([name, pictures]) => {
    const rows = [...grouped(pictures, (one) => `${kSizes[one.size].width} px, ${variant(one)}`)];
    return `<h2 id="${name}">${name}</h2>${rows.map(([title, row]) => `<h3>${title}</h3><section>${row.map(figure).join("")}</section>`).join("")}`;
  });
  return page(`<h1>Every screen in every phase: ${taken.length} pictures</h1><nav>${links}</nav>${parts.join("")}`);
}

/** Answers how many sheets were made. */
export async function makeSheets(browser, taken) {
  await writeFile(path.join(album, "index.html"), wholePage(taken));
  const bench = await browser.newPage({ viewport: { width: 1920, height: 1000 } });
  let made = 0;
  for (const [name, pictures] of grouped(taken, (one) => `${family(one)}-${kSizes[one.size].width}-${one.language}-${one.theme}`)) {
    const count = kPerSheet[pictures[0].size];
    for (let at = 0; at < pictures.length; at += count) {
      const some = pictures.slice(at, at + count);
      const number = pictures.length > count ? `-${at / count + 1}` : "";
      const html = path.join(album, "sheet.html");
      await writeFile(html, page(`<section>${some.map(figure).join("")}</section>`).replaceAll('loading="lazy" ', ""));
      await bench.goto(pathToFileURL(html).href);
      await bench.screenshot({ path: path.join(album, `sheet-${name}${number}.png`), fullPage: true });
      made += 1;
    }
  }
  await bench.close();
  return made;
}
