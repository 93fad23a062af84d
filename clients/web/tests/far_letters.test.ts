// Letters for the whole room: the rule in tokens.css, computed. A picture 1.35 m high, seen from 8 m.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const src = join(import.meta.dirname, "../src");
const tokens = readFileSync(join(src, "ui/tokens.css"), "utf8");
const kDistanceM = 8;
const kPictureM = 1.35;
/** Of the font: the height of a capital in parts of the font size. */
const kCapital = 0.703;

/** Minutes of arc that a capital fills, at a font size in vh. */
function minutesOfArc(vh: number): number {
  const heightM = (vh / 100) * kPictureM * kCapital;
  return (Math.atan(heightM / kDistanceM) * 180 * 60) / Math.PI;
}

const far = Object.fromEntries(
  [...tokens.matchAll(/--far-([\w]+): max\(([\d.]+)vh/g)].map(([, name, vh]) => [name!, minutesOfArc(Number(vh))]),
);

test("every size for the room can be read from eight metres, and running text with ease", () => {
  expect(Object.keys(far)).toEqual(["s", "m", "l", "xl", "clock"]);
  for (const [name, arc] of Object.entries(far)) expect(arc, name).toBeGreaterThanOrEqual(16);
  for (const name of ["m", "l", "xl"]) expect(far[name], name).toBeGreaterThanOrEqual(20);
  expect(minutesOfArc(3.9)).toBeLessThan(16);
});

const forTheRoom = readdirSync(join(src, "screens/group")).filter((file) => /^(Projector|Far)\w*\.svelte$/.test(file));

test.each(forTheRoom)("%s uses no size of its own", (file) => {
  const style = /<style>([\s\S]*)<\/style>/.exec(readFileSync(join(src, "screens/group", file), "utf8"))?.[1] ?? "";
  const sizes = [...style.matchAll(/font-size:\s*([^;]+);/g)].map(([, size]) => size!);
  expect(sizes.filter((size) => !/^(var\(--(far-\w+|near)\)|inherit)$/.test(size))).toEqual([]);
});
