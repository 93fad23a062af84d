// axe-core in the page, injected from its file past the page's Content-Security-Policy.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const kRules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** Everything axe objects to, however small: the rule, and where. */
export async function faults(page) {
  await page.evaluate(source);
  return page.evaluate(async (runOnly) => {
    const found = await globalThis.axe.run(document, { runOnly });
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(" | ")}`);
  }, kRules);
}

// A card that is still fading in has no contrast yet.
export const motionEnds = (page) =>
  page.evaluate(() => {
    const passing = document.getAnimations().filter((motion) => Number.isFinite(motion.effect.getComputedTiming().endTime));
    return Promise.allSettled(passing.map((motion) => motion.finished));
  });
