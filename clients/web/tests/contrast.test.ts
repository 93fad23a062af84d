// The contrast of every pair of colours that the parts put on each other, computed from the tables in themes.css
// (WCAG 2.2, relative luminance). What is seen from eight metres, on a wall in daylight, needs 7:1.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const css = readFileSync(join(import.meta.dirname, "../src/ui/themes.css"), "utf8").replaceAll(/\/\*[\s\S]*?\*\//g, "");
type Theme = "light" | "dark" | "projector";
const kThemes: Theme[] = ["light", "dark", "projector"];
const kPhases = ["welcome", "talk", "learning", "wrapup", "break", "productive", "sharing", "evaluation"];

const tables = Object.fromEntries(
  [...css.matchAll(/([^{}]+)\{([^{}]+)\}/g)].map(([, selector, body]) => [
    /data-theme="(\w+)"/.exec(selector!)![1],
    Object.fromEntries([...body!.matchAll(/--([\w-]+):\s*([^;]+);/g)].map(([, name, value]) => [name!, value!.trim()])),
  ]),
) as Record<Theme, Record<string, string>>;

function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5]
    .map((at) => parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}
function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light! + 0.05) / (dark! + 0.05);
}

const kGrounds = ["paper", "surface", "sunk", "field"];
const soft = kPhases.map((phase) => `${phase}-soft`);
/** Text, and the grounds it stands on. */
const kTexts: [string, string[]][] = [
  ["ink", [...kGrounds, ...soft, "ok-soft", "warn-soft", "danger-soft", "brand-soft"]],
  ["ink-soft", [...kGrounds, ...soft, "ok-soft", "warn-soft", "danger-soft", "brand-soft"]],
  ["placeholder", ["field"]],
  ["brand", [...kGrounds, "brand-soft"]],
  ["ok", [...kGrounds, "ok-soft"]],
  ["warn", [...kGrounds, "warn-soft"]],
  ["danger", [...kGrounds, "danger-soft"]],
  ["on-brand", ["brand", "brand-dark"]],
  ["on-status", ["ok", "danger", "warn"]],
  ["on-inverse", ["inverse"]],
  ["on-tone", kPhases.map((phase) => `${phase}-tone`)],
  ["on-field", kPhases.map((phase) => `${phase}-field`)],
  ...kPhases.map((phase): [string, string[]] => [`${phase}-tone`, ["paper", "surface", `${phase}-soft`]]),
];
/** Edges of what can be pressed or typed in, focus rings, and shapes that mean something. */
const kShapes: [string, string[]][] = [
  ["line-strong", ["paper", "surface", "field"]],
  ["focus", [...kGrounds, ...soft]],
  ["warn-line", ["paper", "surface"]],
  ...kPhases.map((phase): [string, string[]] => [`${phase}-tone`, ["sunk"]]),
];
const kTextRatio: Record<Theme, number> = { light: 4.5, dark: 4.5, projector: 7 };
// Nobody in the room has to see an edge that only a mouse needs; placeholders are not on the group screen.
const kNotForTheRoom = new Set(["placeholder"]);

function faults(theme: Theme, pairs: [string, string[]][], ratio: (text: string) => number): string[] {
  const table = tables[theme];
  return pairs.flatMap(([text, grounds]) =>
    grounds
      .map((ground) => ({ ground, found: contrast(table[text]!, table[ground]!) }))
      .filter(({ found }) => !(found >= ratio(text)))
      .map(({ ground, found }) => `${text} on ${ground}: ${found.toFixed(2)}`),
  );
}

test("the formula is WCAG's", () => {
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21, 5);
  expect(contrast("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
});

test("every theme has every colour, written so that it can be computed", () => {
  expect(Object.keys(tables).sort()).toEqual([...kThemes].sort());
  for (const theme of kThemes) {
    expect(Object.keys(tables[theme]).sort()).toEqual(Object.keys(tables.light).sort());
    for (const [name, value] of Object.entries(tables[theme])) expect(value, `${theme} ${name}`).toMatch(/^#[0-9a-f]{6}$/);
  }
  const computed = new Set([...kTexts, ...kShapes].flatMap(([text, grounds]) => [text, ...grounds]));
  // Decoration: a hairline between things that stand apart anyway.
  expect(Object.keys(tables.light).filter((name) => !computed.has(name))).toEqual(["line"]);
});

test.each(kThemes)("%s: text can be read", (theme) => {
  const needed = (text: string) => (kNotForTheRoom.has(text) ? 4.5 : kTextRatio[theme]);
  expect(faults(theme, kTexts, needed)).toEqual([]);
});

test.each(kThemes)("%s: edges and shapes can be seen", (theme) => {
  expect(faults(theme, kShapes, () => 3)).toEqual([]);
});
