// A text being typed, kept on this device with every letter, so that a reload or an empty battery does not lose it before it
// is sent. In localStorage, which writes at once; what has been sent lies in the outbox.
import type { Sent } from "./sent.svelte";

export const draftKey = (scope: string, name: string) => prefixOf(scope) + name;
const prefixOf = (scope: string) => `samtale.draft.${scope}.`;

export function readDraft(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** Says whether it is kept now. No storage, or full: the text lives as long as the page. */
export function writeDraft(key: string, value: string | undefined): boolean {
  try {
    if (value) localStorage.setItem(key, value);
    else localStorage.removeItem(key);
    return true;
  } catch {
    return false;
  }
}

/** When the device is forgotten, so is what was being typed on it. */
export function forgetDrafts(scope: string): void {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(prefixOf(scope))) localStorage.removeItem(key);
  } catch {
    // No storage, no drafts.
  }
}

/** One text. `scope` is the device (Session.scope), `name` the field. */
export class Draft {
  private text_ = $state("");
  private readonly key: string;

  constructor(scope: string, name: string) {
    this.key = prefixOf(scope) + name;
    this.text_ = readDraft(this.key) ?? "";
  }

  /** Something was being typed when the page was left; for a FormDraft too. */
  static isWaiting(scope: string, name: string): boolean {
    return readDraft(prefixOf(scope) + name) !== null;
  }

  get text(): string {
    return this.text_;
  }

  set text(value: string) {
    this.text_ = value;
    writeDraft(this.key, value);
  }

  /** Empties the field; the copy goes when the text is safe elsewhere. */
  handOver(sent: Sent): void {
    this.text_ = "";
    void sent.safe.then(() => {
      if (!this.text_) writeDraft(this.key, undefined);
    });
  }
}

/** Several fields that are sent together. They begin as `before`, or as they were when the page was left. */
export class FormDraft<Fields extends object> {
  fields = $state() as Fields;
  /** There was something typed and not sent. */
  readonly found: boolean;
  private readonly key: string;
  private handedOver = false;

  /** Only while a component is being made: it watches its fields as long as that lives. */
  constructor(
    scope: string,
    name: string,
    private readonly before: Fields,
  ) {
    this.key = prefixOf(scope) + name;
    const text = readDraft(this.key);
    this.found = text !== null;
    this.fields = { ...before, ...(parsed(text) as Partial<Fields>) };
    $effect.pre(() => {
      const now = JSON.stringify(this.fields);
      const typed = now !== JSON.stringify(this.before);
      // While empty again after `handOver`, the copy waits for the text to be safe.
      if (this.handedOver && !typed) return;
      this.handedOver = false;
      writeDraft(this.key, typed ? now : undefined);
    });
  }

  clear(): void {
    this.handedOver = false;
    this.fields = { ...this.before };
    writeDraft(this.key, undefined);
  }

  /** Empties the fields; the copy goes when they are safe elsewhere. */
  handOver(sent: Sent): void {
    this.handedOver = true;
    this.fields = { ...this.before };
    void sent.safe.then(() => {
      if (this.handedOver) this.clear();
    });
  }
}

function parsed(text: string | null): object {
  try {
    const found: unknown = JSON.parse(text ?? "{}");
    return found && typeof found === "object" ? found : {};
  } catch {
    return {};
  }
}
