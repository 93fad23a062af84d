// Motion explains and ends: nothing repeats, nothing blinks, and whoever asks the browser for less motion gets none.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const src = join(import.meta.dirname, "../src");
const styled = readdirSync(src, { recursive: true, encoding: "utf8" }).filter((file) => /\.(svelte|css)$/.test(file));

function restless(css: string): string[] {
  const lines = css.replaceAll(/\/\*[\s\S]*?\*\//g, "").match(/animation[\w-]*:[^;]+;/g) ?? [];
  return lines.filter((line) => /infinite|iteration-count:(?!\s*1\b)|animation:.*\s[2-9]\d*\s*[;\s]/.test(line));
}

test("the scan finds what repeats", () => {
  expect(restless("animation: pulse 1s infinite;")).toHaveLength(1);
  expect(restless("animation-iteration-count: 3;")).toHaveLength(1);
  expect(restless("animation: arrive 0.35s ease-out; animation: rise var(--calm);")).toEqual([]);
  expect(styled.length).toBeGreaterThan(60);
});

test.each(styled)("%s repeats nothing", (file) => {
  expect(restless(readFileSync(join(src, file), "utf8"))).toEqual([]);
});

test("less motion is respected everywhere at once", () => {
  const base = readFileSync(join(src, "ui/base.css"), "utf8");
  expect(base).toMatch(/@media \(prefers-reduced-motion: reduce\) \{\s*\*,[^}]*animation-duration: 0\.01ms !important;[^}]*transition-duration: 0\.01ms !important;/);
});
