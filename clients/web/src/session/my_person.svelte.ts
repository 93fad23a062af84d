// Whose phone this is: the person who wrote their own first name on it, or chose it from those on the list. The server knows as
// well, and lets the phone act for that person only; here it is kept so that the phone can say *you*. Gone when the device is
// forgotten.
import { draftKey, readDraft, writeDraft } from "./draft.svelte";

export class MyPerson {
  private id_ = $state("");
  private readonly key: string;

  /** `scope` is the device (Session.scope). */
  constructor(scope: string) {
    this.key = draftKey(scope, "my-person");
    this.id_ = readDraft(this.key) ?? "";
  }

  /** Empty: nobody has said so. May be of a person who is not on the roster any more, or not yet. */
  get id(): string {
    return this.id_;
  }
  set id(value: string) {
    this.id_ = value;
    writeDraft(this.key, value);
  }
}
