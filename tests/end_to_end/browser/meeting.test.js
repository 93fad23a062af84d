// A meeting inside our own pages (P-98): a page of an allowed host is shown once somebody asks, has the camera and all else that
// it needs, and goes when they close it; a page of any other host opens beside and cannot be framed whatever anybody tries.
import assert from "node:assert/strict";
import { GroupScreen } from "./screens/group_screen.js";
import { JoinPage } from "./screens/join.js";
import { Phone } from "./screens/phone.js";
import { Speaker } from "./screens/speaker.js";
import { finishSmall, joinAsHost, openConsole, prepareSmall } from "./seminar/small.js";
import { faults } from "./support/axe.js";
import { MeetingPlace } from "./support/meeting_place.js";
import { play } from "./support/scenes.js";
import { eventually, shows, showsNot } from "./support/wait.js";
import { words } from "./support/words.js";

async function prepare() {
  const meeting = await MeetingPlace.open();
  const options = ["--meeting-hosts", `127.0.0.1:${meeting.port}`];
  return { ...(await prepareSmall("meeting", undefined, { options, flags: meeting.flags })), meeting };
}

async function finish(cast) {
  await finishSmall(cast);
  await cast.meeting.close();
}

const here = (page) => page.getByTestId("meeting-here");
const frame = (page) => page.getByTestId("meeting-frame");
const framed = (page) => page.frames().find((each) => each.parentFrame() === page.mainFrame());

async function everybodyComes(cast) {
  await cast.planner.setMeeting(cast.meeting.address());
  await cast.planner.savePlan();
  const link = await cast.planner.invite(words("role.SPEAKER"), "Anne");
  cast.console = await openConsole(cast);
  await cast.console.openLobby();
  cast.host = await joinAsHost(cast);
  for (const [role, size, Screen] of [
    ["screen", "projector", GroupScreen],
    ["phone", "phone", Phone],
  ]) {
    const device = await cast.devices.add(role, { size });
    const door = new JoinPage(device);
    await door.open(cast.server.url);
    await door.type(`${cast.roomCode}-1`);
    await door.become(role);
    cast[role] = new Screen(device);
  }
  cast.speaker = new Speaker(await cast.devices.add("speaker", { size: "phone" }));
  await cast.speaker.signIn(link);
}

/** Offered on three screens, the link beside on all, and nobody has been asked for anything yet. */
async function offered({ host, screen, speaker, phone, meeting }) {
  for (const { page } of [host, screen, speaker]) {
    await shows(here(page), words("meeting.show"));
    assert.equal(await page.getByTestId("meeting-link").getAttribute("href"), meeting.address());
  }
  await shows(phone.page.getByTestId("meeting-link"));
  assert.equal(await here(phone.page).count(), 0);
  assert.deepEqual(meeting.visits, []);
}

async function shownWhenAsked({ host, screen, speaker, meeting }) {
  for (const { page } of [host, screen, speaker]) {
    const before = meeting.visits.length;
    await here(page).click();
    await page.frameLocator('[data-testid="meeting-frame"]').getByRole("heading", { name: "Et møde" }).waitFor();
    const pages = meeting.visits.slice(before).filter(({ path }) => path === "/samtale");
    assert.deepEqual(pages, [{ host: `127.0.0.1:${meeting.port}`, path: "/samtale", referer: undefined }]);
    const may = await framed(page).evaluate(async () => {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true, video: true });
      const kinds = stream.getTracks().map(({ kind }) => kind);
      for (const track of stream.getTracks()) track.stop();
      const policy = document.featurePolicy;
      const features = ["camera", "microphone", "display-capture", "fullscreen", "autoplay", "geolocation"];
      return { kinds: kinds.sort(), features: features.filter((feature) => policy.allowsFeature(feature)), full: document.fullscreenEnabled };
    });
    assert.deepEqual(may, {
      kinds: ["audio", "video"],
      features: ["camera", "microphone", "display-capture", "fullscreen", "autoplay"],
      full: true,
    });
    assert.ok(await frame(page).evaluate((part) => part.getBoundingClientRect().right <= innerWidth), "it fits");
    assert.deepEqual(await faults(page), []);
  }
}

/** What is inside may not lead the page around it elsewhere. */
async function keptInside({ host, meeting }) {
  const { page } = host;
  const before = page.url();
  const said = await framed(page).evaluate((address) => {
    try {
      top.location.href = address;
      return "led away";
    } catch (error) {
      return error.name;
    }
  }, meeting.address());
  assert.equal(said, "SecurityError");
  assert.equal(page.url(), before);
}

async function closedAgain({ host, screen, speaker }) {
  for (const { page } of [host, screen, speaker]) {
    await shows(here(page), words("meeting.hide"));
    await here(page).click();
    await showsNot(frame(page));
    await shows(here(page), words("meeting.show"));
    assert.equal(framed(page), undefined);
  }
}

/** In the conversation the room has its own voice: nobody is heard elsewhere by mistake. */
async function goneInTheConversation({ console, host, screen }) {
  await here(host.page).click();
  await here(screen.page).click();
  for (const { page } of [host, screen]) await shows(frame(page));
  for (const kind of ["WELCOME", "TALK_1"]) await console.goTo(kind);
  for (const { page } of [host, screen]) {
    await showsNot(frame(page));
    assert.equal(await here(page).count(), 0);
    assert.equal(framed(page), undefined);
  }
}

/** The same page under the name of a host that the server does not list. */
async function anotherHost({ planner, console, host, screen, speaker, meeting }) {
  await console.takeBack();
  for (const { page } of [host, screen]) await shows(here(page));
  await planner.setMeeting(meeting.address("localhost"));
  await planner.savePlan();
  const before = meeting.visits.length;
  for (const { page } of [host, screen, speaker]) {
    await shows(page.locator(`[data-testid="meeting-link"][href="${meeting.address("localhost")}"]`));
    assert.equal(await here(page).count(), 0);
    const refused = await page.evaluate(
      (src) =>
        new Promise((resolve) => {
          document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) => resolve([effectiveDirective, blockedURI]));
          document.body.append(Object.assign(document.createElement("iframe"), { src }));
        }),
      meeting.address("localhost"),
    );
    assert.equal(refused[0], "frame-src");
  }
  assert.equal(meeting.visits.length, before, "nothing was asked of it");
  const [beside] = await Promise.all([host.page.waitForEvent("popup"), host.page.getByTestId("meeting-link").click()]);
  await eventually(() => assert.equal(beside.url(), meeting.address("localhost")));
}

play("a meeting inside our pages", {
  prepare,
  finish,
  scenes: [
    ["everybody comes, and the seminar has a meeting", everybodyComes],
    ["it is offered, and nothing is loaded", offered],
    ["it is shown when somebody asks, with camera and microphone", shownWhenAsked],
    ["it cannot lead our page elsewhere", keptInside],
    ["it goes when they close it", closedAgain],
    ["it goes when the conversation begins", goneInTheConversation],
    ["a host that is not allowed opens beside, and only there", anotherHost],
  ],
});
