// The speaker's phone: the questions, the most wanted first.
import { shows } from "../support/wait.js";

export class Speaker {
  constructor(device) {
    this.page = device.page;
    this.device = device;
    this.question = this.page.getByTestId("question");
    this.onStage = this.page.locator('[data-testid="question"][data-on-stage="true"]');
    this.waiting = this.page.getByTestId("questions").getByTestId("question");
    this.answered = this.page.getByTestId("answered").getByTestId("question");
    this.phase = this.page.getByTestId("phase-now");
  }

  async signIn(link) {
    await this.page.goto(link);
    await shows(this.page.getByTestId("speaker-page"));
  }
}
