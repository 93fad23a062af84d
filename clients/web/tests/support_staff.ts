// A staff screen on hand-made entities, with a server that answers when the test says so.
import { flushSync, mount, unmount, type Component } from "svelte";
import { vi } from "vitest";
import "../src/i18n/staff";
import { chooseLanguage } from "../src/i18n/index.svelte";
import { PhaseKind, Role, type Change, type Command } from "../src/protocol";
import { Session } from "../src/session";
import { sampleEntities, type SampleWish } from "../src/dev/sample";
import { SampleSocket, sampleWelcome } from "../src/dev/sample_socket";
import { undoOffer } from "../src/screens/staff/undo.svelte";
import StaffExample from "./StaffExample.svelte";

let shownNow: Record<string, unknown> | undefined;
let socketNow: SampleSocket;
let sessionNow: Session;

export const shown = () => shownNow;
export const socket = () => socketNow;
export const session = () => sessionNow;
export const flush = () => flushSync();
export const serverNow = () => Date.now() + 3_600_000;

export function freshStaffScreen(): void {
  localStorage.clear();
  chooseLanguage("da");
  vi.useFakeTimers();
}

export function leaveStaffScreen(): void {
  if (shownNow) void unmount(shownNow);
  shownNow = undefined;
  undoOffer.end();
  vi.useRealTimers();
}

/** Nothing is answered: a command stays on its way until the test says otherwise. */
export async function show(Screen: Component, wish: Partial<SampleWish> = {}, more: Change[] = []): Promise<void> {
  const full = { role: Role.FACILITATOR, phase: PhaseKind.LEARNING_CONVERSATION, ...wish } as SampleWish;
  const welcome = sampleWelcome({ role: full.role, name: "Karen", roomLink: "r1_link" });
  socketNow = new SampleSocket(welcome, () => [...sampleEntities(full, serverNow()), ...more], serverNow, () => undefined);
  sessionNow = new Session({ token: "t", openSocket: () => socketNow.asWebSocket() });
  document.body.innerHTML = "";
  const props = { session: sessionNow, Screen };
  shownNow = mount(StaffExample as Component<Record<string, unknown>>, { target: document.body, props });
  await soon();
}

export async function soon(): Promise<void> {
  await vi.advanceTimersByTimeAsync(5);
  flushSync();
}

/** The server takes the last command, and tells what has changed by it. */
export async function saved(changes: Change[] = []): Promise<void> {
  socketNow.changes({ changes, commandIds: [socketNow.commands.at(-1)!.commandId] });
  await soon();
}

export const find = (testid: string) => document.querySelector<HTMLButtonElement>(`[data-testid="${testid}"]`)!;
export const all = (testid: string) => [...document.querySelectorAll<HTMLElement>(`[data-testid="${testid}"]`)];
export const valueOf = (testid: string) => (find(testid) as unknown as HTMLInputElement).value;
export const click = (testid: string, detail = 1) => {
  find(testid).dispatchEvent(new MouseEvent("click", { bubbles: true, detail }));
  flushSync();
};
export const key = (name: string, init: KeyboardEventInit = {}, target: Element = document.activeElement ?? document.body) => {
  target.dispatchEvent(new KeyboardEvent("keydown", { key: name, bubbles: true, cancelable: true, ...init }));
  flushSync();
};
export function type(testid: string, value: string): void {
  const field = find(testid) as unknown as HTMLInputElement;
  field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  flushSync();
}
export const sent = (): Command["body"][] => socketNow.commands.map((command) => command.body);
