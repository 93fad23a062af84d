// The planner's part of a recording, on a real server of its own: sent, prepared, there; captions; a page elsewhere.
import { unmount } from "svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import {
  ChangeSchema,
  Language,
  MediaKind,
  PhaseKind,
  PreparationState,
  RejectionCode,
  Role,
  create,
  TalkSchema,
  type Change,
  type MessageInitShape,
} from "../src/protocol";
import { kItemBytes } from "../src/session";
import Planner from "../src/screens/staff/planner/Planner.svelte";
import { acceptedFiles, bestFirst, fileTrouble, sizeText } from "../src/screens/staff/planner/recording_files";
import { all, click, find, flush, freshStaffScreen, leaveStaffScreen, sent, session, show, shown, socket, soon, type, valueOf } from "./support_staff";
import { TusServer } from "./support_tus";

let server: TusServer;
beforeEach(async () => {
  server = new TusServer();
  const origin = await server.start();
  (window as unknown as { happyDOM: { setURL(url: string): void } }).happyDOM.setURL(`${origin}/planner/x`);
  freshStaffScreen();
  HTMLDialogElement.prototype.showModal ??= function (this: HTMLDialogElement) {
    this.open = true;
  };
});
afterEach(async () => {
  leaveStaffScreen();
  await server.stop();
});

async function open(more: Change[] = []) {
  await show(Planner, { role: Role.ORGANISER, phase: "planned" }, more);
  click("phase-TALK_1-open");
}
const until = (holds: () => void) =>
  vi.waitFor(() => {
    flush();
    holds();
  }, { timeout: 8_000, interval: 25 });
const text = (testid: string) => find(testid)?.textContent?.replaceAll(/\s+/g, " ").trim();
const told = () => text("recording-1-state");
const kTalk: MessageInitShape<typeof TalkSchema> = {
  title: "Når børn tier",
  mediaId: "M".repeat(22),
  mediaLengthMs: 872_000,
  hasPoster: true,
  versions: [{ kind: MediaKind.SOUND, bytes: 14_200_000n }, { kind: MediaKind.HIGH, bytes: 412_000_000n }, { kind: MediaKind.LOW, bytes: 96_000_000n }],
};
/** The server tells of what is attached. */
async function attached(talk: MessageInitShape<typeof TalkSchema>, lengthMs = 900_000) {
  const plan = session().plan!;
  const phases = plan.agenda!.phases.map((phase) => (phase.kind === PhaseKind.TALK_1 ? { ...phase, lengthMs, talk: create(TalkSchema, talk) } : phase));
  const value = { ...plan, agenda: { ...plan.agenda!, phases } };
  socket().changes({ changes: [create(ChangeSchema, { entity: { case: "plan", value } as never })] });
  await soon();
}
function choose(testid: string, file: File) {
  const input = find(testid) as unknown as HTMLInputElement;
  Object.defineProperty(input, "files", { value: [file], configurable: true });
  input.dispatchEvent(new Event("change", { bubbles: true }));
  flush();
}
const video = (bytes = 5_000, name = "oplæg.mov") => new File([new Uint8Array(bytes)], name, { type: "video/quicktime", lastModified: 7 });

test("a recording: sent, looked at, converted, there; each step is said", async () => {
  server.preparation = { canConvert: true };
  await open();
  await until(() => expect(text("recording-1")).toContain("Vælg videofil"));
  expect(find("recording-1-file").getAttribute("accept")).toContain(".mkv");
  server.hold = [];
  choose("recording-1-file", video());
  await until(() => expect(server.hold).toHaveLength(1));
  expect(told()).toContain("% sendt");
  expect(find("recording-1-progress")).not.toBeNull();
  // Folded away it goes on, and says so in its line.
  click("phase-TALK_1-open");
  expect(text("phase-TALK_1")).toContain("% sendt");
  click("phase-TALK_1-open");
  server.preparation = { canConvert: true, state: PreparationState.CHECKING, fileName: "oplæg.mov" };
  server.hold[0]!();
  await until(() => expect(told()).toBe("Serveren ser filen igennem …"));
  server.preparation = { canConvert: true, state: PreparationState.WAITING };
  await until(() => expect(told()).toBe("Venter på en anden optagelse …"));
  server.preparation = { canConvert: true, state: PreparationState.CONVERTING, percent: 47 };
  await until(() => expect(told()).toBe("Gøres klar til skærmene: 47 %"));
  expect((find("recording-1-progress") as unknown as HTMLProgressElement).value).toBe(47);
  server.links = { links: [{ mediaId: kTalk.mediaId!, query: "until=1&sign=a" }] };
  server.preparation = { canConvert: true, state: PreparationState.DONE };
  await attached(kTalk);
  await until(() => expect(told()).toBe("Klar"));
  expect(find("recording-1-progress")).toBeNull();
  expect(all("recording-1-version").map((row) => row.textContent!.replaceAll(/\s+/g, " ").trim())).toEqual(["1080p 412 MB", "480p 96 MB", "Kun lyd 14 MB"]);
  await until(() => expect(document.querySelector("[data-testid=recording-1-there] img")?.getAttribute("src")).toBe(`/media/${kTalk.mediaId}/poster.jpg?until=1&sign=a`));
  expect(text("recording-1-length")).toBe("Oplægget varer 14:32 · fasen 15:00");
  expect([...server.uploads.values()][0]!.bytes).toHaveLength(5_000);
  // It asks no more.
  const asked = server.requests.length;
  await vi.advanceTimersByTimeAsync(20_000);
  expect(server.requests).toHaveLength(asked);
});

