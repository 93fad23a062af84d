// The console's keys: → next, ← back, space pause, + and - a minute, ? help. Never while somebody is typing, and never
// instead of what a focused button does by itself.

export interface KeyActs {
  next: (echo: boolean) => void;
  back: (echo: boolean) => void;
  pause: () => void;
  adjust: (minutes: 1 | -1) => void;
  help: () => void;
  disarm: () => void;
}

const kTyping = "input, textarea, select, [contenteditable], dialog";

export function onConsoleKey(event: KeyboardEvent, acts: KeyActs): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const target = event.target instanceof Element ? event.target : undefined;
  if (target?.closest(kTyping)) return;
  switch (event.key) {
    case "ArrowRight":
      acts.next(event.repeat);
      break;
    case "ArrowLeft":
      acts.back(event.repeat);
      break;
    case " ":
      // On a button the space bar presses it. Not on one that only has the focus because a key armed it.
      if (target?.closest("button, a, summary") && !target.closest("[data-armed=true]")) return;
      if (!event.repeat) acts.pause();
      break;
    case "+":
      acts.adjust(1);
      break;
    case "-":
    case "−":
      acts.adjust(-1);
      break;
    case "?":
      acts.help();
      break;
    case "Escape":
      acts.disarm();
      return;
    default:
      return;
  }
  event.preventDefault();
}
