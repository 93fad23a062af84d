// A participant's phone: own notes, a question, and what the group is doing.
import { shows } from "../support/wait.js";
import { GroupDevice } from "./group_device.js";

export class Phone extends GroupDevice {
  constructor(device) {
    super(device);
    this.ownNote = this.page.getByTestId("own-note");
    this.ownQuestion = this.page.getByTestId("own-question");
  }

  async writeForMyself(text) {
    await this.page.getByTestId("write-own-note").fill(text);
    await this.page.getByTestId("write-own-note-send").click();
    await shows(this.ownNote, text);
  }

  async ask(text) {
    await this.page.getByTestId("ask-question").fill(text);
    await this.page.getByTestId("ask-question-send").click();
    await shows(this.ownQuestion, text);
  }
}
