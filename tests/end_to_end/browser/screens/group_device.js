// What every device of a group shows: phase, timer, prompt, broadcast, what is on stage.
import { showsNot, shows } from "../support/wait.js";
import { words } from "../support/words.js";

export class GroupDevice {
  constructor(device) {
    this.device = device;
    this.page = device.page;
    this.phase = this.page.getByTestId("phase-name");
    this.timer = this.page.getByTestId("phase-timer");
    this.stepTimer = this.page.getByTestId("step-timer");
    this.stepName = this.page.getByTestId("step-name");
    this.prompt = this.page.getByTestId("prompt");
    this.broadcast = this.page.getByTestId("broadcast");
    this.stage = this.page.getByTestId("stage");
    this.turn = this.page.getByTestId("turn");
    this.gallery = this.page.getByTestId("gallery");
    this.goodbye = this.page.getByTestId("goodbye");
    this.followUp = this.page.getByTestId("follow-up");
    /** The group's page: what it takes home. */
    this.takenHome = this.page.getByTestId("group-page");
    this.sharedPoint = this.page.getByTestId("shared-action-point");
    this.actionPoint = this.page.getByTestId("action-point");
    this.stageClock = this.page.getByTestId("stage-clock");
    this.wallInsight = this.page.getByTestId("wall-insight");
    this.otherQuestion = this.page.getByTestId("other-question");
    this.groupName = this.page.getByTestId("group-name");
  }

  async expectPhase(kind) {
    await shows(this.phase, words(`phase.${kind}`));
  }

  async expectStep(kind) {
    await shows(this.stepName, words(`step.${kind}`));
  }

  /** running, soon, paused or overtime */
  async expectTimer(state) {
    await shows(this.timer.and(this.page.locator(`[data-state="${state}"]`)));
  }

  async expectBroadcast(text) {
    if (text) await shows(this.broadcast, text);
    else await showsNot(this.broadcast);
  }

  /** One of these: connecting, online, offline, refused. */
  async expectConnection(...states) {
    const signs = states.map((state) => `[data-testid="connection"][data-state="${state}"]`);
    await this.page.locator(signs.join(", ")).waitFor({ state: "attached" });
  }

  /** The name of the colours it wears. */
  async tone() {
    return this.page.locator("[data-tone]").first().getAttribute("data-tone");
  }

  async reload() {
    await this.page.reload();
    await shows(this.groupName);
  }
}
