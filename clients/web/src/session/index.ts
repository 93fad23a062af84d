// The live seminar as screens see it, and who this browser is.
export { Session, type SessionOptions } from "./session.svelte";
export { Draft } from "./draft.svelte";
export { Entities } from "./entities.svelte";
export { Outbox, type Sent, type SentStatus } from "./outbox.svelte";
export * from "./derived";
export * from "./places";
