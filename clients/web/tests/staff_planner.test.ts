// What an organiser has typed and not saved is there after a reload; what two of them change at once is lost to neither.
import { unmount } from "svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ChangeSchema, PhaseKind, RejectionCode, Role, create, type Change, type Plan } from "../src/protocol";
import { kLatePressMs } from "../src/session";
import Planner from "../src/screens/staff/planner/Planner.svelte";
import { kUndoForMs } from "../src/screens/staff/undo.svelte";
import { all, click, find, flush, freshStaffScreen, key, leaveStaffScreen, saved, sent, session, show, shown, socket, soon, type, valueOf } from "./support_staff";

beforeEach(() => {
  freshStaffScreen();
  HTMLDialogElement.prototype.showModal ??= function (this: HTMLDialogElement) {
    this.open = true;
  };
});
afterEach(leaveStaffScreen);

const open = (more: Change[] = []) => show(Planner, { role: Role.ORGANISER, phase: "planned" }, more);
async function reload(more: Change[] = []) {
  await unmount(shown()!);
  await open(more);
}
const planned = (change: Partial<Plan>, plan = session().plan!): Change =>
  create(ChangeSchema, { entity: { case: "plan", value: { ...plan, ...change } } });
/** Another organiser saves. */
async function another(change: Partial<Plan>) {
  socket().changes({ changes: [planned(change)] });
  await soon();
}
const withPhase = (kind: PhaseKind, change: object): Partial<Plan> => ({
  agenda: {
    ...session().plan!.agenda!,
    phases: session().plan!.agenda!.phases.map((phase) => (phase.kind === kind ? { ...phase, ...change } : phase)),
  },
});
const clashes = () => all("clash").map((field) => field.dataset.field);
const bar = (which: "plan" | "agenda") => find(`${which}-bar`).textContent;
const submit = (testid: string) => {
  find(testid).dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
  flush();
};

test("unsaved changes of plan and agenda are offered again after a reload, and can be saved or undone", async () => {
  await open();
  type("plan-title", "Når børn tier");
  type("phase-WELCOME-minutes", "12");
  click("phase-TALK_1-open");
  type("phase-TALK_1-title", "Stilheden");
  await reload();
  expect(valueOf("plan-title")).toBe("Når børn tier");
  expect(bar("plan")).toContain("Ændringer fra sidst er ikke gemt");
  expect(valueOf("phase-WELCOME-minutes")).toBe("12");
  click("phase-TALK_1-open");
  expect(valueOf("phase-TALK_1-title")).toBe("Stilheden");
  click("plan-save");
  expect(sent()).toMatchObject([{ case: "editPlan", value: { title: "Når børn tier" } }]);
  await saved([planned({ title: "Når børn tier" })]);
  click("agenda-undo");
  await reload([planned({ title: "Når børn tier" })]);
  expect(find("plan-save")).toBeNull();
  expect(find("agenda-save")).toBeNull();
});

test("half a number is kept as well, and cannot be saved", async () => {
  await open();
  type("phase-WELCOME-minutes", "1x");
  await reload();
  expect(find("agenda-save").disabled).toBe(true);
  expect(bar("agenda")).toContain("En længde mangler");
});

test("what another changes elsewhere is taken over, and does not disturb what is being written", async () => {
  await open();
  type("plan-title", "Når børn tier");
  await another({ startsAt: "10:30" });
  expect(valueOf("plan-time")).toBe("10:30");
  expect(valueOf("plan-title")).toBe("Når børn tier");
  expect(clashes()).toEqual([]);
  click("plan-save");
  expect(sent()).toMatchObject([{ value: { title: "Når børn tier", startsAt: "10:30" } }]);
});

test("both changed the title: both are shown, nothing is saved before one is chosen", async () => {
  await open();
  type("plan-title", "Når børn tier");
  await another({ title: "Når unge tier" });
  expect(clashes()).toEqual(["title"]);
  expect(find("clash-mine").textContent).toContain("Når børn tier");
  expect(find("clash-theirs").textContent).toContain("Når unge tier");
  expect(find("plan-save").disabled).toBe(true);
  click("clash-mine");
  expect(clashes()).toEqual([]);
  click("plan-save");
  expect(sent()).toMatchObject([{ value: { title: "Når børn tier" } }]);
});

