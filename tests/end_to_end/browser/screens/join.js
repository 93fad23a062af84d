// The door that groups come through: a code as somebody types it, or a link from a QR code.
import { shows } from "../support/wait.js";

export class JoinPage {
  constructor(device) {
    this.page = device.page;
    this.error = this.page.getByTestId("join-error");
    this.seminar = this.page.getByTestId("join-seminar");
    this.groups = this.page.getByTestId("join-group");
  }

  async open(url) {
    await this.page.goto(`${url}/join`);
  }

  async type(code) {
    await this.page.getByTestId("join-code").fill(code);
    await this.page.getByTestId("join-continue").click();
  }

  async choose(groupName) {
    await this.groups.and(this.page.locator(`[data-group="${groupName}"]`)).click();
  }

  async nameNewGroup(name, workplace) {
    await this.page.getByTestId("new-group").click();
    await this.page.getByTestId("new-group-name").fill(name);
    await this.page.getByTestId("new-group-workplace").fill(workplace);
    await this.page.getByTestId("new-group-continue").click();
  }

  /** `role`: host, screen or phone. */
  async become(role) {
    await this.page.getByTestId(`join-as-${role}`).click();
    await shows(this.page.getByTestId(role === "screen" ? "group-screen" : `${role}-screen`));
  }

  async expectGroup(name) {
    await shows(this.page.getByTestId("join-group-name"), name);
  }
}
