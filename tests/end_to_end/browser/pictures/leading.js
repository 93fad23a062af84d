// What the facilitator and our group do between the pictures.
import { eventually } from "../support/wait.js";
import { words } from "../support/words.js";

export const live = ({ console, host, screen, phone, board, speaker }) => ({
  console,
  host,
  "group-screen": screen,
  phone,
  board,
  speaker,
});

/** Waits until the crowd has done that much; without one our own group is all there is. */
export async function until(party, total, atLeast) {
  if (!party.crowd) return;
  const counted = party.board.page.getByTestId(`total-${total}`).locator("dd");
  await eventually(
    async () => {
      const now = Number((await counted.innerText()).split(" ")[0]);
      if (now < atLeast) throw new Error(`${total}: ${now} of ${atLeast}`);
    },
    { within: 120_000 },
  );
}

export async function goOnTo(party, kind) {
  const { console } = party;
  while ((await console.phase.innerText()).trim() !== words(`phase.${kind}`)) {
    const now = (await console.phase.innerText()).trim();
    await console.pressNext();
    const armed = console.page.locator('[data-testid="next"][data-armed="true"]');
    const moved = console.phase.filter({ hasNotText: now });
    await armed.or(moved).first().waitFor();
    if (await armed.isVisible()) await console.pressNext();
    await moved.waitFor();
  }
  for (const device of [party.host, party.screen, party.phone]) await device.expectPhase(kind);
}

export async function stepsOn(party, ...kinds) {
  for (const kind of kinds) {
    await party.host.nextStep();
    await party.host.expectStep(kind);
  }
}

/** Takes minutes off until one, and a little, is left, and waits for the last one; if `over` until none is left. */
export async function letTimeRunOut({ console, host }, { over = false } = {}) {
  const { page, timer } = console;
  const shown = async () => (await timer.innerText()).trim();
  for (;;) {
    const now = await shown();
    const minutes = Number(now.split(":").at(-2));
    if (over ? now.startsWith("+") : minutes <= 1) break;
    await page.getByTestId("minus-1").click();
    await eventually(async () => {
      const later = await shown();
      if (later.split(":")[0] === now.split(":")[0] && !later.startsWith("+")) throw new Error(`still ${now}`);
    });
  }
  const state = over ? "overtime" : "soon";
  await host.timer.and(host.page.locator(`[data-state="${state}"]`)).waitFor({ timeout: 90_000 });
}
