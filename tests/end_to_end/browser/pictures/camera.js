// Takes screens at three sizes (a projector, a laptop, a phone), in light and in dark colours, and remembers what it took.
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { kSizes } from "../support/devices.js";
import { checkout } from "../support/places.js";

export const album = path.join(checkout, "build/pictures");

const settled = (page) =>
  page.evaluate(() => document.fonts.ready.then(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))));

export class Camera {
  /** `themes`: which colours the devices wish for; a screen with a theme of its own is taken once, in that. */
  constructor({ language, themes }) {
    this.language = language;
    this.themes = themes;
    /** What was taken, in its order: { scene, screen, size, theme, language, file } */
    this.taken = [];
  }

  /**
   * `screens`: by name. As `build/pictures/<language>-<theme>/<scene>/<screen>-<width>.png`. Phones are pictured in full length,
   * since one scrolls there; with `whole` every size is.
   */
  async take(scene, screens, { whole = false } = {}) {
    await Promise.all(Object.entries(screens).map(([screen, { page }]) => this.#takeOne(scene, screen, page, whole)));
  }

  async #takeOne(scene, screen, page, whole) {
    const before = page.viewportSize();
    for (const wished of this.themes) {
      await page.emulateMedia({ colorScheme: wished });
      const worn = (wanted) => ["projector", wanted].find((theme) => theme === document.documentElement.dataset.theme);
      const theme = await (await page.waitForFunction(worn, wished)).jsonValue();
      if (theme !== wished && wished !== this.themes[0]) continue;
      for (const [size, viewport] of Object.entries(kSizes)) {
        const file = path.join(`${this.language}-${theme}`, scene, `${screen}-${viewport.width}.png`);
        await mkdir(path.dirname(path.join(album, file)), { recursive: true });
        await page.setViewportSize(viewport);
        await page.evaluate(() => scrollTo(0, 0));
        await settled(page);
        const fullPage = whole || (size === "phone" && !screen.startsWith("group-screen"));
        await page.screenshot({ path: path.join(album, file), fullPage, animations: "disabled" });
        this.taken.push({ scene, screen, size, theme, language: this.language, file });
      }
    }
    await page.emulateMedia({ colorScheme: "light" });
    await page.setViewportSize(before);
  }
}
