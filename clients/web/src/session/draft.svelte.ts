// A text being typed, kept in the browser so that a reload or an empty battery does not lose it before it is sent.

export class Draft {
  private text_ = $state("");
  private readonly key: string;

  /** `scope` is the device (Session.scope), `name` the field. */
  constructor(scope: string, name: string) {
    this.key = `samtale.draft.${scope}.${name}`;
    try {
      this.text_ = localStorage.getItem(this.key) ?? "";
    } catch {
      // No storage: the text lives as long as the page.
    }
  }

  get text(): string {
    return this.text_;
  }

  set text(value: string) {
    this.text_ = value;
    try {
      if (value) localStorage.setItem(this.key, value);
      else localStorage.removeItem(this.key);
    } catch {
      // As above.
    }
  }
}
