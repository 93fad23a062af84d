// The facilitator's console: leads the session.
import assert from "node:assert/strict";
import { eventually, shows, showsNot } from "../support/wait.js";
import { words } from "../support/words.js";

export class Console {
  constructor(device) {
    this.page = device.page;
    this.device = device;
    this.phase = this.page.getByTestId("phase-now");
    this.timer = this.page.getByTestId("phase-timer");
    this.armed = this.page.getByTestId("armed");
    this.helpCall = this.page.getByTestId("help-call");
    this.question = this.page.getByTestId("question");
    this.stageNow = this.page.getByTestId("stage-now");
    this.broadcastNow = this.page.getByTestId("broadcast-now");
    this.sharedGroup = this.page.getByTestId("shared-group");
    this.toast = this.page.getByTestId("toast");
    this.nextButton = this.page.getByTestId("next");
  }

  async signIn(link) {
    await this.page.goto(link);
    await shows(this.page.getByTestId("console-page"));
  }

  async expectPhase(kind) {
    await shows(this.phase, words(`phase.${kind}`));
  }

  async expectReady(ready, of) {
    await shows(this.page.getByTestId("ready-count"), words("console.ready", { ready, count: of }));
  }

  async expectArmed() {
    await shows(this.page.locator('[data-testid="next"][data-armed="true"]'));
  }

  async openLobby() {
    await this.page.getByTestId("open-lobby").click();
  }

  /** One press; whether it moves the session is the guard's decision. */
  async pressNext() {
    await this.nextButton.click();
  }

  /** Goes on, with the second press where the guard asks for one. */
  async goTo(kind) {
    await this.pressNext();
    const armed = this.page.locator('[data-testid="next"][data-armed="true"]');
    const there = async () => (await this.phase.innerText()) === words(`phase.${kind}`);
    await eventually(async () => assert.ok((await there()) || (await armed.isVisible()), `neither armed nor in ${kind}`));
    if (!(await there())) await this.pressNext();
    await this.expectPhase(kind);
  }

  async takeBack() {
    await this.page.getByTestId("undo").click();
  }

  async pauseOrResume() {
    await this.page.getByTestId("pause").click();
  }

  async expectTalkReady(ready, of) {
    await shows(this.page.getByTestId("talk-ready-count"), words("console.talk_ready", { ready, count: of }));
  }

  /** Everybody goes on with the recording from there: `0:45`, as one types it. */
  async jumpTo(position) {
    await this.page.getByTestId("talk-to").fill(position);
    await this.page.getByTestId("talk-go").click();
  }

  async restartTalk() {
    await this.page.getByTestId("talk-restart").click();
  }

  async expectInStep(ready, of) {
    await shows(this.page.getByTestId("talk-in-step"), words("console.in_step", { ready, count: of }));
  }

  async addMinute() {
    await this.page.getByTestId("plus-1").click();
  }

  async #open(panel) {
    await this.page.getByTestId(`panel-${panel}`).click();
  }

  async broadcast(text) {
    await this.#open("message");
    await this.page.getByTestId("broadcast-text").fill(text);
    await this.page.getByTestId("broadcast-show").click();
    await shows(this.broadcastNow, text);
  }

  async clearBroadcast() {
    await this.page.getByTestId("clear-broadcast").click();
    await showsNot(this.broadcastNow);
  }

  async answerHelp(groupName) {
    await this.helpCall.filter({ hasText: groupName }).getByTestId("answer-help").click();
  }

  async openQuestions() {
    await this.#open("questions");
  }

  async putQuestionOnStage(text) {
    await this.openQuestions();
    await this.question.filter({ hasText: text }).getByTestId("on-stage").click();
    await shows(this.stageNow, text);
  }

  #card(text) {
    return this.question.filter({ hasText: text }).first();
  }

  async #further(text, way) {
    const card = this.#card(text);
    const more = card.getByTestId("question-more");
    if ((await more.getAttribute("aria-expanded")) !== "true") await more.click();
    await card.getByTestId(way).click();
  }

  /** Puts the question `text` into the one with `into`. */
  async merge(text, into) {
    await this.#further(text, "merge");
    await this.#card(into).getByTestId("merge-here").click();
    await shows(this.#card(into).getByTestId("question-merged"), text);
  }

  async reword(text, words) {
    await this.#further(text, "reword");
    await this.page.getByTestId("reword-text").fill(words);
    await this.page.getByTestId("reword-save").click();
    await shows(this.#card(words).getByTestId("question-original"), text);
  }

  async park(text) {
    await this.#further(text, "mark-parked");
  }

  async openWall() {
    await this.#open("wall");
  }

  /** Puts a group's insight on the wall, or takes it off. */
  async turnOnWall(text) {
    await this.page.getByTestId("wall-item").filter({ hasText: text }).getByTestId("wall-show").click();
  }

  async callNextGroup() {
    await this.#open("sharing");
    await this.page.getByTestId("stage-next").click();
  }

  async markAnswered(text) {
    await this.question.filter({ hasText: text }).getByTestId("mark-answered").click();
  }

  /** To the first of the groups that are listed as not ready. */
  async giveExtraTime(minutes) {
    await this.#open("ready");
    await this.page.getByTestId("give-extra").first().click();
    await this.page.getByTestId(`extra-${minutes}`).click();
  }

  async putGroupOnStage(groupName) {
    await this.#open("sharing");
    await this.sharedGroup.filter({ hasText: groupName }).getByTestId("on-stage").click();
    await shows(this.stageNow);
  }

  async clearStage() {
    await this.page.getByTestId("clear-stage").click();
    await showsNot(this.stageNow);
  }

  async end() {
    await this.page.getByTestId("end-last").click();
    await this.page.getByTestId("end-confirm").click();
    await shows(this.phase, words("console.ended_title"));
  }
}
