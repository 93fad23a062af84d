// No state of any screen has a fault that axe can find, in any colours, and each fits on 320 pixels and at 200 % zoom. Here on
// hand-made entities, so that also those are seen which a seminar reaches by many steps; accessibility.test.js does the rest live.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Devices } from "./support/devices.js";
import { openHandMade } from "./support/hand_made.js";
import { expectSound } from "./support/sound.js";

const kEverybody = [["host", "laptop"], ["screen", "projector"], ["phone", "phone"]];
const steps = (phase, count) => Array.from({ length: count }, (_, step) => `phase=${phase}&step=${step}&sharing`);

/** What every device of a group shows. */
const kGroupStates = [
  "phase=planned",
  "phase=lobby&empty",
  "phase=lobby&sharing",
  "phase=WELCOME&ready&help&broadcast=Vi begynder om lidt",
  "phase=TALK_1",
  ...steps("LEARNING_CONVERSATION", 4),
  "phase=LEARNING_CONVERSATION&step=1&overtime&people=1",
  "phase=LEARNING_CONVERSATION&step=2&kind=FISHBOWL",
  "phase=LEARNING_CONVERSATION&step=2&kind=ROLE_CARDS",
  "phase=LEARNING_CONVERSATION&step=3&linger=120000&extra=180000",
  "phase=WRAP_UP&sharing",
  "phase=BREAK&paused",
  ...steps("PRODUCTIVE_CONVERSATION", 6),
  "phase=PRODUCTIVE_CONVERSATION&step=3&empty&left=50000",
  "phase=SHARING&sharing&shared=6",
  "phase=EVALUATION&sharing",
  "phase=ended&sharing",
];

/** What appears when somebody presses: the handles, one after another. */
const kHostPresses = [
  ["phase=WELCOME", "devices"],
  ["phase=LEARNING_CONVERSATION&step=1", "came-or-left"],
  ["phase=PRODUCTIVE_CONVERSATION&step=3&sharing", "new-action-point", "ap-more"],
  ["phase=PRODUCTIVE_CONVERSATION&step=3&sharing", "ap-edit"],
  ["phase=PRODUCTIVE_CONVERSATION&step=3&sharing", "show-page"],
  ["phase=PRODUCTIVE_CONVERSATION&step=4&sharing", "reservation-begin"],
  ["phase=SHARING&sharing&shared=6", "ask-group"],
];
const kPhonePresses = [
  ["phase=PRODUCTIVE_CONVERSATION&step=4&sharing", "reservation-begin"],
  ["phase=SHARING&sharing&shared=6", "ask-group"],
  ["phase=SHARING&sharing", "show-page"],
];

/** By the number of the kind of phase: 1 the welcome, 4 the learning conversation, 5 the wrap-up, 7 the productive one, 8 the sharing. */
const kStaffStates = [
  ["screen=console&phase=planned"],
  ["screen=console&phase=lobby"],
  ["screen=console&phase=4", "panel-ready", "give-extra"],
  ["screen=console&phase=4", "next", "panel-message"],
  ["screen=console&phase=5&sharing", "panel-questions", "question-more"],
  ["screen=console&phase=5&sharing", "panel-questions", "question-more", "merge-twin"],
  ["screen=console&phase=5&sharing", "panel-questions", "question-more", "reword"],
  ["screen=console&phase=5&sharing", "panel-wall"],
  ["screen=console&phase=8&sharing", "panel-sharing"],
  ["screen=console&phase=7&overtime&broadcast=To minutter endnu", "keys-help"],
  ["screen=console&phase=ended&sharing"],
  ["screen=planner&phase=planned&sharing", "phase-WELCOME-open", "phase-TALK_1-open", "phase-LEARNING_CONVERSATION-open", "step-more", "show-links"],
  ["screen=planner&phase=planned&empty"],
  ["screen=planner&phase=planned", "edit-group-open"],
  ["screen=planner&phase=planned", "paste-groups"],
  ["screen=planner&phase=7"],
  ["screen=board&phase=7&groups=40", "only-attention"],
  ["screen=board&phase=ended&groups=12"],
  ["screen=board&phase=lobby&empty&groups=0"],
  ["screen=speaker&phase=5&sharing"],
  ["screen=speaker&phase=planned&empty&sharing"],
];

let devices;
let handMade;
test.before(async () => {
  handMade = await openHandMade();
  devices = await Devices.launch();
});
test.after(async () => {
  await devices?.close();
  await handMade?.close();
});

async function lookAt(page, address, presses) {
  await page.goto(`${handMade.url}${address}`);
  await page.locator("h1").first().waitFor();
  for (const handle of presses) await page.getByTestId(handle).filter({ visible: true }).first().click();
  await expectSound({ [[address, ...presses].join(" › ")]: page });
}

async function all(states, size, address) {
  const device = await devices.add(address, { size });
  const failed = [];
  for (const [state, ...presses] of states) {
    await lookAt(device.page, `${address}${state}`, presses).catch((error) => failed.push(error.message));
  }
  assert.deepEqual(failed, []);
  await device.context.close();
}

for (const [role, size] of kEverybody) {
  test(`every state of the ${role}`, () => all(kGroupStates.map((state) => [state]), size, `/dev?role=${role}&`));
}
test("what the host device unfolds", () => all(kHostPresses, "laptop", "/dev?role=host&"));
test("what a phone unfolds", () => all(kPhonePresses, "phone", "/dev?role=phone&"));
test("every state of the staff's screens", () => all(kStaffStates, "laptop", "/dev/staff?"));
