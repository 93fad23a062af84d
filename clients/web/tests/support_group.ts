// Group screens with hand-made entities behind them, one at a time, on a clock that the test moves.
import { flushSync, mount, unmount, type Component } from "svelte";
import { afterEach, beforeEach, vi } from "vitest";
import "../src/i18n/group";
import { chooseLanguage } from "../src/i18n/index.svelte";
import { sampleSession, type SampleWish } from "../src/dev/sample";
import GroupExample from "./GroupExample.svelte";

let shown: Record<string, unknown> | undefined;

/** The screen goes, as when its page is closed. */
export async function takeAway(): Promise<void> {
  if (shown) await unmount(shown);
  shown = undefined;
}

/** Before and after each test of the file that calls it. */
export function oneScreenAtATime(): void {
  beforeEach(() => {
    localStorage.clear();
    chooseLanguage("da");
    vi.useFakeTimers();
    vi.stubGlobal("matchMedia", () => ({ matches: false }));
  });
  afterEach(() => {
    void takeAway();
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });
}

/** Shows a part with these properties, instead of what was there. */
export function put<Props extends Record<string, unknown>>(part: Component<Props>, props: Props): void {
  document.body.innerHTML = "";
  shown = mount(part, { target: document.body, props });
}

export async function show(wish: SampleWish) {
  const session = sampleSession(wish);
  put(GroupExample as Component<{ session: typeof session }>, { session });
  await vi.advanceTimersByTimeAsync(5);
  flushSync();
  return session;
}

export const find = (testid: string) => document.querySelector<HTMLElement>(`[data-testid="${testid}"]`);
