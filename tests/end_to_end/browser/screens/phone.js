// A participant's phone: own notes, a question, and what the group is doing.
import { shows, showsNot } from "../support/wait.js";
import { GroupDevice } from "./group_device.js";

export class Phone extends GroupDevice {
  constructor(device) {
    super(device);
    this.ownNote = this.page.getByTestId("own-note");
    this.ownQuestion = this.page.getByTestId("own-question");
    this.groupNote = this.page.getByTestId("group-note");
    this.myTurn = this.page.getByTestId("my-turn");
  }

  async writeForMyself(text) {
    await this.page.getByTestId("write-own-note").fill(text);
    await this.page.getByTestId("write-own-note-send").click();
    await shows(this.ownNote, text);
  }

  /** Puts oneself on the roster. */
  async writeMyName(name) {
    await this.openMyName();
    await this.page.getByTestId("my-name-field").fill(name);
    await this.page.getByTestId("my-name-button").click();
    await showsNot(this.page.getByTestId("my-name-field"));
  }

  /** With names on the list the phone asks first whether one of them is its owner's. */
  async openMyName() {
    const notListed = this.page.getByTestId("not-listed");
    await shows(notListed.or(this.page.getByTestId("my-name-field")));
    if (await notListed.isVisible()) await notListed.click();
  }

  /** *This is me*, about somebody whom the host typed in. */
  async claim(name) {
    await this.page.getByTestId("claim").filter({ hasText: name }).click();
    await shows(this.page.getByTestId("my-place"), name);
  }

  /** `kind`: note or insight. */
  async handIn(text, kind) {
    const note = this.ownNote.filter({ hasText: text });
    await note.getByTestId("hand-in").click();
    await note.getByTestId(`hand-in-${kind}`).click();
    await showsNot(this.ownNote, text);
  }

  async openWhatIsKept() {
    const drawer = this.page.getByTestId("kept-here");
    if (!(await drawer.evaluate((details) => details.open))) await drawer.locator("summary").click();
  }

  async ask(text) {
    await this.page.getByTestId("ask-question").fill(text);
    await this.page.getByTestId("ask-question-send").click();
    await shows(this.ownQuestion, text);
  }
}
