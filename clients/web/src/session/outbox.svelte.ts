// Commands that have been sent but not answered. Each keeps its id until the server has saved or refused it, and is sent
// again with that id after every Welcome (P-33), so that nothing is lost and nothing happens twice. What a person wrote
// also survives a reload, in the browser's storage; presses of buttons do not, since a late press may do harm.
import { SvelteMap } from "svelte/reactivity";
import {
  CommandSchema,
  RejectionCode,
  create,
  fromBase64Url,
  fromBinary,
  newId,
  toBase64Url,
  toBinary,
  type Command,
  type CommandBody,
  type Rejection,
} from "../protocol";

export type SentStatus = "waiting" | "saved" | "rejected";

/** One command on its way; `status` is reactive. */
export class Sent {
  status = $state<SentStatus>("waiting");
  rejection = $state.raw<Rejection>();
  /** Settles with the answer: true when saved. Never rejects. */
  readonly done: Promise<boolean>;
  private settle!: (saved: boolean) => void;

  constructor(readonly command: Command) {
    this.done = new Promise((resolve) => (this.settle = resolve));
  }

  get id(): string {
    return this.command.commandId;
  }

  saved(): void {
    this.status = "saved";
    this.settle(true);
  }

  rejected(rejection: Rejection): void {
    this.status = "rejected";
    this.rejection = rejection;
    this.settle(false);
  }
}

const kKeptThroughReload: ReadonlySet<CommandBody["case"]> = new Set([
  "addPerson",
  "renamePerson",
  "removePerson",
  "addNote",
  "editNote",
  "removeNote",
  "askQuestion",
  "backQuestion",
  "withdrawQuestion",
  "addActionPoint",
  "editActionPoint",
  "removeActionPoint",
  "shareActionPoint",
] as const);

const kRetryTooFastMs = 1_500;
const kRetryNotSavedMs = 4_000;

export class Outbox {
  /** Waiting and rejected commands in the order made; a rejected one stays until it is dismissed. */
  readonly pending = new SvelteMap<string, Sent>();

  /**
   * `scope` separates devices that share a browser. `send` says whether the command went out; when not, it goes out
   * with `resend()`.
   */
  constructor(
    private readonly scope: string,
    private readonly send: (command: Command) => boolean,
    private readonly storage: Storage | undefined = browserStorage(),
  ) {
    for (const command of this.load()) this.pending.set(command.commandId, new Sent(command));
  }

  add(body: CommandBody): Sent {
    const command = create(CommandSchema, { commandId: newId(), body });
    const sent = new Sent(command);
    this.pending.set(sent.id, sent);
    if (kKeptThroughReload.has(body.case)) this.keep(command);
    this.send(command);
    return sent;
  }

  resend(): void {
    for (const sent of this.pending.values()) {
      if (sent.status === "waiting") this.send(sent.command);
    }
  }

  saved(commandId: string): void {
    const sent = this.pending.get(commandId);
    this.dismiss(commandId);
    sent?.saved();
  }

  /** Returns the command when a person should be told; a passing trouble is tried again instead. */
  rejected(rejection: Rejection): Sent | undefined {
    const sent = this.pending.get(rejection.commandId);
    if (!sent || sent.status !== "waiting") return undefined;
    if (rejection.code === RejectionCode.TOO_FAST || rejection.code === RejectionCode.NOT_SAVED) {
      const afterMs = rejection.code === RejectionCode.TOO_FAST ? kRetryTooFastMs : kRetryNotSavedMs;
      setTimeout(() => this.pending.has(sent.id) && this.send(sent.command), afterMs * (1 + Math.random()));
      return undefined;
    }
    this.storage?.removeItem(this.key(sent.id));
    sent.rejected(rejection);
    return sent;
  }

  dismiss(commandId: string): void {
    this.pending.delete(commandId);
    this.storage?.removeItem(this.key(commandId));
  }

  get waitingCount(): number {
    let count = 0;
    for (const sent of this.pending.values()) if (sent.status === "waiting") count += 1;
    return count;
  }

  private key(commandId: string): string {
    return `samtale.outbox.${this.scope}.${commandId}`;
  }

  private keep(command: Command): void {
    const madeAt = String(Date.now()).padStart(15, "0");
    try {
      this.storage?.setItem(this.key(command.commandId), `${madeAt} ${toBase64Url(toBinary(CommandSchema, command))}`);
    } catch {
      // The browser's storage is full or forbidden: the command still waits in memory.
    }
  }

  private load(): Command[] {
    const found: { madeAt: string; command: Command }[] = [];
    for (let i = 0; i < (this.storage?.length ?? 0); i += 1) {
      const key = this.storage!.key(i)!;
      if (!key.startsWith(this.key(""))) continue;
      const [madeAt = "", text = ""] = (this.storage!.getItem(key) ?? "").split(" ");
      try {
        found.push({ madeAt, command: fromBinary(CommandSchema, fromBase64Url(text)) });
      } catch {
        // Written by another version: not readable, so not sendable.
      }
    }
    found.sort((a, b) => (a.madeAt < b.madeAt ? -1 : 1));
    return found.map(({ command }) => command);
  }
}

function browserStorage(): Storage | undefined {
  try {
    return globalThis.localStorage;
  } catch {
    return undefined;
  }
}
