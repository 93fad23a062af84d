// axe-core in the page, injected from its file past the page's Content-Security-Policy.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const kRules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** Everything axe objects to: how much, the rule, and where. */
async function violations(page) {
  await page.evaluate(source);
  return page.evaluate(async (runOnly) => {
    const found = await globalThis.axe.run(document, { runOnly });
    return found.violations.map(({ id, impact, nodes }) => ({
      impact,
      text: `${id}: ${nodes.map(({ target }) => target.join(" ")).join(" | ")}`,
    }));
  }, kRules);
}

/** What is serious or critical: the rule, and where. */
export async function gravities(page) {
  const found = await violations(page);
  return found.filter(({ impact }) => impact === "serious" || impact === "critical").map(({ text }) => text);
}

/** Whatever it is, however small. */
export const faults = async (page) => (await violations(page)).map(({ text }) => text);
