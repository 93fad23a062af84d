// The group screen: what the whole room looks at, and where the talk plays.
import assert from "node:assert/strict";
import { eventually, shows } from "../support/wait.js";
import { GroupDevice } from "./group_device.js";

export class GroupScreen extends GroupDevice {
  constructor(device) {
    super(device);
    this.code = this.page.getByTestId("group-code");
    this.video = this.page.getByTestId("talk-video");
    this.qrCode = this.page.locator("figure svg").first();
    this.wording = this.page.getByTestId("far-wording");
  }

  async expectPlaying() {
    await shows(this.video);
    await eventually(async () => assert.ok(await this.video.evaluate((video) => !video.paused && video.currentTime > 0)));
  }

  async expectPaused() {
    await eventually(async () => assert.ok(await this.video.evaluate((video) => video.paused)));
  }

  async position() {
    return this.video.evaluate((video) => video.currentTime);
  }
}
