// Something saved that is being changed, field by field: kept on this device with every letter until it is saved or undone,
// and compared with what others save meanwhile. The server takes the last save of a plan as it comes, so the comparing is
// done here: what only the others changed is taken over, what only was changed here stands, and where both changed a field
// both are shown and somebody chooses (`clashes`).
import { untrack } from "svelte";
import { draftKey, readDraft, writeDraft } from "./draft.svelte";

type Value = string | number | boolean | null | readonly Value[] | { readonly [key: string]: Value };
export type Fields = Record<string, Value>;

export interface Clash {
  field: string;
  mine: Value;
  theirs: Value;
}

/** How a thing is taken apart into fields, and put together again; `before` so that what is equal can stay the same object. */
export interface Shape<T> {
  split: (whole: T) => Fields;
  join: (fields: Fields, before: T) => T;
}

const same = (a: Value | undefined, b: Value | undefined): boolean => JSON.stringify(a) === JSON.stringify(b);
const sameFields = (a: Fields, b: Fields): boolean => Object.keys(b).every((field) => same(a[field], b[field]));

export class KeptEdit<T> {
  /** What stands in the fields. Reactive, to be bound to. */
  mine = $state() as T;
  /** False when the browser keeps nothing: then it is lost with the page. */
  kept = $state(true);
  /** Something that was not saved when the page was left. */
  readonly found: boolean;
  /** What was saved when each field began to be changed here. */
  private base = $state.raw<Fields>({});
  /** What another saved in the same moment, and this save covered. */
  private covered = $state.raw<Fields>({});
  private sending = $state.raw<{ base: Fields; mine: Fields; met?: Fields }>();
  private readonly key: string;

  /** Only while a component is being made. `saved`: as the server has it, reactive. */
  constructor(
    scope: string,
    name: string,
    private readonly saved: () => T,
    private readonly shape: Shape<T>,
  ) {
    this.key = draftKey(scope, name);
    const theirs = this.theirs;
    const left = leftBehind(readDraft(this.key), theirs);
    this.base = left?.base ?? theirs;
    this.mine = left ? shape.join(left.mine, saved()) : shape.join(theirs, saved());
    this.meet(theirs);
    this.found = this.dirty;
    $effect.pre(() => {
      const now = this.theirs;
      untrack(() => this.meet(now));
    });
    $effect.pre(() => {
      const text = JSON.stringify({ base: this.base, mine: this.fields });
      this.kept = writeDraft(this.key, this.dirty ? text : undefined);
    });
  }

  get dirty(): boolean {
    return !sameFields(this.fields, this.theirs);
  }

  /** Fields that two people have changed to different things. */
  get clashes(): Clash[] {
    if (this.sending) return [];
    const { fields, theirs, base, covered } = this;
    return Object.keys(theirs).flatMap((field) => {
      const mine = fields[field]!;
      const their = covered[field] ?? theirs[field]!;
      if (same(mine, their)) return [];
      const both = field in covered || (!same(base[field], their) && !same(mine, base[field]));
      return both ? [{ field, mine, theirs: their }] : [];
    });
  }

  choose(clash: Clash, whose: "mine" | "theirs"): void {
    this.base = { ...this.base, [clash.field]: this.theirs[clash.field]! };
    const { [clash.field]: _, ...rest } = this.covered;
    this.covered = rest;
    if (whose === "theirs") this.mine = this.shape.join({ ...this.fields, [clash.field]: clash.theirs }, this.mine);
  }

  /** Back to what is saved. */
  undo(): void {
    this.base = this.theirs;
    this.covered = {};
    this.mine = this.shape.join(this.theirs, this.saved());
    // At once: the component may be gone before its effects run.
    writeDraft(this.key, undefined);
  }

  /** Around a save, until the answer has come. */
  async whileSaving(done: Promise<boolean>): Promise<boolean> {
    const sending: NonNullable<typeof this.sending> = { base: this.theirs, mine: this.fields };
    this.sending = sending;
    const saved = await done;
    // Another save may have begun since.
    if (this.sending !== sending) return saved;
    this.sending = undefined;
    const { met } = sending;
    if (saved && met) {
      const lost = Object.entries(met).filter(([field, value]) => !same(value, sending.base[field]) && !same(value, sending.mine[field]));
      this.covered = { ...this.covered, ...Object.fromEntries(lost) };
    }
    // What the server tidied up on the way is not a change of anybody's.
    if (saved && sameFields(this.fields, sending.mine)) this.mine = this.shape.join(this.theirs, this.mine);
    this.meet(this.theirs);
    return saved;
  }

  private get fields(): Fields {
    return this.shape.split(this.mine);
  }

  private get theirs(): Fields {
    return this.shape.split(this.saved());
  }

  private meet(theirs: Fields): void {
    const { sending, fields } = this;
    if (sending && !sameFields(theirs, sending.base) && !sameFields(theirs, sending.mine)) sending.met = theirs;
    const base = { ...this.base };
    const mine = { ...fields };
    for (const field of Object.keys(theirs)) {
      if (same(mine[field], base[field])) mine[field] = theirs[field]!;
      if (same(mine[field], theirs[field])) base[field] = theirs[field]!;
    }
    if (!sameFields(base, this.base)) this.base = base;
    if (!sameFields(mine, fields)) this.mine = this.shape.join(mine, this.mine);
  }
}

/** What an earlier page kept, as far as it fits what there is now. */
function leftBehind(text: string | null, theirs: Fields): { base: Fields; mine: Fields } | undefined {
  try {
    const found = JSON.parse(text ?? "null") as { base?: Fields; mine?: Fields } | null;
    if (!found?.base || !found.mine) return undefined;
    const { base, mine } = found;
    const fit = (fields: Fields) =>
      Object.fromEntries(Object.entries(theirs).map(([field, value]) => [field, field in fields ? fields[field]! : value]));
    return { base: fit(base), mine: fit(mine) };
  } catch {
    return undefined;
  }
}
