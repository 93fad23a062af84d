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
    this.press = this.page.getByTestId("talk-press");
    this.catchUp = this.page.getByTestId("talk-catch-up");
    this.stayBehind = this.page.getByTestId("talk-stay-behind");
    this.soundTest = this.page.getByTestId("sound-test");
    this.talkReady = this.page.getByTestId("talk-ready");
    this.wording = this.page.getByTestId("far-wording");
  }

  async expectPlaying() {
    await shows(this.video);
    await eventually(async () => assert.ok(await this.video.evaluate((video) => !video.paused && video.currentTime > 0)));
  }

  async expectPaused() {
    await eventually(async () => assert.ok(await this.video.evaluate((video) => video.paused)));
  }

  /** In seconds. */
  async position() {
    return this.video.evaluate((video) => video.currentTime);
  }

  /** What somebody may choose at this screen is there while somebody is at it. */
  async wake() {
    const { x, y, width, height } = await this.page.getByTestId("talk-player").boundingBox();
    await this.page.mouse.move(x + width / 3, y + height / 3);
    await this.page.mouse.move(x + width / 2, y + height / 2);
  }

  async openPicture() {
    await this.wake();
    await this.page.getByTestId("talk-picture").click();
    await shows(this.page.getByTestId("talk-picture-dialog"));
  }

  /** auto, high, low or sound */
  async choosePicture(picture) {
    await this.openPicture();
    await this.page.getByTestId(`talk-picture-${picture}`).click();
    await this.page.keyboard.press("Escape");
  }

  /** As the page itself sees it; below zero: ahead. */
  async behindMs() {
    return Number(await this.video.getAttribute("data-behind-ms"));
  }
}
