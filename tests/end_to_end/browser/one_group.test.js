// One group of six with two phones goes through a whole learning and a whole productive conversation: somebody comes late,
// somebody passes, somebody talks too long, and every page is loaded anew in the middle of a turn. Six times as fast as in life.
import assert from "node:assert/strict";
import { Console } from "./screens/console.js";
import { GroupScreen } from "./screens/group_screen.js";
import { HostDevice } from "./screens/host.js";
import { JoinPage } from "./screens/join.js";
import { Phone } from "./screens/phone.js";
import { Planner } from "./screens/planner.js";
import { faults, motionEnds } from "./support/axe.js";
import { Devices } from "./support/devices.js";
import { play } from "./support/scenes.js";
import { Server } from "./support/server.js";
import { eventually, shows, showsNot } from "./support/wait.js";
import { words } from "./support/words.js";

const kGroup = "Team Skovbrynet";
const kSecret = "Jeg svarer, før barnet er færdigt";
const kKept = "Vi hører først efter, når vi sætter os ned";
const kAsked = "Hvordan lytter man, når der er travlt?";
const kAgreed = "Vi sætter os ned, før vi spørger";
// A turn in the round lasts 20 seconds here: waiting for its end is waiting for a part of the screen, but a long one.
const kAWholeTurn = { within: 60_000 };

const everyDevice = ({ host, screen, eva, finn }) => [host, screen, eva, finn];
const turnOf = (name) => words("screen.turn", { name });

async function prepare() {
  const server = await Server.prepare("one-group");
  const secret = await server.addOrganiser("Karen");
  await server.start("--speed", "6");
  const devices = await Devices.launch();
  const planner = new Planner(await devices.add("organiser"));
  await planner.signIn(server.url, secret);
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
  await planner.createSeminar({ title: "Samtalen i rummet", date: tomorrow, time: "09:00" });
  await planner.addGroup({ name: kGroup, workplace: "Skovbrynet", municipality: "Næstved", email: "a@example.org" });
  return { server, devices, roomCode: await planner.roomCode(), facilitator: await planner.invite(words("role.FACILITATOR"), "Mikkel") };
}

async function join(cast, name, role, size) {
  const device = await cast.devices.add(name, { size });
  const door = new JoinPage(device);
  await door.open(cast.server.url);
  await door.type(`${cast.roomCode}-1`);
  await door.expectGroup(kGroup);
  await door.become(role);
  return device;
}

async function sixPeopleComeWithTwoPhones(cast) {
  cast.console = new Console(await cast.devices.add("facilitator"));
  await cast.console.signIn(cast.facilitator);
  cast.host = new HostDevice(await join(cast, "host", "host", "laptop"));
  cast.screen = new GroupScreen(await join(cast, "screen", "screen", "projector"));
  cast.eva = new Phone(await join(cast, "phone of Eva", "phone", "phone"));
  cast.finn = new Phone(await join(cast, "phone of Finn", "phone", "phone"));
  const { host, eva, finn } = cast;
  await host.says("planned");
  await cast.console.openLobby();
  await host.says("lobby_names");
  await host.addPeople("Aya", "Bo", "Carla", "Dan");
  await host.says("lobby");
  await eva.writeMyName("Eva");
  await finn.writeMyName("Finn");
  await shows(host.person, "Finn");
  assert.equal(await host.person.count(), 6);
}

async function throughTheTalks(cast) {
  const { console, host } = cast;
  for (const kind of ["WELCOME", "TALK_1"]) {
    await console.goTo(kind);
    await host.says(kind.toLowerCase());
    await shows(host.why);
  }
  for (const device of everyDevice(cast)) await device.expectPhase("TALK_1");
  // The talks have no recording and go on by themselves; whoever does not want to wait presses.
  await eventually(async () => {
    const now = await console.phase.innerText();
    if (now !== words("phase.LEARNING_CONVERSATION")) {
      await console.pressNext();
      throw new Error(`still in ${now}`);
    }
  });
  for (const device of everyDevice(cast)) await device.expectPhase("LEARNING_CONVERSATION");
}

async function everybodyWrites(cast) {
  const { host, screen, eva } = cast;
  for (const device of everyDevice(cast)) await device.expectStep("WRITE");
  await shows(screen.page.getByTestId("quiet"));
  await host.says("write");
  await eva.writeForMyself(kSecret);
  await expectSound(cast);
}

