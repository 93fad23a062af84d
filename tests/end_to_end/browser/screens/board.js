// The organiser's board: a tile for every group, totals above.
import { shows } from "../support/wait.js";

export class Board {
  constructor(device) {
    this.page = device.page;
    this.tiles = this.page.getByTestId("tile");
    this.phase = this.page.getByTestId("phase-now");
    this.timer = this.page.getByTestId("phase-timer");
  }

  async open(url, seminarId) {
    await this.page.goto(`${url}/board/${seminarId}`);
    await shows(this.page.getByTestId("board-page"));
  }

  tile(groupName) {
    return this.tiles.filter({ has: this.page.getByRole("heading", { name: groupName }) });
  }

  /** `attention`: none, awaited, missing, help, lost, behind, no_action_point, talk_broken, talk_blocked, talk_stalled, talk_behind */
  async expectAttention(groupName, attention) {
    await shows(this.tile(groupName).and(this.page.locator(`[data-attention="${attention}"]`)));
  }

  async expectTotal(name, text) {
    await shows(this.page.getByTestId(`total-${name}`), text);
  }
}
