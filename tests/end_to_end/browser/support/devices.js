// One Chromium, and in it many devices: each has storage of its own, as if it were another machine, and remembers every
// frame the server sent it and every error its page met.
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { chromium } from "playwright-core";
import { traces } from "./places.js";

const kFlags = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
export const kSizes = {
  projector: { width: 1920, height: 1080 },
  laptop: { width: 1366, height: 768 },
  phone: { width: 390, height: 844 },
};
// While the server is away, or answers with a refusal that the test asked for, the browser itself says so in the console.
const kBrowsersOwnComplaint = /Failed to load resource|WebSocket connection to/;

export class Devices {
  /** `flags`: what else this Chromium is told. */
  static async launch(flags = []) {
    const browser = await chromium.launch({
      executablePath: process.env.SAMTALE_CHROMIUM ?? "/usr/bin/chromium",
      chromiumSandbox: false,
      args: [...kFlags, ...flags],
      // The browser's own parts, date fields among them, speak the language of the machine it runs on.
      env: { ...process.env, LANGUAGE: "da" },
    });
    return new Devices(browser);
  }

  constructor(browser) {
    this.browser = browser;
    this.all = [];
  }

  /** `wrongClock`: how many milliseconds this device's own clock goes wrong. */
  async add(name, { size = "laptop", locale = "da-DK", wrongClock = 0 } = {}) {
    const context = await this.browser.newContext({
      viewport: kSizes[size],
      locale,
      timezoneId: "Europe/Copenhagen",
      hasTouch: size === "phone",
      permissions: ["clipboard-read", "clipboard-write"],
    });
    if (wrongClock) await context.addInitScript(moveClock, wrongClock);
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    const device = { name, page, context, size, errors: [], frames: [] };
    page.on("pageerror", (error) => device.errors.push(String(error)));
    page.on("console", (message) => {
      if (message.type() === "error" && !kBrowsersOwnComplaint.test(message.text())) device.errors.push(message.text());
    });
    page.on("websocket", (socket) => {
      socket.on("framereceived", ({ payload }) => device.frames.push(Buffer.from(payload)));
    });
    this.all.push(device);
    return device;
  }

  /**
   * From now on the device's network is this slow, its WebSocket and all: bytes a second. Zero: cut, whatever was under way breaks.
   * Without a number it is as before.
   */
  async throttle(device, bytesPerSecond) {
    device.cdp ??= await device.context.newCDPSession(device.page);
    await device.cdp.send("Network.enable");
    await device.cdp.send("Network.emulateNetworkConditions", {
      offline: bytesPerSecond === 0,
      latency: bytesPerSecond ? 80 : 0,
      downloadThroughput: bytesPerSecond || -1,
      uploadThroughput: bytesPerSecond || -1,
    });
  }

  /** Pictures of every page, for whoever has to find out why a test failed. */
  async keepTraces(test) {
    const folder = path.join(traces, `pictures-${test.replaceAll(/[^\w]+/g, "-")}`);
    await mkdir(folder, { recursive: true });
    for (const { name, page } of this.all) {
      if (page.isClosed()) continue;
      await page.screenshot({ path: path.join(folder, `${name.replaceAll(/[^\wæøåÆØÅ]+/g, "-")}.png`), timeout: 5_000 }).catch(() => {});
    }
    return folder;
  }

  errors() {
    return this.all.flatMap(({ name, errors }) => errors.map((error) => `${name}: ${error}`));
  }

  async close() {
    await this.browser.close();
  }
}

// Runs in the page before anything else does.
function moveClock(byMs) {
  const Honest = Date;
  const now = () => Honest.now() + byMs;
  globalThis.Date = class extends Honest {
    constructor(...parts) {
      if (parts.length === 0) super(now());
      else super(...parts);
    }
    static now() {
      return now();
    }
  };
  const { timeOrigin } = performance;
  globalThis.honestOrigin = timeOrigin;
  Object.defineProperty(performance, "timeOrigin", { get: () => timeOrigin + byMs });
}
