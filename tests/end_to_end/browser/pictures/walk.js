// Walks through a seminar and photographs every screen in every phase that looks different. With a film it shoots that too.
import { shows } from "../support/wait.js";
import { words } from "../support/words.js";
import { goOnTo, letTimeRunOut, live, stepsOn, until } from "./leading.js";
import { crowdArrives, kOurs, ourGroupArrives } from "./party.js";
import { aRefusedText, someoneComesLate, theServerGoesAway, wrongDoors } from "./troubles.js";

const kPeople = ["Åse", "Bjørn", "Anne-Kathrine", "Søren", "Zeynep"];
// As somebody types who knows where the letters are.
const kKeyMs = 45;

const kSaid = {
  da: {
    welcome: "Vi begynder om et øjeblik. Slå jeres mikrofon fra.",
    own: "Jeg svarer tit, før barnet er færdigt.",
    insights: ["Vi svarer for hurtigt, når der er travlt.", "Børn fortæller mere, når vi laver noget sammen."],
    question: "Hvordan lytter man, når der er travlt?",
    point: "Vi går en tur med hvert barn, før vi holder møde om det.",
    firstStep: "Spørg to børn i morgen, hvor de gerne vil hen.",
    second: "Vi begynder hvert møde med et minuts ro.",
    film: [
      "Gruppen er på plads",
      "Alle begynder samtidig",
      "Oplægget kører på alle skærme",
      "Lærende samtale: først skriver hver for sig",
      "Så har alle lige lang taletid",
      "Oplægsholderne svarer på gruppernes spørgsmål",
      "Produktiv samtale: hvad gør vi fra næste uge?",
      "Hvad vil de andre grupper gøre?",
      "På gensyn om fire uger",
    ],
  },
  en: {
    welcome: "We start in a moment. Please mute your microphone.",
    own: "I often answer before the child has finished.",
    insights: ["We answer too quickly when we are busy.", "Children tell us more when we do something together."],
    question: "How do you listen when there is no time?",
    point: "We take a walk with each child before we hold a meeting about them.",
    firstStep: "Ask two children tomorrow where they would like to go.",
    second: "We begin each meeting with a minute of quiet.",
    film: [],
  },
};

async function theDoor({ camera, visitor, links }) {
  await camera.take("door", { code: visitor });
  await visitor.type("2222-2222");
  await shows(visitor.error, words("rejection.CODE_UNKNOWN"));
  await camera.take("errors", { "code-unknown": visitor });
  await visitor.type(links.room_code);
  await shows(visitor.groups);
  await camera.take("door", { group: visitor });
  await visitor.page.getByTestId("new-group").click();
  await camera.take("door", { "new-group": visitor });
  await visitor.page.reload();
  await visitor.type(links.room_code);
  await shows(visitor.groups);
  await visitor.groups.first().click();
  await shows(visitor.page.getByTestId("join-as-host"));
  await camera.take("door", { role: visitor });
  await visitor.page.reload();
}

async function thePlanner({ camera, planner, links, server }) {
  await planner.page.goto(`${server.url}/planner`);
  await shows(planner.seminars);
  await camera.take("planner", { seminars: planner });
  await planner.page.getByTestId("new-seminar").click();
  await shows(planner.createDialog);
  await camera.take("planner", { "new-seminar": planner });
  await planner.page.goto(`${server.url}/planner/${links.seminar_id}`);
  await shows(planner.page.getByTestId("planner-page"));
  await camera.take("planner", { plan: planner });
  await planner.openPhase("TALK_1");
  await planner.openPhase("LEARNING_CONVERSATION");
  await camera.take("planner", { whole: planner }, { whole: true });
  await planner.beginPaste("gruppe;arbejdsplads;kommune;e-mail\nTeam Vest;Botilbuddet;Vejle;vest@example.org\nTeam Syd;for;få\n");
  await camera.take("planner", { paste: planner });
  await planner.page.keyboard.press("Escape");
  // The crowd takes its time in every step; the phases keep their true lengths, which is what the pictures show.
  await planner.setStepLengths("LEARNING_CONVERSATION", ["0,2", "1", "0,2", "1"]);
  await planner.setStepLengths("PRODUCTIVE_CONVERSATION", ["0,1", "0,2", "0,2", "1", "0,3", "0,3"]);
}

async function arriving(party, said) {
  const { camera, console, film } = party;
  if (party.language !== "da") await console.openLobby();
  await ourGroupArrives(party);
  await party.host.addPeople(kPeople[0]);
  await shows(party.phone.page.getByTestId("who-are-you"));
  await camera.take("lobby", { "who-are-you": party.phone });
  const comes = async () => {
    await party.phone.page.getByTestId("not-listed").click();
    await party.phone.page.getByTestId("my-name-field").pressSequentially(kPeople[1], { delay: kKeyMs });
    await party.phone.page.getByTestId("my-name-button").click();
    await shows(party.host.person, kPeople[1]);
    await party.host.addPeople(...kPeople.slice(2));
  };
  if (film) await film.shoot(party, said.film[0], { during: comes });
  else await comes();
  if (crowdArrives(party)) await until(party, "people", 40);
  await camera.take("lobby", live(party));
  await party.host.page.getByTestId("devices").click();
  await camera.take("lobby", { "host-devices": party.host });
  await party.host.page.keyboard.press("Escape");
  const begins = async () => {
    await console.pressNext();
    await console.expectPhase("WELCOME");
    await party.screen.expectPhase("WELCOME");
  };
  if (film) await film.shoot(party, said.film[1], { during: begins });
  else await begins();
  await party.host.sayReady();
  await console.broadcast(said.welcome);
  await camera.take("welcome", live(party));
  await console.clearBroadcast();
}

