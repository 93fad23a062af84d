// Short messages at the edge of the screen. `toast(text, kind)` from anywhere; `Toasts.svelte` once per page shows them.

export interface Toast {
  id: number;
  text: string;
  kind: "plain" | "ok" | "danger";
}

const kShownMs = 6_000;
const kAtMost = 3;
let nextId = 1;

export const toasts = $state<{ list: Toast[] }>({ list: [] });

export function toast(text: string, kind: Toast["kind"] = "plain"): void {
  const id = nextId++;
  const others = toasts.list.filter((other) => other.text !== text);
  toasts.list = [...others, { id, text, kind }].slice(-kAtMost);
  setTimeout(() => closeToast(id), kShownMs);
}

export function closeToast(id: number): void {
  toasts.list = toasts.list.filter((other) => other.id !== id);
}