test("the other's text can be taken instead; then there is nothing left to save", async () => {
  await open();
  type("plan-title", "Når børn tier");
  await another({ title: "Når unge tier" });
  click("clash-theirs");
  expect(valueOf("plan-title")).toBe("Når unge tier");
  expect(find("plan-save")).toBeNull();
});

test("what another saved while this browser was closed is compared all the same", async () => {
  await open();
  type("plan-title", "Når børn tier");
  await reload([planned({ title: "Når unge tier", startsAt: "11:00" })]);
  expect(clashes()).toEqual(["title"]);
  expect(valueOf("plan-time")).toBe("11:00");
});

test("in the agenda: another phase is taken over, the same steps are a choice", async () => {
  await open();
  click("phase-LEARNING_CONVERSATION-open");
  const length = document.querySelector<HTMLInputElement>('[data-testid="step"] input')!;
  length.value = "9";
  length.dispatchEvent(new Event("input", { bubbles: true }));
  flush();
  await another(withPhase(PhaseKind.BREAK, { lengthMs: 300_000 }));
  expect(valueOf("phase-BREAK-minutes")).toBe("5");
  expect(length.isConnected).toBe(true);
  expect(clashes()).toEqual([]);
  const learning = session().plan!.agenda!.phases.find(({ kind }) => kind === PhaseKind.LEARNING_CONVERSATION)!;
  await another(withPhase(PhaseKind.LEARNING_CONVERSATION, { steps: learning.steps.slice(1) }));
  expect(clashes()).toEqual([`${PhaseKind.LEARNING_CONVERSATION}.steps`]);
  click("clash-theirs");
  expect(all("step")).toHaveLength(learning.steps.length - 1);
  expect(find("agenda-save")).toBeNull();
});

test("saved in the same moment: what this save covered is shown, and can be put back", async () => {
  await open();
  const before = session().plan!;
  type("plan-title", "Når børn tier");
  click("plan-save");
  // The other's save is taken first; this one, made without having seen it, covers it.
  await another({ title: "Når unge tier", startsAt: "08:15" });
  await saved([planned({ title: "Når børn tier" }, before)]);
  expect(clashes().sort()).toEqual(["startsAt", "title"]);
  const place = all("clash").find((field) => field.dataset.field === "startsAt")!;
  place.querySelector<HTMLElement>('[data-testid="clash-theirs"]')!.click();
  flush();
  expect(valueOf("plan-time")).toBe("08:15");
  click("clash-mine");
  click("plan-save");
  expect(sent().at(-1)).toMatchObject({ value: { title: "Når børn tier", startsAt: "08:15" } });
});

test("a refused save says why and keeps what was typed; one that came too late says that", async () => {
  await open();
  type("plan-title", "Når børn tier");
  click("plan-save");
  socket().answer({ case: "rejection", value: { commandId: socket().commands[0]!.commandId, code: RejectionCode.NOT_NOW } });
  await soon();
  expect(find("save-mark").dataset.status).toBe("rejected");
  socket().end(1006);
  click("plan-save");
  const sentBefore = session().pendingOf("editPlan").at(-1)!;
  const made = performance.now() - kLatePressMs - 1;
  Object.defineProperty(sentBefore, "madeAtMs", { value: made });
  session().outbox.resend();
  await soon();
  expect(bar("plan")).toContain("Forbindelsen var væk for længe");
  expect(valueOf("plan-title")).toBe("Når børn tier");
  await reload();
  expect(valueOf("plan-title")).toBe("Når børn tier");
});

