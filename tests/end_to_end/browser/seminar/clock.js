// What the timers say, read on all pages in the same moments.
import assert from "node:assert/strict";

/** `12:05`, `1:02:05` or `+0:07`, in seconds; overtime is negative. */
export function secondsOf(text) {
  const late = text.startsWith("+");
  const seconds = text
    .replace("+", "")
    .split(":")
    .reduce((sum, part) => sum * 60 + Number(part), 0);
  return late ? -seconds : seconds;
}

/**
 * How far apart the pages are, in whole seconds: one number for each moment. Every page looks at its timer in the middle of
 * the same seconds of the machine's own clock, which is the server's; a page that was too busy to look in time says nothing
 * for that moment.
 */
export async function spreads(pages, moments) {
  const firstMs = Math.ceil(Date.now() / 1000) * 1000 + 1500;
  const looks = await Promise.all(pages.map((page) => page.evaluate(lookAt, { firstMs, moments })));
  const found = [];
  for (let i = 0; i < moments; ++i) {
    const seconds = looks.map((texts) => texts[i]).filter(Boolean).map(secondsOf);
    if (seconds.length > pages.length / 2) found.push(Math.max(...seconds) - Math.min(...seconds));
  }
  return found;
}

// Runs in the page. `honestOrigin` is there where a test has moved the page's own clock.
async function lookAt({ firstMs, moments }) {
  const now = () => (globalThis.honestOrigin ?? performance.timeOrigin) + performance.now();
  const texts = [];
  for (let i = 0; i < moments; ++i) {
    const atMs = firstMs + i * 1000;
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, atMs - now())));
    const lateMs = now() - atMs;
    texts.push(lateMs < 350 ? document.querySelector('[data-testid="phase-timer"]').textContent : "");
  }
  return texts;
}

/** All show the same second. */
export async function expectSameClock(pages, { moments = 5 } = {}) {
  const found = await spreads(pages, moments);
  assert.ok(found.length > 0, "no moment in which most pages answered in time");
  assert.ok(Math.max(...found) <= 1, `apart by ${found} s`);
  assert.ok(found.filter((apart) => apart === 0).length * 2 > found.length, `seldom the same second: apart by ${found} s`);
}