test("a phase that is shorter than its recording says that the end will not be shown", async () => {
  await open();
  await attached(kTalk, 840_000);
  expect(text("recording-1-length")).toContain("Slutningen bliver ikke vist");
});

test("pause, go on, and after a reload the same file is asked for", async () => {
  await open();
  await until(() => expect(server.of("GET").length).toBeGreaterThan(0));
  server.hold = [];
  choose("recording-1-file", video(3_000, "oplæg.mp4"));
  await until(() => expect(server.hold).toHaveLength(1));
  click("recording-1-pause");
  expect(told()).toContain("på pause");
  await unmount(shown()!);
  server.hold.forEach((go) => go());
  server.hold = undefined;
  await open();
  expect(text("recording-1-kept")).toContain("»oplæg.mp4« nåede");
  choose("recording-1-file", video(3_000, "oplæg.mp4"));
  expect(text("recording-1-sending")).toContain("fortsætter, hvor den slap");
  await until(() => expect(find("recording-1-pause")).toBeNull());
  expect(server.of("POST")).toHaveLength(1);
  expect(find("recording-1-kept")).toBeNull();
});

test("a wrong file is refused with the reason and what to do", async () => {
  server.preparation = { canConvert: false, state: PreparationState.FAILED, failure: RejectionCode.NOT_A_RECORDING, fileName: "tom.mp4" };
  await open();
  await until(() => expect(told()).toBe("»tom.mp4« kan ikke bruges"));
  expect(text("recording-1-error")).toContain("ikke en video med lyd");
  expect(text("recording-1-error")).toContain("gem den som MP4");
  // What can be seen here is not sent first.
  choose("recording-1-file", video(10, "oplæg.mkv"));
  expect(text("recording-1-error")).toContain("Gem den som MP4 (H.264 og AAC)");
  choose("recording-1-file", new File(["x"], "noter.docx"));
  expect(text("recording-1-error")).toContain("ikke en video med lyd");
  expect(server.of("POST")).toHaveLength(0);
  server.refuse = { status: 413, code: RejectionCode.FILE_TOO_LARGE, limit: 0 };
  choose("recording-1-file", video(10, "oplæg.mp4"));
  await until(() => expect(text("recording-1-error")).toContain("Filen er for stor. Gem den i 1080p"));
});

test("taken away only after a question, since it cannot be undone", async () => {
  await open();
  await attached(kTalk);
  click("recording-1-remove");
  expect(server.of("DELETE")).toHaveLength(0);
  expect(text("recording-1-remove-dialog")).toContain("kan ikke fortrydes");
  click("recording-1-remove-yes");
  await until(() => expect(server.of("DELETE")[0]?.path).toMatch(/\/talks\/1$/));
});