async function theTalk(party, said) {
  const { camera, console, screen, film } = party;
  await goOnTo(party, "TALK_1");
  await screen.expectPlaying();
  if (film) await film.shoot(party, said.film[2], { during: () => screen.page.waitForTimeout(2_000), holdMs: 600 });
  await camera.take("talk", live(party));
  await console.pauseOrResume();
  await screen.expectPaused();
  await camera.take("talk-paused", { console, "group-screen": screen, host: party.host });
}

async function learning(party, said) {
  const { camera, host, phone, console, film } = party;
  await goOnTo(party, "LEARNING_CONVERSATION");
  const writes = async () => {
    await phone.page.getByTestId("write-own-note").pressSequentially(said.own, { delay: kKeyMs });
    await phone.page.getByTestId("write-own-note-send").click();
    await shows(phone.ownNote, said.own);
  };
  if (film) await film.shoot(party, said.film[3], { during: writes });
  else await writes();
  await camera.take("learning-write", live(party));
  await stepsOn(party, "ROUND");
  const speaks = async () => {
    await host.nextPerson();
    await shows(host.turn, kPeople[0]);
    await host.page.waitForTimeout(1_500);
    await host.nextPerson();
    await shows(phone.page.getByTestId("my-turn"));
    await host.page.waitForTimeout(1_500);
  };
  if (film) await film.shoot(party, said.film[4], { during: speaks });
  else await speaks();
  await camera.take("learning", live(party));
  await host.page.getByTestId("turn-over").waitFor({ timeout: 90_000 });
  await camera.take("learning-turn-over", { host, phone, "group-screen": party.screen });
  await until(party, "notes", 15);
  await stepsOn(party, "OPEN_TALK", "HARVEST");
  for (const insight of said.insights) await host.write("insight", insight);
  await host.ask(said.question);
  await host.help();
  await camera.take("learning-harvest", live(party));
  await console.openQuestions();
  await camera.take("learning-harvest", { "console-questions": console });
  await someoneComesLate(party);
  await aRefusedText(party);
  await console.answerHelp(kOurs);
  await letTimeRunOut(party);
  await camera.take("last-minute", live(party));
  await letTimeRunOut(party, { over: true });
  await camera.take("over-time", live(party));
}

async function wrapUp(party, said) {
  const { camera, console, screen, film } = party;
  await console.pressNext();
  await console.expectArmed();
  await camera.take("over-time", { "console-asks": console });
  await goOnTo(party, "WRAP_UP");
  const asks = async () => {
    await console.putQuestionOnStage(said.question);
    await shows(screen.stage);
  };
  if (film) await film.shoot(party, said.film[5], { during: asks, holdMs: 2_200 });
  else await asks();
  await camera.take("wrap-up", live(party));
  await theServerGoesAway(party);
  await goOnTo(party, "BREAK");
  await camera.take("break", live(party));
}

async function productive(party, said) {
  const { camera, host, phone, screen, film } = party;
  await goOnTo(party, "PRODUCTIVE_CONVERSATION");
  await camera.take("productive-empty", { host, phone, "group-screen": screen });
  await stepsOn(party, "ROUND", "CHOOSE", "FORMULATE");
  const agrees = async () => {
    await host.page.getByTestId("ap-what").pressSequentially(said.point, { delay: kKeyMs });
    await host.agree({
      what: said.point,
      who: "Åse, Bjørn",
      firstStep: said.firstStep,
      insight: said.insights[1],
      needsLeadership: true,
    });
  };
  if (film) await film.shoot(party, said.film[6], { during: agrees, holdMs: 2_500 });
  else await agrees();
  await camera.take("agreed", { host, phone, "group-screen": screen });
  await host.agree({ what: said.second, who: "Anne-Kathrine" });
  await host.share(said.point);
  await until(party, "action-points", 12);
  await camera.take("productive", live(party));
}

async function ending(party, said) {
  const { camera, console, film } = party;
  await goOnTo(party, "SHARING");
  if (film) await film.shoot(party, said.film[7], { holdMs: 3_000 });
  await camera.take("sharing", live(party));
  await console.putGroupOnStage(kOurs);
  await shows(party.screen.stage);
  await camera.take("sharing-stage", live(party));
  await goOnTo(party, "EVALUATION");
  if (film) await film.shoot(party, said.film[8], { holdMs: 2_500 });
  await camera.take("evaluation", live(party));
  await console.page.getByTestId("end-last").click();
  await shows(console.page.getByTestId("end-dialog"));
  await camera.take("evaluation", { "console-end": console });
  await console.page.getByTestId("end-confirm").click();
  await shows(party.host.goodbye, words("group.ended"));
  await camera.take("ended", live(party));
}

export async function walkThrough(party) {
  const said = kSaid[party.language];
  await theDoor(party);
  await wrongDoors(party);
  await thePlanner(party);
  if (party.language !== "da") await party.camera.take("planned", { console: party.console, board: party.board, speaker: party.speaker });
  await arriving(party, said);
  await theTalk(party, said);
  await learning(party, said);
  await wrapUp(party, said);
  await productive(party, said);
  await ending(party, said);
}
