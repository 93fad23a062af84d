// The wrap-up with the speakers, the productive conversation, and sharing across the groups.
import assert from "node:assert/strict";
import { eventually, shows, showsNot } from "../support/wait.js";
import { words } from "../support/words.js";
import { confide, everyDevice } from "./cast.js";

const kQuestion = "Hvordan lytter man, når der er travlt?";
const kOther = "Hvad siger børnene selv?";
const kWalk = "Vi går en tur med hvert barn, før vi holder møde";
const kChair = "Vi sætter os ned i øjenhøjde";
const kCalm = "Vi begynder mødet med et minuts ro";

const theFour = ({ groups }) => [groups.skovbrynet, groups.tusindfryd, groups.ppr, groups.ungeteamet];

async function questionsAreOpen(cast) {
  const { skovbrynet, tusindfryd, ppr } = cast.groups;
  await cast.console.goTo("WRAP_UP");
  for (const device of everyDevice(cast)) await device.expectPhase("WRAP_UP");
  await shows(tusindfryd.host.otherQuestion, kQuestion);
  await shows(ppr.phone.otherQuestion, kOther);
  await tusindfryd.host.back(kQuestion);
  await ppr.host.back(kQuestion);
  await shows(skovbrynet.host.ownQuestion, kQuestion);
  await eventually(async () => {
    const [first, second] = await cast.speaker.waiting.allInnerTexts();
    assert.ok(first.includes(kQuestion) && first.includes(words("staff.groups_behind", { count: 3 })), first);
    assert.ok(second.includes(kOther), second);
  });
}

async function aQuestionIsAnswered(cast) {
  await cast.console.putQuestionOnStage(kQuestion);
  for (const device of everyDevice(cast)) await shows(device.stage, kQuestion);
  await shows(cast.speaker.onStage, kQuestion);
  await cast.console.markAnswered(kQuestion);
  await showsNot(cast.console.stageNow);
  for (const device of everyDevice(cast)) await showsNot(device.stage);
  await shows(cast.speaker.answered, kQuestion);
  await shows(cast.groups.ppr.host.otherQuestion.filter({ hasText: kQuestion }), words("group.answered"));
}

async function theBreakEndsByItself(cast) {
  const learning = await cast.groups.ppr.host.tone();
  // In the wrap-up nobody is asked to be ready: one press.
  await cast.console.pressNext();
  for (const device of everyDevice(cast)) {
    await device.expectPhase("PRODUCTIVE_CONVERSATION");
    await device.expectStep("WRITE");
  }
  for (const { host } of theFour(cast)) await shows(host.page.getByText(words("host.productive_tag")));
  assert.notEqual(await cast.groups.ppr.host.tone(), learning, "the two conversations do not look the same");
}

async function agree(cast) {
  const { skovbrynet, tusindfryd, ppr } = cast.groups;
  for (const { host } of theFour(cast)) await shows(host.actionPoints);
  await skovbrynet.host.agree({
    what: "Vi går en tur med hvert barn",
    who: "Aya, Bo",
    firstStep: "Spørg to børn i morgen",
    insight: "Vi svarer for hurtigt (indsigt-skovbrynet)",
    needsLeadership: true,
  });
  await skovbrynet.host.change("Vi går en tur med hvert barn", { what: kWalk });
  await shows(skovbrynet.host.actionPoint.filter({ hasText: kWalk }), "indsigt-skovbrynet");
  await shows(skovbrynet.host.actionPoint.filter({ hasText: kWalk }), words("host.needs_leadership_mark"));
  await skovbrynet.host.agree({ what: confide(cast, skovbrynet, "Det her bliver i huset (handlepunkt-skovbrynet)") });
  await tusindfryd.host.agree({ what: kChair, who: "Ditte" });
  await ppr.host.agree({ what: confide(cast, ppr, "Kun for os (handlepunkt-ppr)") });
  await cast.board.expectTotal("action-points", "4");
}

async function choose(cast) {
  const { skovbrynet, tusindfryd } = cast.groups;
  await skovbrynet.host.share(kWalk);
  await tusindfryd.host.share(kChair);
  await cast.board.expectTotal("action-points", words("board.action_points", { count: 4, confirmed: 0, shared: 2 }));
  await shows(cast.console.page.getByTestId("panel-sharing"), /2$/);
  for (const device of cast.groups.ppr.all) assert.ok(!(await device.page.content()).includes(kWalk), "shared ones are for the sharing");
}

async function theGalleryOpens(cast) {
  await cast.console.goTo("SHARING");
  for (const device of everyDevice(cast)) {
    await device.expectPhase("SHARING");
    await shows(device.gallery, kWalk);
    await shows(device.gallery, kChair);
    assert.equal(await device.gallery.getByTestId("shared-action-point").count(), 2);
  }
}

async function oneGroupOnEveryScreen(cast) {
  const { skovbrynet, tusindfryd } = cast.groups;
  await cast.console.putGroupOnStage(skovbrynet.name);
  for (const device of everyDevice(cast)) {
    await shows(device.stage, kWalk);
    await shows(device.stage, words("group.stage_group", { group: skovbrynet.name }));
    await showsNot(device.stage, kChair);
  }
  await cast.console.clearStage();
  for (const device of everyDevice(cast)) await showsNot(device.stage);
  // An action point may still be improved, and everybody sees it.
  await tusindfryd.host.change(kChair, { what: kCalm });
  for (const device of everyDevice(cast)) await shows(device.gallery, kCalm);
}

export const agreeing = [
  ["in the wrap-up all see all questions, the most wanted first", questionsAreOpen],
  ["a question is on every screen, and then answered", aQuestionIsAnswered],
  ["the break ends by itself, and the productive conversation looks different", theBreakEndsByItself],
  ["groups agree action points and change them", agree],
  ["they choose which to share", choose],
  ["the gallery shows those, and no others", theGalleryOpens],
  ["one group's action points are on every screen", oneGroupOnEveryScreen],
];