test("captions: added, refused with the line of the mistake, taken away", async () => {
  await open();
  await attached(kTalk);
  const file = new File(["WEBVTT\n"], "da.vtt", { type: "text/vtt" });
  server.wrongLine = 12;
  choose("captions-1-da-file", file);
  await until(() => expect(text("captions-1-da-error")).toContain("linje 12"));
  expect(find("captions-1-en-error")).toBeNull();
  server.wrongLine = undefined;
  choose("captions-1-da-file", file);
  await until(() => expect(server.of("PUT")).toHaveLength(2));
  expect(server.of("PUT")[1]).toMatchObject({ path: expect.stringMatching(/\/talks\/1\/captions\/da$/), bytes: 7, headers: { "content-type": "text/vtt" } });
  await until(() => expect(find("captions-1-da-error")).toBeNull());
  await attached({ ...kTalk, captions: [{ language: Language.DANISH, mediaId: "C".repeat(22) }] });
  expect(find("captions-1-da").dataset.there).toBe("true");
  expect(find("captions-1-en").dataset.there).toBe("false");
  await until(() => expect(find("captions-1-da-remove").disabled).toBe(false));
  click("captions-1-da-remove");
  await until(() => expect(server.of("DELETE")[0]?.path).toMatch(/\/captions\/da$/));
});

test("a page elsewhere is part of the agenda, and must be an https address", async () => {
  await open();
  type("recording-1-page", "http://video.eksempel.dk/1");
  expect(find("agenda-save").disabled).toBe(true);
  expect(text("agenda-bar")).toContain("https://");
  type("recording-1-page", "https://video.eksempel.dk/1");
  click("agenda-save");
  expect(sent().at(-1)).toMatchObject({ case: "editAgenda" });
  const { agenda } = sent().at(-1)!.value as { agenda: { phases: { talk?: { pageUrl: string } }[] } };
  expect(agenda.phases[1]!.talk!.pageUrl).toBe("https://video.eksempel.dk/1");
  await attached(kTalk);
  expect(find("recording-1-page")).toBeNull();
});

test("texts that together do not fit into one message: said before saving, and the draft is kept", async () => {
  await open();
  click("phase-LEARNING_CONVERSATION-open");
  const fill = (count: number) => {
    for (const field of all("step-prompt").slice(0, count)) {
      (field as HTMLTextAreaElement).value = "å".repeat(2_000);
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    flush();
  };
  for (let more = 0; more < 8; more += 1) click("add-step");
  fill(12);
  expect(find("agenda-save").disabled).toBe(false);
  for (const testid of ["step-prompt-other", "step-prompt-alone", "step-prompt-alone-other"])
    for (const field of all(testid).slice(0, 2)) {
      (field as HTMLTextAreaElement).value = "å".repeat(2_000);
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  flush();
  expect(find("agenda-save").disabled).toBe(true);
  expect(text("agenda-bar")).toContain(`der er plads til ${kItemBytes / 1000} kB`);
  await unmount(shown()!);
  await open();
  click("phase-LEARNING_CONVERSATION-open");
  expect((all("step-prompt-alone-other")[0] as HTMLTextAreaElement).value).toHaveLength(2_000);
  expect(find("agenda-save").disabled).toBe(true);
  expect(valueOf("phase-LEARNING_CONVERSATION-prompt")).not.toBe("");
});

test("which files may be sent, and how large they are", () => {
  const file = (name: string, type = "", size = 5) => ({ name, type, size });
  expect(fileTrouble(file("A.MP4"), false)).toBeUndefined();
  expect(fileTrouble(file("a", "video/mp4"), false)).toBeUndefined();
  expect(fileTrouble(file("a.mov", "video/quicktime"), false)).toBe(RejectionCode.NOT_WEB_READY);
  expect(fileTrouble(file("a.mov", "video/quicktime"), true)).toBeUndefined();
  expect(fileTrouble(file("a.mkv"), true)).toBeUndefined();
  expect(fileTrouble(file("a.pdf", "application/pdf"), true)).toBe(RejectionCode.NOT_A_RECORDING);
  expect(fileTrouble(file("a.mp4", "", 0), true)).toBe(RejectionCode.NOT_A_RECORDING);
  expect(fileTrouble(file("a.mp4", "", 4 * 1024 ** 3), true)).toBeUndefined();
  expect(fileTrouble(file("a.mp4", "", 4 * 1024 ** 3 + 1), true)).toBe(RejectionCode.FILE_TOO_LARGE);
  expect(acceptedFiles(false)).toBe("video/mp4,.mp4,.m4v");
  expect([5n, 412_400_000n, 1_260_000_000n].map((bytes) => sizeText(Number(bytes)))).toEqual(["1 MB", "412 MB", "1,3 GB"]);
  expect(bestFirst([{ kind: MediaKind.LOW }, { kind: MediaKind.UNSPECIFIED }, { kind: MediaKind.HIGH }] as never).map(({ kind }) => kind)).toEqual([MediaKind.HIGH, MediaKind.LOW]);
});
