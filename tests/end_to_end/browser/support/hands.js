// Two hands on a keyboard, and nothing else: no pointer, no field filled in by magic. At every step there must be something that
// has the focus, and one must see what.
import assert from "node:assert/strict";
import { eventually } from "./wait.js";

/** More than the fullest screen has, once around. */
const kMostTabs = 150;

// Runs in the page.
function whereIsFocus(selector) {
  const part = document.activeElement;
  if (!part || part === document.body || part === document.documentElement) return { lost: true };
  const { outlineStyle, outlineWidth } = getComputedStyle(part);
  const outlined = outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
  const { width, height } = part.getBoundingClientRect();
  return {
    lost: false,
    there: !!selector && part.matches(selector),
    seen: outlined && width > 0 && height > 0,
    what: `<${part.localName} ${part.dataset.testid ?? part.className}>`,
  };
}

export class Hands {
  constructor(page) {
    this.page = page;
  }

  /** Something has the focus and shows it; with `selector` it is that. */
  async stand(selector) {
    await eventually(async () => {
      const { lost, there, seen, what } = await this.page.evaluate(whereIsFocus, selector);
      assert.ok(!lost, `the focus is lost${selector ? `, not at ${selector}` : ""}`);
      assert.ok(seen, `one does not see that ${what} has the focus`);
      if (selector) assert.ok(there, `the focus is at ${what}, not at ${selector}`);
    }, { within: 5_000 });
  }

  /** With the tabulator until it is reached, past nothing that one could not see. */
  async tabTo(selector, { key = "Tab" } = {}) {
    const passed = [];
    for (let i = 0; i < kMostTabs; ++i) {
      await this.page.keyboard.press(key);
      const { lost, there, seen, what } = await this.page.evaluate(whereIsFocus, selector);
      // Between the last part of the page and the first one the browser has its own.
      if (lost) continue;
      assert.ok(seen, `one does not see that ${what} has the focus`);
      passed.push(what);
      if (there) return;
    }
    assert.fail(`the tabulator never comes to ${selector}; it came to ${[...new Set(passed)].join(" ")}`);
  }

  async press(key) {
    await this.page.keyboard.press(key);
  }

  /** Goes there and presses it. */
  async choose(selector) {
    await this.tabTo(selector);
    await this.press("Enter");
  }

  /** Goes to the field and types. */
  async write(selector, text) {
    await this.tabTo(selector);
    await this.page.keyboard.type(text);
  }
}

export const handle = (testid) => `[data-testid="${testid}"]`;
