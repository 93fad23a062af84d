// A meeting shown inside our own page (P-98): only from a host that the server lists, only once somebody asks for it, and gone
// when nobody speaks to all groups any more.
import { flushSync } from "svelte";
import { beforeEach, expect, test, vi } from "vitest";
import { sampleWelcome } from "../src/dev/sample_socket";
import { sampleSession, type SampleWish } from "../src/dev/sample";
import { loadTexts } from "../src/i18n/catalogue";
import { ChangesSchema, PhaseKind, Role, create, type Change } from "../src/protocol";
import { hostShownHere } from "../src/screens/meeting_link";
import Speaker from "../src/screens/staff/speaker/Speaker.svelte";
import StaffExample from "./StaffExample.svelte";
import { find, oneScreenAtATime, put, show } from "./support_group";

oneScreenAtATime();
// There is no meeting here: the imitated browser fetches no frames, and says so each time.
beforeEach(() => {
  const { error } = console;
  vi.spyOn(console, "error").mockImplementation((said) => {
    if (!String(said).includes("Iframe page loading is disabled")) error(said);
  });
});

const kHost = "meet.example.org";
const frame = () => find("meeting-frame") as HTMLIFrameElement | null;
function press() {
  find("meeting-here")!.click();
  flushSync();
}

async function withHosts(wish: Omit<SampleWish, "sharing">, hosts: string[]) {
  const session = await show({ ...wish, sharing: true });
  session.receive({ welcome: sampleWelcome({ ...session.welcome!, embeddableHosts: hosts }) });
  flushSync();
  return session;
}

test("only the very host that is listed, with its port, may be shown here", () => {
  const link = "https://meet.example.org/samtale";
  expect(hostShownHere(link, [kHost])).toBe(kHost);
  expect(hostShownHere("https://meet.example.org:8443/a", ["meet.example.org:8443"])).toBe("meet.example.org:8443");
  for (const hosts of [[], ["example.org"], ["a.meet.example.org"], ["meet.example.org:8443"], ["meet.example.org.evil.example"], undefined]) {
    expect(hostShownHere(link, hosts), String(hosts)).toBeUndefined();
  }
  expect(hostShownHere("https://meet.example.org:8443/a", [kHost])).toBeUndefined();
  expect(hostShownHere(undefined, [kHost])).toBeUndefined();
});

test.each([Role.HOST, Role.SCREEN])("role %i: the meeting is shown here when somebody asks, and goes when they close it", async (role) => {
  await withHosts({ role, phase: PhaseKind.WRAP_UP }, [kHost]);
  expect(frame(), "nothing is loaded before that").toBeNull();
  expect(find("meeting-here")!.getAttribute("aria-expanded")).toBe("false");
  press();
  expect(frame()!.src).toBe("https://meet.example.org/samtale");
  expect(frame()!.title).toBe("Mødet på meet.example.org");
  expect(frame()!.allow.split("; ")).toEqual(["camera", "microphone", "display-capture", "fullscreen", "autoplay"]);
  expect(frame()!.getAttribute("sandbox")).not.toContain("allow-top-navigation");
  expect(find("meeting-link"), "the link stays beside").not.toBeNull();
  expect(find("meeting-here")!.getAttribute("aria-expanded")).toBe("true");
  press();
  expect(frame()).toBeNull();
});

test.each([Role.HOST, Role.SCREEN, Role.PHONE])("role %i: another host, or a phone, has the link beside alone", async (role) => {
  await withHosts({ role, phase: PhaseKind.WRAP_UP }, role === Role.PHONE ? [kHost] : ["meet.example.dk"]);
  expect(find("meeting-link")).not.toBeNull();
  expect(find("meeting-here")).toBeNull();
  expect(frame()).toBeNull();
});

test.each([Role.HOST, Role.SCREEN])("role %i: the room has its own voice in the conversation, and the meeting is not loaded again by itself", async (role) => {
  const session = await withHosts({ role, phase: PhaseKind.WRAP_UP }, [kHost]);
  press();
  const goTo = (phaseIndex: number) => {
    const changes = [{ entity: { case: "session", value: { ...session.session!, phaseIndex } } }] as unknown as Change[];
    session.receive({ changes: create(ChangesSchema, { changes }) });
    flushSync();
  };
  const wrapUp = session.session!.phaseIndex;
  const conversation = session.plan!.agenda!.phases.findIndex(({ kind }) => kind === PhaseKind.PRODUCTIVE_CONVERSATION);
  goTo(conversation);
  expect(frame()).toBeNull();
  expect(find("meeting-here")).toBeNull();
  goTo(wrapUp);
  expect(find("meeting-here")).not.toBeNull();
  expect(frame()).toBeNull();
});

test("what comes live beside the meeting does not load it anew", async () => {
  const session = await withHosts({ role: Role.SCREEN, phase: PhaseKind.WRAP_UP }, [kHost]);
  press();
  const shown = frame();
  const changes = [{ entity: { case: "stage", value: {} } }] as unknown as Change[];
  session.receive({ welcome: session.welcome, changes: create(ChangesSchema, { changes }) });
  flushSync();
  find("toggle-code")!.click();
  flushSync();
  expect(frame()).toBe(shown);
  expect(find("group-code")).not.toBeNull();
});

test("the speaker has the way to the meeting from the lobby on", async () => {
  await loadTexts("da", "staff");
  const session = sampleSession({ role: Role.SPEAKER, phase: "lobby", sharing: true });
  put(StaffExample as never, { session, Screen: Speaker });
  await vi.advanceTimersByTimeAsync(5);
  flushSync();
  expect((find("meeting-link") as HTMLAnchorElement).href).toBe("https://meet.example.org/samtale");
  expect(find("meeting-here")).toBeNull();
  session.receive({ welcome: sampleWelcome({ ...session.welcome!, embeddableHosts: [kHost] }) });
  flushSync();
  press();
  expect(frame()!.src).toBe("https://meet.example.org/samtale");
});