/** axe finds nothing to object to, on any of the group's devices. */
async function expectSound(cast) {
  for (const { device, page } of everyDevice(cast)) {
    await motionEnds(page);
    assert.deepEqual(await faults(page), [], device.name);
  }
}

async function nobodyElseHasIt(cast) {
  for (const { device } of [cast.host, cast.screen, cast.finn, cast.console]) {
    assert.ok(!device.frames.some((frame) => frame.includes(kSecret)), `${device.name} was sent a note that is private`);
  }
}

async function theRoundBegins(cast) {
  const { host, screen } = cast;
  await host.nextStep();
  for (const device of everyDevice(cast)) await device.expectStep("ROUND");
  await host.says("round");
  await shows(host.say, "Aya begynder");
  await shows(screen.page.getByTestId("begins"), "Aya");
  await host.nextPerson();
  await shows(screen.turn, turnOf("Aya"));
  await host.says("round_speaking");
  await host.nextPerson();
  await shows(screen.turn, turnOf("Bo"));
}

async function somebodyPasses({ host, screen }) {
  await host.page.getByTestId("pass").click();
  await shows(screen.turn, turnOf("Carla"));
  await shows(host.giveTurn.and(host.page.locator('[data-person="Bo"]')).and(host.page.getByLabel(words("host.seat_passed"))));
}

async function somebodyTalksTooLong({ host, screen }) {
  await eventually(() => shows(host.turnOver), kAWholeTurn);
  await host.says("round_over");
  await shows(screen.page.getByTestId("turn-over"));
  // Nobody is cut off.
  await shows(screen.turn, turnOf("Carla"));
}

async function somebodyComesLate({ host, screen }) {
  await host.letIn("Gry");
  await host.nextPerson();
  await shows(screen.turn, turnOf("Dan"));
  // One press too many is taken back.
  await host.nextPerson();
  await shows(screen.turn, turnOf("Eva"));
  await host.page.getByTestId("undo-turn").click();
  await shows(screen.turn, turnOf("Dan"));
  await host.nextPerson();
}

async function everyPageIsLoadedAnewInMidTurn(cast) {
  const { host, screen, eva, finn } = cast;
  await shows(eva.myTurn);
  for (const device of everyDevice(cast)) await device.reload();
  for (const device of everyDevice(cast)) await device.expectStep("ROUND");
  await shows(screen.turn, turnOf("Eva"));
  await shows(host.turn, words("host.round_has_turn", { name: "Eva" }));
  await shows(finn.turn, words("phone.you_speak", { name: "Eva" }));
  // The phone still knows whose it is.
  await shows(eva.myTurn);
  await eva.page.getByTestId("my-turn-done").click();
  await shows(finn.myTurn);
  await showsNot(eva.myTurn);
}

async function everybodyHasBeenHeard(cast) {
  const { host, screen, finn } = cast;
  await finn.page.getByTestId("my-turn-done").click();
  await shows(screen.turn, turnOf("Gry"));
  await host.nextPerson();
  await host.says("round_done");
  const seats = await host.giveTurn.evaluateAll((buttons) => buttons.map(({ ariaLabel }) => ariaLabel));
  assert.equal(seats.length, 7);
  assert.equal(seats.filter((seat) => seat.includes(words("host.seat_spoken"))).length, 6);
  await host.page.getByTestId("round-done").click();
  for (const device of everyDevice(cast)) await device.expectStep("OPEN_TALK");
}

async function fromNotesToInsights(cast) {
  const { host, screen, eva, finn } = cast;
  await host.nextStep();
  for (const device of everyDevice(cast)) await device.expectStep("HARVEST");
  const pen = await screen.page.getByTestId("pen").innerText();
  assert.ok(!pen.includes("Aya"), "who began the round does not hold the pen too");
  await host.write("insight", kKept);
  await shows(screen.page.getByTestId("kept"), kKept);
  await host.ask(kAsked);
  await shows(screen.page.getByTestId("kept"), kAsked);

  await nobodyElseHasIt(cast);
  await eva.handIn(kSecret, "insight");
  await shows(host.insight, kSecret);
  await shows(screen.page.getByTestId("kept"), kSecret);
  for (const phone of [eva, finn]) {
    await phone.openWhatIsKept();
    await shows(phone.groupNote, kSecret);
  }
  await expectSound(cast);
  await host.sayReady();
}

