// Waiting for what must become true, never for time to pass.
const kGivenUpAfterMs = 20_000;
const kLookAgainAfterMs = 50;

/** Runs `check` until it no longer throws, and gives its answer; at last throws what it threw. */
export async function eventually(check, { within = kGivenUpAfterMs } = {}) {
  const end = performance.now() + within;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (performance.now() > end) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, kLookAgainAfterMs));
  }
}

/** Waits until the locator's element is there and holds the text. */
export async function shows(locator, text) {
  const wanted = text === undefined ? locator : locator.filter({ hasText: text });
  await wanted.filter({ visible: true }).first().waitFor({ timeout: kGivenUpAfterMs });
}

/** Waits until nothing (with that text) is to be seen there. */
export async function showsNot(locator, text) {
  const unwanted = text === undefined ? locator : locator.filter({ hasText: text });
  await eventually(async () => {
    for (const element of await unwanted.all()) {
      if (await element.isVisible()) throw new Error(`still to be seen: ${text ?? locator}`);
    }
  });
}
