// A silent film of the seminar: a group's screen, its host device and one phone side by side, a few seconds of each phase. What
// is seen happens; only waiting is left out.
import { execFile } from "node:child_process";
import { mkdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { checkout } from "../support/places.js";

const run = promisify(execFile);
/** As high in the film as each other. */
const kHeight = 396;
const kViewports = { screen: { width: 1920, height: 1080 }, host: { width: 1060, height: 960 }, phone: { width: 390, height: 844 } };
const kLookMs = 240;
/** The machine was busy: one does not wait for it in the film. */
const kLongestMs = 400;
const kGap = 20;
const letters = path.join(checkout, "clients/web/node_modules/@fontsource-variable/schibsted-grotesk/files/schibsted-grotesk-latin-wght-normal.woff2");

export class Film {
  constructor(browser) {
    this.browser = browser;
    this.frames = [];
  }

  async #look(eyes) {
    const [screen, host, phone] = await Promise.all(
      eyes.map(async ({ cdp, viewport }) => {
        const clip = { x: 0, y: 0, ...viewport, scale: kHeight / viewport.height };
        const { data } = await cdp.send("Page.captureScreenshot", { format: "png", clip, optimizeForSpeed: true });
        return `data:image/png;base64,${data}`;
      }),
    );
    return { screen, host, phone };
  }

  /** `during` happens before the camera; afterwards it stays for `holdMs`. */
  async shoot(party, caption, { during = async () => {}, holdMs = 1_800 } = {}) {
    const eyes = [];
    const sizes = [];
    for (const [name, viewport] of Object.entries(kViewports)) {
      const { page } = party[name];
      sizes.push([page, page.viewportSize()]);
      await page.setViewportSize(viewport);
      await page.evaluate(() => scrollTo(0, 0));
      eyes.push({ cdp: await page.context().newCDPSession(page), viewport });
    }
    let over = false;
    const action = during().finally(() => (over = true));
    const look = async (ms) => this.frames.push({ caption, ms, ...(await this.#look(eyes)) });
    do {
      const before = performance.now();
      await look(0);
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, kLookMs - (performance.now() - before))));
      this.frames.at(-1).ms = Math.min(kLongestMs, performance.now() - before);
    } while (!over);
    await action;
    await look(holdMs);
    for (const { cdp } of eyes) await cdp.detach();
    for (const [page, size] of sizes) await page.setViewportSize(size);
  }

  /** Puts the three pictures of each moment on one, with a line above, and all of them into `file`. Answers its seconds. */
  async develop(folder, file) {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    const widths = Object.values(kViewports).map(({ width, height }) => Math.round((width / height) * kHeight));
    const width = widths.reduce((sum, one) => sum + one, kGap * 4);
    const page = await this.browser.newPage({ viewport: { width: width + (width % 2), height: kHeight + 76 } });
    const font = (await readFile(letters)).toString("base64");
    await page.setContent(`<style>
      @font-face { font-family: Ours; font-weight: 400 900; src: url("data:font/woff2;base64,${font}"); }
      body { margin: 0; background: #ede6d8; font: 700 26px Ours, sans-serif; color: #1c2a28; }
      p { margin: 0; padding: 12px ${kGap}px 0; height: 44px; box-sizing: border-box; white-space: nowrap; }
      div { display: flex; gap: ${kGap}px; padding: 0 ${kGap}px; }
      img { height: ${kHeight}px; border-radius: 8px; background: #fff; box-shadow: 0 0 0 2px #1c2a28; }
    </style><p></p><div><img id="screen"><img id="host"><img id="phone"></div>`);
    const list = [];
    for (const [i, { caption, ms, ...three }] of this.frames.entries()) {
      await page.evaluate(async ([text, pictures]) => {
        document.querySelector("p").textContent = text;
        for (const [id, source] of Object.entries(pictures)) {
          const picture = document.getElementById(id);
          picture.src = source;
          await picture.decode();
        }
      }, [caption, three]);
      const name = `${String(i).padStart(4, "0")}.png`;
      await page.screenshot({ path: path.join(folder, name) });
      list.push(`file '${name}'\nduration ${(ms / 1000).toFixed(3)}`);
    }
    await page.close();
    // ffmpeg forgets the last duration unless the picture is named once more.
    const last = list.at(-1).split("\n")[0];
    await writeFile(path.join(folder, "list.txt"), `${list.join("\n")}\n${last}\n`);
    const webp = ["-c:v", "libwebp_anim", "-loop", "0", "-quality", "50", "-compression_level", "5", "-cr_threshold", "0"];
    await run("ffmpeg", [
      ...["-y", "-loglevel", "error", "-f", "concat", "-safe", "0", "-i", path.join(folder, "list.txt")],
      ...["-fps_mode", "passthrough", ...webp, file],
    ]);
    const { size } = await stat(file);
    return { bytes: size, seconds: this.frames.reduce((sum, { ms }) => sum + ms, 0) / 1000 };
  }
}
