// What every screen owes everybody: nothing that axe objects to in any of its colours, and nothing cut off on a narrow screen.
import assert from "node:assert/strict";
import { faults, motionEnds } from "./axe.js";

async function faultsInEveryTheme(page) {
  const found = [];
  const looked = new Set();
  // The group screen has a theme of its own, which no wish of the device changes: it must say so by itself.
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme });
    const worn = (wanted) => ["projector", wanted].includes(document.documentElement.dataset.theme);
    await page.waitForFunction(worn, colorScheme);
    // Colours that fade begin to do so with the next picture.
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
    await motionEnds(page);
    const theme = await page.evaluate(() => document.documentElement.dataset.theme);
    if (looked.has(theme)) continue;
    looked.add(theme);
    for (const fault of await faults(page)) found.push(`${theme}: ${fault}`);
  }
  await page.emulateMedia({ colorScheme: "light" });
  return found;
}

/** WCAG 1.4.10: a screen of 320 pixels, which is also what 400 % zoom makes of a laptop; and that laptop at 200 % (1.4.4). */
const kReflow = { "320 pixels": { width: 320, height: 640 }, "200 %": { width: 683, height: 384 } };

/** Where the page must be scrolled sideways. What scrolls in a box of its own is not meant. */
async function tooWide(page) {
  const before = page.viewportSize();
  const found = [];
  for (const [name, size] of Object.entries(kReflow)) {
    await page.setViewportSize(size);
    const wide = await page.evaluate(() => {
      const over = document.documentElement.scrollWidth - document.documentElement.clientWidth;
      if (over <= 0) return "";
      const boxed = (part) => part && part !== document.body && (getComputedStyle(part).overflowX !== "visible" || boxed(part.parentElement));
      const beyond = [...document.body.querySelectorAll("*")].filter((part) => part.getBoundingClientRect().right > innerWidth && !boxed(part));
      return `${over} px: ${beyond.map((part) => `${part.localName}.${part.dataset.testid ?? part.classList[0] ?? ""}`).join(" ")}`;
    });
    if (wide) found.push(`${name}: ${wide}`);
  }
  await page.setViewportSize(before);
  return found;
}

/** `pages` by name: none has a fault in any of its colours, and none must be scrolled sideways. */
export async function expectSound(pages) {
  const found = {};
  for (const [name, page] of Object.entries(pages)) {
    await motionEnds(page);
    const list = [...(await faultsInEveryTheme(page)), ...(await tooWide(page))];
    if (list.length > 0) found[name] = list;
  }
  assert.deepEqual(found, {});
}
