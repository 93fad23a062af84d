// Takes a screen at three sizes: a projector, a laptop, a phone.
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { kSizes } from "../support/devices.js";
import { checkout } from "../support/places.js";

export const album = path.join(checkout, "build/pictures");

/** As `build/pictures/<scene>/<screen>-<width>.png`. Phones are pictured in full length, since one scrolls there. */
export async function photograph(scene, screens, only = Object.keys(kSizes)) {
  const folder = path.join(album, scene);
  await mkdir(folder, { recursive: true });
  for (const [name, { page }] of Object.entries(screens)) {
    const before = page.viewportSize();
    for (const size of only) {
      await page.setViewportSize(kSizes[size]);
      await page.evaluate(() => document.fonts.ready.then(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))));
      await page.screenshot({
        path: path.join(folder, `${name}-${kSizes[size].width}.png`),
        fullPage: size === "phone" && name !== "group-screen",
        animations: "disabled",
      });
    }
    await page.setViewportSize(before);
  }
}
