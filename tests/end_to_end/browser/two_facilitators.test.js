// Two facilitators press *next* in the same moment: the seminar moves one phase, not two (P-36).
import assert from "node:assert/strict";
import { finishSmall, joinAsHost, openConsole, prepareSmall } from "./seminar/small.js";
import { play } from "./support/scenes.js";
import { eventually } from "./support/wait.js";
import { words } from "./support/words.js";

const kOrder = ["WELCOME", "TALK_1", "TALK_2", "LEARNING_CONVERSATION"];

async function bothAreThere(cast) {
  cast.first = await openConsole(cast, "facilitator 1");
  cast.second = await openConsole(cast, "facilitator 2");
  cast.host = await joinAsHost(cast);
  await cast.first.openLobby();
  await cast.first.pressNext();
  for (const console of [cast.first, cast.second]) {
    await console.expectPhase("WELCOME");
    await console.expectReady(0, 1);
  }
}

/** Neither hears anything between the two presses, as when both happen within one journey through the network. */
async function pressTogether({ server, first, second }) {
  server.hold();
  try {
    await first.pressNext();
    await second.pressNext();
  } finally {
    server.release();
  }
}

async function onePhaseEachTime(cast) {
  for (const [now, next] of kOrder.slice(0, -1).map((kind, i) => [kind, kOrder[i + 1]])) {
    await cast.first.expectPhase(now);
    await cast.second.expectPhase(now);
    // Groups say that they are ready in the welcome, and this one does not; in talks nobody asks them.
    for (const console of now === "WELCOME" ? [cast.first, cast.second] : []) {
      await console.pressNext();
      await console.expectArmed();
    }
    await pressTogether(cast);
    for (const console of [cast.first, cast.second]) await console.expectPhase(next);
    await cast.host.expectPhase(next);
    // A second move would have been sent by now: both consoles are answered and may press again.
    for (const console of [cast.first, cast.second]) {
      await console.page.locator('[data-testid="next"]:not([disabled])').waitFor();
      await console.expectPhase(next);
    }
    assert.equal(await cast.host.phase.innerText(), words(`phase.${next}`));
  }
}

async function oneWasToldWhy(cast) {
  await eventually(async () => {
    const told = [...(await cast.first.toast.allInnerTexts()), ...(await cast.second.toast.allInnerTexts())];
    assert.ok(told.some((text) => text.includes(words("rejection.STALE_REVISION"))), `told: ${told}`);
  });
}

play("two facilitators", {
  prepare: () => prepareSmall("two-facilitators"),
  finish: finishSmall,
  scenes: [
    ["both lead the same seminar", bothAreThere],
    ["both press next in the same moment, three times: three phases on", onePhaseEachTime],
    ["whoever was second is told calmly", oneWasToldWhy],
  ],
});