test("a group being written, changed or pasted is there after a reload", async () => {
  await open();
  type("add-group-name", "Team Lærke");
  type("add-group-email", "a@eksempel.dk");
  click("edit-group-open");
  type("edit-group-municipality", "Ærø");
  type("person-name", "Mette");
  click("paste-groups");
  type("paste-text", "A;B;C;d@e.dk");
  await reload();
  expect(valueOf("add-group-name")).toBe("Team Lærke");
  expect(valueOf("add-group-email")).toBe("a@eksempel.dk");
  expect(valueOf("edit-group-municipality")).toBe("Ærø");
  expect(valueOf("person-name")).toBe("Mette");
  expect(valueOf("paste-text")).toBe("A;B;C;d@e.dk");
  find("paste-dialog").dispatchEvent(new Event("close"));
  flush();
  click("edit-group-cancel");
  submit("add-group");
  await saved();
  await reload();
  expect(valueOf("add-group-name")).toBe("");
  expect(find("edit-group-municipality")).toBeNull();
  expect(find("paste-dialog")).toBeNull();
});

test("two on the same group: both texts, and the choice is saved", async () => {
  await open();
  click("edit-group-open");
  const groupId = all("group-row")[0]!.dataset.group!;
  const group = [...session().entities.progress.values()].sort((a, b) => a.number - b.number)[0]!;
  expect(groupId).not.toBe(group.groupId);
  type("edit-group-workplace", "Skovbrynet Nord");
  socket().changes({ changes: [create(ChangeSchema, { entity: { case: "groupProgress", value: { ...group, workplace: "Skovbrynet Syd", municipality: "Fanø" } } })] });
  await soon();
  expect(valueOf("edit-group-municipality")).toBe("Fanø");
  expect(clashes()).toEqual(["workplace"]);
  submit("edit-group");
  expect(sent()).toEqual([]);
  click("clash-mine");
  submit("edit-group");
  expect(sent()).toMatchObject([{ case: "editGroup", value: { group: { workplace: "Skovbrynet Nord", municipality: "Fanø" } } }]);
});

test("a group is removed after a while, until then it can be taken back", async () => {
  await open();
  click("remove-group");
  expect(find("undo-bar").textContent).toContain("bliver fjernet");
  expect(all("group-row").filter((row) => row.dataset.going === "true")).toHaveLength(1);
  click("undo");
  await vi.advanceTimersByTimeAsync(2 * kUndoForMs);
  expect(sent()).toEqual([]);
  click("remove-group");
  await vi.advanceTimersByTimeAsync(kUndoForMs + 50);
  expect(sent()).toMatchObject([{ case: "removeGroup" }]);
  socket().answer({ case: "rejection", value: { commandId: socket().commands[0]!.commandId, code: RejectionCode.NOT_NOW } });
  await soon();
  expect(all("group-row").filter((row) => row.dataset.going === "true")).toHaveLength(0);
});

test("whoever removes a group with the keyboard finds the focus at the way back, then in the page", async () => {
  await open();
  find("remove-group").focus();
  key("Enter");
  click("remove-group");
  (document.activeElement as HTMLElement).blur();
  await soon();
  expect(document.activeElement).toBe(find("undo"));
  key("Enter");
  click("undo");
  expect(document.activeElement!.tagName).toBe("MAIN");
});

test("a page that is left removes the group before it goes", async () => {
  await open();
  click("remove-group");
  window.dispatchEvent(new Event("pagehide"));
  expect(sent()).toMatchObject([{ case: "removeGroup" }]);
});

test("a browser that keeps nothing says so, and asks before the page is left", async () => {
  await open();
  const leaving = () => {
    const event = new Event("beforeunload", { cancelable: true });
    window.dispatchEvent(event);
    return event.defaultPrevented;
  };
  type("plan-title", "Når børn tier");
  expect(leaving()).toBe(false);
  const setItem = () => {
    throw new DOMException("full", "QuotaExceededError");
  };
  vi.stubGlobal("localStorage", { getItem: () => null, setItem, removeItem: () => {} });
  type("plan-title", "Når børn tier stille");
  expect(bar("plan")).toContain("går tabt med siden");
  expect(leaving()).toBe(true);
  vi.unstubAllGlobals();
});
