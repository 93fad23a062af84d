// The console's keys. Never while somebody is typing, and never instead of what a focused button does by itself.
import type { KeyAct } from "./key_choice.svelte";

export interface KeyActs {
  next: (echo: boolean) => void;
  back: (echo: boolean) => void;
  pause: () => void;
  adjust: (minutes: 1 | -1) => void;
  /** In the recording, while one plays. */
  jump: (byMs: number) => void;
  undo: () => void;
  help: () => void;
  disarm: () => void;
}

const kJumpMs = 10_000;
const kTyping = "input, textarea, select, [contenteditable], dialog";

/** `actOf`: what a key does, by the person's own choice. */
export function onConsoleKey(event: KeyboardEvent, actOf: (key: string) => KeyAct | undefined, acts: KeyActs): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const target = event.target instanceof Element ? event.target : undefined;
  if (target?.closest(kTyping)) return;
  if (event.key === "Escape") return acts.disarm();
  const act = actOf(event.key);
  if (!act) return;
  // On a button the space bar presses it. Not on one that only has the focus because a key armed it.
  const presses = event.key === " " && target?.closest("button, a, summary") && !target.closest("[data-armed=true]");
  if (presses) return;
  event.preventDefault();
  if (act === "next") acts.next(event.repeat);
  else if (act === "back") acts.back(event.repeat);
  else if (act === "plus") acts.adjust(1);
  else if (act === "minus") acts.adjust(-1);
  else if (act === "help") acts.help();
  else if (event.repeat) return;
  else if (act === "talk_back") acts.jump(-kJumpMs);
  else if (act === "talk_forward") acts.jump(kJumpMs);
  else if (act === "pause") acts.pause();
  else acts.undo();
}
