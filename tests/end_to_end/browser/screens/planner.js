// The organiser's planner: a new seminar, its lengths, its groups, its recordings, and the links to send.
import assert from "node:assert/strict";
import { eventually, shows, showsNot } from "../support/wait.js";

export class Planner {
  constructor(device) {
    this.device = device;
    this.page = device.page;
    this.toast = this.page.getByTestId("toast");
    this.groupRow = this.page.getByTestId("group-row");
    this.seminars = this.page.getByTestId("seminar");
    this.pasteRow = this.page.getByTestId("paste-row");
    this.pasteWrong = this.page.getByTestId("paste-wrong");
    this.createDialog = this.page.getByTestId("new-seminar-dialog");
  }

  async signIn(url, secret) {
    await this.page.goto(`${url}/#${secret}`);
    await shows(this.page.getByTestId("new-seminar"));
  }

  async beginSeminar({ title, date, time }) {
    await this.page.getByTestId("new-seminar").click();
    await this.page.getByTestId("seminar-title").fill(title);
    await this.page.getByTestId("seminar-date").fill(date);
    if (time) await this.page.getByTestId("seminar-time").fill(time);
    await this.page.getByTestId("create-seminar").click();
  }

  async createSeminar(about) {
    await this.beginSeminar(about);
    await shows(this.page.getByTestId("planner-page"));
    await shows(this.page.getByTestId("page-title"), about.title);
  }

  get seminarId() {
    return new URL(this.page.url()).pathname.split("/").at(-1);
  }

  /** `lengths`: minutes as one types them, by kind of phase. */
  async setLengths(lengths) {
    for (const [kind, length] of Object.entries(lengths)) await this.page.getByTestId(`phase-${kind}-minutes`).fill(length);
    await this.saveAgenda();
  }

  async saveAgenda() {
    await this.page.getByTestId("agenda-save").click();
    await showsNot(this.page.getByTestId("agenda-save"));
  }

  /** `lengths`: minutes as one types them, in the order of the phase's steps. */
  async setStepLengths(kind, lengths) {
    await this.openPhase(kind);
    const steps = this.page.getByTestId(`phase-${kind}`).getByTestId("step");
    for (const [i, length] of lengths.entries()) await steps.nth(i).locator('input[inputmode="decimal"]').fill(length);
    await this.saveAgenda();
  }

  async openPhase(kind) {
    const opener = this.page.getByTestId(`phase-${kind}-open`);
    if ((await opener.getAttribute("aria-expanded")) !== "true") await opener.click();
  }

  async setTalk(number, { title, speaker }) {
    await this.openPhase(`TALK_${number}`);
    await this.page.getByTestId(`phase-TALK_${number}-title`).fill(title);
    await this.page.getByTestId(`phase-TALK_${number}-speaker`).fill(speaker);
    await this.saveAgenda();
  }

  async chooseRecording(number, file) {
    await this.openPhase(`TALK_${number}`);
    await this.page.getByTestId(`recording-${number}-file`).setInputFiles(file);
  }

  async upload(number, file) {
    await this.chooseRecording(number, file);
    await shows(this.recordingThere(number));
  }

  recordingThere(number) {
    return this.page.getByTestId(`recording-${number}-there`);
  }

  recording(number) {
    return this.page.getByTestId(`recording-${number}`);
  }

  /** What becomes of a file that was chosen, in words. */
  recordingState(number) {
    return this.page.getByTestId(`recording-${number}-state`);
  }

  recordingError(number) {
    return this.page.getByTestId(`recording-${number}-error`);
  }

  /** How much of the file has travelled; fails when none does. */
  async sentPercent(number) {
    await this.page.getByTestId(`recording-${number}-sending`).waitFor({ timeout: 1_000 });
    return Number(await this.page.getByTestId(`recording-${number}-progress`).getAttribute("value"));
  }

  async setMeeting(address) {
    await this.page.getByTestId("plan-meeting").fill(address);
  }

  async setThemes(...themes) {
    await this.page.getByTestId("plan-themes").fill(themes.join("\n"));
  }

  async savePlan() {
    await this.page.getByTestId("plan-save").click();
    await showsNot(this.page.getByTestId("plan-save"));
  }

  async addGroup({ name, workplace, municipality, email }) {
    await this.page.getByTestId("add-group-name").fill(name);
    await this.page.getByTestId("add-group-workplace").fill(workplace);
    await this.page.getByTestId("add-group-municipality").fill(municipality);
    await this.page.getByTestId("add-group-email").fill(email);
    await this.page.getByTestId("add-group-submit").click();
    await shows(this.groupRow, name);
  }

  async beginPaste(text) {
    await this.page.getByTestId("paste-groups").click();
    await this.page.getByTestId("paste-text").fill(text);
  }

  async finishPaste() {
    await this.page.getByTestId("paste-add").click();
    await showsNot(this.page.getByTestId("paste-dialog"));
  }

  async roomCode() {
    return (await this.page.getByTestId("room-code").innerText()).trim();
  }

  /** The group's own link, by its name. */
  async groupLink(name) {
    const show = this.page.getByTestId("show-links");
    if (await show.isVisible()) await show.click();
    const row = this.page.getByTestId("group-links").locator("li").filter({ hasText: name });
    return eventually(async () => {
      const link = (await row.getByTestId("group-link").innerText()).trim();
      assert.match(link, /\/join#./);
      return link;
    });
  }

  /** `role` as the select names it. */
  async invite(role, name) {
    await this.page.getByTestId("person-role").selectOption({ label: role });
    await this.page.getByTestId("person-name").fill(name);
    await this.page.getByTestId("make-personal-link").click();
    const made = this.page.locator("li").filter({ hasText: name }).getByTestId("personal-link");
    await shows(made);
    return (await made.innerText()).trim();
  }
}
