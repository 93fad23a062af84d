// Which key does what on the console, as this browser's person has chosen it: single keys get pressed by accident, by speech
// input and by presenters' remotes, so each can be changed and all can be switched off (WCAG 2.1.4).

export const kKeyActs = ["next", "back", "pause", "plus", "minus", "talk_back", "talk_forward", "undo", "help"] as const;
export type KeyAct = (typeof kKeyActs)[number];

const kUsual: Record<KeyAct, string> = {
  next: "ArrowRight",
  back: "ArrowLeft",
  pause: " ",
  plus: "+",
  minus: "-",
  talk_back: "j",
  talk_forward: "l",
  undo: "z",
  help: "?",
};
const kStored = "samtale.console_keys";
/** They move the focus, press what has it, or close what is open. */
const kTaken = new Set(["Tab", "Enter", "Escape", "Shift", "Control", "Alt", "AltGraph", "Meta", "CapsLock", "Dead", "Process"]);

const same = (a: string, b: string): boolean => plain(a) === plain(b);
/** Keyboards have two signs for minus, and a letter is the same with Caps Lock on. */
const plain = (key: string): string => (key === "−" ? "-" : key.length === 1 ? key.toLowerCase() : key);

export class KeyChoice {
  on = $state(true);
  private keys = $state<Record<KeyAct, string>>({ ...kUsual });

  constructor() {
    try {
      const found = JSON.parse(localStorage.getItem(kStored) ?? "{}") as { on?: unknown; keys?: Record<string, unknown> };
      this.on = found.on !== false;
      for (const act of kKeyActs) {
        const key = found.keys?.[act];
        if (typeof key === "string" && key && !kTaken.has(key)) this.keys[act] = key;
      }
    } catch {
      // No storage, or not ours: the usual keys.
    }
  }

  keyOf(act: KeyAct): string {
    return this.keys[act];
  }

  /** What pressing this key does; undefined when nothing, or when the keys are off. */
  actOf(key: string): KeyAct | undefined {
    return this.on ? kKeyActs.find((act) => same(this.keys[act], key)) : undefined;
  }

  get changed(): boolean {
    return kKeyActs.some((act) => this.keys[act] !== kUsual[act]);
  }

  switchTo(on: boolean): void {
    this.on = on;
    this.keep();
  }

  /** Says why not, when it cannot be that key: it is needed elsewhere, or already does something. */
  choose(act: KeyAct, key: string): { no: "reserved" } | { no: "used"; by: KeyAct } | undefined {
    if (kTaken.has(key)) return { no: "reserved" };
    const by = kKeyActs.find((other) => other !== act && same(this.keys[other], key));
    if (by) return { no: "used", by };
    this.keys[act] = key;
    this.keep();
    return undefined;
  }

  reset(): void {
    this.keys = { ...kUsual };
    this.keep();
  }

  private keep(): void {
    try {
      localStorage.setItem(kStored, JSON.stringify({ on: this.on, keys: this.keys }));
    } catch {
      // For this page only.
    }
  }
}

const kSigns: Record<string, string> = { ArrowRight: "→", ArrowLeft: "←", ArrowUp: "↑", ArrowDown: "↓", "-": "−" };

/** As it stands on the keyboard; `space` is the space bar's name. */
export const keySign = (key: string, space: string): string =>
  key === " " ? space : (kSigns[key] ?? (key.length === 1 ? key.toUpperCase() : key));

/** For `aria-keyshortcuts`. */
export const ariaKey = (key: string): string => (key === " " ? "Space" : key === "+" ? "Plus" : key);
