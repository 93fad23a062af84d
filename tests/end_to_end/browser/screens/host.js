// The host device: guides the group, and is where it writes down what it keeps.
import { shows } from "../support/wait.js";
import { GroupDevice } from "./group_device.js";

export class HostDevice extends GroupDevice {
  constructor(device) {
    super(device);
    this.person = this.page.getByTestId("person");
    this.insight = this.page.getByTestId("insight");
    this.note = this.page.getByTestId("note");
    this.ownQuestion = this.page.getByTestId("own-question");
    this.actionPoints = this.page.getByTestId(/^action-points(-drawer)?$/);
    this.actionPointForm = this.page.getByTestId("action-point-form");
    this.ready = this.page.getByTestId("ready");
    this.isReady = this.page.getByTestId("is-ready");
    this.helpCalled = this.page.getByTestId("help-called");
    this.callHelp = this.page.getByTestId("call-help");
    this.stepOf = this.page.getByTestId("step-of");
    this.say = this.page.getByTestId("say");
    this.why = this.page.getByTestId("why");
    this.giveTurn = this.page.getByTestId("give-turn");
    this.turnOver = this.page.getByTestId("turn-over");
    this.overtime = this.page.getByTestId("overtime");
  }

  async addPeople(...names) {
    for (const name of names) {
      await this.page.getByTestId("add-person").fill(name);
      await this.page.getByTestId("add-person-button").click();
      await shows(this.person, name);
    }
  }

  async expectPhase(kind) {
    await super.expectPhase(kind);
    await this.unfold();
  }

  /** What is folded away while everybody writes, for a test that is not about the silence. Takes nobody's focus. */
  async unfold() {
    for (const part of ["insight", "questions", "action-points"]) {
      await this.page.getByTestId(`${part}-drawer`).evaluateAll((drawers) => drawers.forEach((drawer) => (drawer.open = true)));
    }
  }

  /** `kind`: note or insight. */
  async write(kind, text) {
    const drawer = this.page.getByTestId(`${kind}-drawer`);
    if ((await drawer.count()) > 0 && !(await drawer.evaluate((details) => details.open))) await drawer.locator("summary").click();
    await this.page.getByTestId(`write-${kind}`).fill(text);
    await this.page.getByTestId(`write-${kind}-send`).click();
    await shows(this.page.getByTestId(kind), text);
  }

  async ask(text) {
    await this.unfold();
    await this.page.getByTestId("ask-question").fill(text);
    await this.page.getByTestId("ask-question-send").click();
    await shows(this.ownQuestion, text);
  }

  async back(text) {
    const button = this.otherQuestion.filter({ hasText: text }).getByTestId("back-question");
    await button.click();
    await shows(button.and(this.page.locator("[aria-pressed=true]")));
  }

  /** The sentence of that name stands there (`guide.say.<name>`). */
  async says(name) {
    await shows(this.say.and(this.page.locator(`[data-say="${name}"]`)));
  }

  /** Somebody comes in the middle of a round. */
  async letIn(name) {
    await this.page.getByTestId("came-or-left").click();
    const list = this.page.locator(".round");
    await list.getByTestId("add-person").fill(name);
    await list.getByTestId("add-person-button").click();
    await shows(this.giveTurn.and(this.page.locator(`[data-person="${name}"]`)));
    await this.page.getByTestId("came-or-left").click();
  }

  async nextStep() {
    await this.page.getByTestId("next-step").click();
  }

  async nextPerson() {
    await this.page.getByTestId("next-person").click();
  }

  async sayReady() {
    await this.ready.click();
    await shows(this.isReady);
  }

  async help() {
    await this.callHelp.click();
    await shows(this.helpCalled);
  }

  async #fill({ what, who, byWhen, firstStep, insight, needsLeadership, obstacles, sign }) {
    await this.page.getByTestId("ap-what").fill(what);
    if (who) await this.page.getByTestId("ap-who").fill(who);
    if (byWhen) await this.page.getByTestId("ap-by-when").fill(byWhen);
    const more = this.page.getByTestId("ap-more");
    if (firstStep || needsLeadership || obstacles || sign) await more.evaluate((details) => (details.open = true));
    if (firstStep) await this.page.getByTestId("ap-first-step").fill(firstStep);
    if (insight) await this.page.getByTestId("ap-insight").selectOption({ label: insight });
    if (needsLeadership) await this.page.getByTestId("ap-needs-leadership").click();
    if (obstacles) await this.page.getByTestId("ap-obstacles").fill(obstacles);
    if (sign) await this.page.getByTestId("ap-sign").fill(sign);
    await this.page.getByTestId("ap-save").click();
    await shows(this.actionPoint, what);
  }

  async agree(point) {
    await this.unfold();
    const more = this.page.getByTestId("new-action-point");
    if (await more.isVisible()) await more.click();
    await this.#fill(point);
  }

  async change(before, point) {
    await this.actionPoint.filter({ hasText: before }).getByTestId("ap-edit").click();
    await this.#fill(point);
  }

  /** Says of the action point that is read aloud: this is what we mean. */
  async confirmReadAloud(text) {
    await shows(this.page.getByTestId("read-aloud"), text);
    await this.page.getByTestId("confirm").click();
  }

  /** `state`: true when the group has confirmed it, false while it is a draft. */
  async expectConfirmed(text, state) {
    await shows(this.actionPoint.filter({ hasText: text }).locator(`[data-testid="ap-state"][data-confirmed="${state}"]`));
  }

  async chooseTheme(text, theme) {
    await this.actionPoint.filter({ hasText: text }).getByTestId("ap-theme").selectOption({ label: theme });
  }

  async shareInsight(text) {
    const toggle = this.page.getByTestId("shareable-insight").filter({ hasText: text }).getByTestId("share-insight");
    await toggle.click();
    await shows(toggle.and(this.page.locator("[aria-checked=true]")));
  }

  async share(text) {
    const toggle = this.actionPoint.filter({ hasText: text }).getByTestId("ap-share");
    await toggle.click();
    await shows(toggle.and(this.page.locator("[aria-checked=true]")));
  }
}
