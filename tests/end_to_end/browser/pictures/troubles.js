// What goes wrong on a day: a code that is not right, a link that is not known, a number that must not be written, a group that
// comes late, a server that is gone.
import { shows } from "../support/wait.js";
import { words } from "../support/words.js";
import { live } from "./leading.js";
import { lateGroupArrives } from "./party.js";

export async function wrongDoors({ camera, add, server }) {
  const stranger = await add("stranger", "phone");
  const { page } = stranger;
  await page.goto(`${server.url}/staff#AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA`);
  await shows(page.getByTestId("staff-link-unknown"));
  await camera.take("errors", { "link-unknown": stranger });
  await page.goto(`${server.url}/planner/no-such-page`);
  await shows(page.getByRole("heading", { name: words("page.not_found_title") }));
  await camera.take("errors", { "page-unknown": stranger });
  await page.goto(`${server.url}/accessibility`);
  await shows(page.getByTestId("accessibility-page"));
  await camera.take("about", { accessibility: stranger }, { whole: true });
  await stranger.context.close();
}

/** The server refuses to store what looks like a Danish personal number. */
export async function aRefusedText({ camera, host }) {
  const drawer = host.page.getByTestId("note-drawer");
  if (!(await drawer.evaluate((details) => details.open))) await drawer.locator("summary").click();
  await host.page.getByTestId("write-note").fill("Ring til mor på 010190-1234 i morgen");
  await host.page.getByTestId("write-note-send").click();
  await shows(host.page.getByText(words("rejection.PERSONAL_NUMBER")));
  await camera.take("errors", { "personal-number": host });
  await host.page.getByTestId("refused-discard").click();
  await host.page.getByTestId("refused-discard-sure").click();
  await host.page.getByTestId("not-saved").waitFor({ state: "detached" });
}

export async function someoneComesLate(party) {
  await lateGroupArrives(party);
  await shows(party.lateHost.page.getByTestId("late"));
  await party.camera.take("late", { host: party.lateHost, "group-screen": party.lateScreen, phone: party.latePhone });
}

const written = { da: "Vi spørger barnet, før vi ringer til skolen.", en: "We ask the child before we ring the school." };

export async function theServerGoesAway(party) {
  const { camera, server, host, visitor, language } = party;
  await server.kill();
  for (const device of [host, party.screen, party.phone]) await device.expectConnection("connecting", "offline");
  const drawer = host.page.getByTestId("note-drawer");
  if (!(await drawer.evaluate((details) => details.open))) await drawer.locator("summary").click();
  await host.page.getByTestId("write-note").fill(written[language]);
  await host.page.getByTestId("write-note-send").click();
  await shows(host.page.getByTestId("note-waiting"));
  // It is told only when it lasts.
  for (const device of [host, party.screen, party.phone, party.console, party.board, party.speaker]) {
    await shows(device.page.getByTestId("connection").locator("p"));
  }
  await camera.take("server-gone", live(party));
  await visitor.page.getByTestId("join-code").fill("2345-6789");
  await visitor.page.getByTestId("join-continue").click();
  await shows(visitor.error);
  await camera.take("server-gone", { "join-code": visitor });
  await party.lateHost.page.reload();
  await shows(party.lateHost.page.getByTestId("away"));
  await camera.take("server-gone", { "host-reloaded": party.lateHost });
  await server.again();
  for (const device of [host, party.screen, party.phone, party.lateHost]) await device.expectConnection("online");
  await shows(host.note, written[language]);
  await camera.take("server-back", { host, phone: party.phone });
}