async function throughWrapUpAndBreak(cast) {
  const { console, host } = cast;
  await console.goTo("WRAP_UP");
  await host.says("wrap_up");
  await console.pressNext();
  await eventually(async () => {
    const now = await console.phase.innerText();
    if (now !== words("phase.PRODUCTIVE_CONVERSATION")) {
      await console.pressNext();
      throw new Error(`still in ${now}`);
    }
  });
  for (const device of everyDevice(cast)) {
    await device.expectPhase("PRODUCTIVE_CONVERSATION");
    await device.expectStep("WRITE");
  }
}

async function anotherBeginsThisTime(cast) {
  const { host, screen } = cast;
  await host.nextStep();
  for (const device of everyDevice(cast)) await device.expectStep("ROUND");
  const heard = [];
  for (let i = 0; i < 7; ++i) {
    const before = heard.at(-1);
    await host.nextPerson();
    heard.push(
      await eventually(async () => {
        const [now] = await screen.turn.allInnerTexts();
        assert.ok(now && now !== before, "the turn has not moved on");
        return now;
      }),
    );
  }
  assert.equal(heard[0], turnOf("Bo"), "the one after the one who began last time");
  assert.equal(new Set(heard).size, 7, "everybody once");
  await host.nextPerson();
  await host.page.getByTestId("round-done").click();
}

async function theyChooseAndAgree(cast) {
  const { host, screen } = cast;
  for (const device of everyDevice(cast)) await device.expectStep("CHOOSE");
  await host.nextStep();
  for (const device of everyDevice(cast)) await device.expectStep("FORMULATE");
  const pen = await screen.page.getByTestId("pen").innerText();
  assert.ok(!pen.includes("Bo"), "who began the round does not hold the pen too");
  await host.agree({ what: kAgreed, who: "Aya", firstStep: "På mandag" });
  await shows(screen.page.getByTestId("just-agreed"), kAgreed);
  await expectSound(cast);
}

async function readAloudAndMeant(cast) {
  const { host, screen } = cast;
  await host.nextStep();
  await shows(screen.page.getByTestId("far-wording"), kAgreed);
  await host.page.getByTestId("confirm").click();
  await showsNot(screen.page.getByTestId("far-wording"), kAgreed);
  await expectSound(cast);
}

async function sharedAndReady(cast) {
  const { host } = cast;
  await host.nextStep();
  await host.expectStep("SHARE");
  await host.share(kAgreed);
  await host.sayReady();
}

async function withTimeOfItsOwn(cast) {
  const { console, host, screen } = cast;
  await host.page.getByTestId("not-ready").click();
  await console.giveExtraTime(5);
  for (const device of [host, screen]) await shows(device.page.getByTestId("extra-time"));
  await console.goTo("SHARING");
  for (const device of everyDevice(cast)) {
    await shows(device.page.getByTestId("lingering"), words("phase.SHARING"));
    await device.expectPhase("PRODUCTIVE_CONVERSATION");
  }
  await host.expectStep("SHARE");
  // It still writes what belongs to that conversation.
  await host.agree({ what: "Vi spørger hinanden om fjorten dage", who: "Bo" });
  await host.page.getByTestId("join-others").click();
  for (const device of everyDevice(cast)) {
    await device.expectPhase("SHARING");
    await showsNot(device.page.getByTestId("lingering"));
  }
  assert.deepEqual(cast.devices.errors(), []);
}

play("one group", {
  prepare,
  finish: async ({ devices, server }) => {
    await devices.close();
    await server.discard();
  },
  scenes: [
    ["six people come with two phones", sixPeopleComeWithTwoPhones],
    ["through welcome and talks", throughTheTalks],
    ["everybody writes, and the screen is quiet", everybodyWrites],
    ["the round begins", theRoundBegins],
    ["somebody passes", somebodyPasses],
    ["somebody talks too long, and is asked to hand over", somebodyTalksTooLong],
    ["somebody comes late and gets a turn; a press too many is taken back", somebodyComesLate],
    ["every page is loaded anew in the middle of a turn", everyPageIsLoadedAnewInMidTurn],
    ["everybody has been heard", everybodyHasBeenHeard],
    ["from notes to insights", fromNotesToInsights],
    ["through wrap-up and break", throughWrapUpAndBreak],
    ["another begins this time", anotherBeginsThisTime],
    ["they choose, and agree", theyChooseAndAgree],
    ["read aloud, and meant", readAloudAndMeant],
    ["shared, and ready", sharedAndReady],
    ["with time of its own it stays when the others go on, and joins them", withTimeOfItsOwn],
  ],
});
