// The live seminar as screens see it, and who this browser is.
export { Session, type SessionOptions } from "./session.svelte";
export { Draft, FormDraft } from "./draft.svelte";
export { MyPerson } from "./my_person.svelte";
export { KeptEdit, type Clash, type Fields } from "./kept_edit.svelte";
export { Entities } from "./entities.svelte";
export { Outbox } from "./outbox.svelte";
export { Sent, type SentStatus } from "./sent.svelte";
export * from "./limits";
export * from "./derived";
export * from "./places";
