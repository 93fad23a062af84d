// One command on its way to the server, as a screen sees it.
import { CommandSchema, toBinary, type Command, type CommandBody, type Rejection } from "../protocol";

export type SentStatus = "waiting" | "saved" | "rejected";

/**
 * Why a command was refused without asking the server: `full`: this device holds as much as it may (the command was never
 * taken in); `late`: a press of a button that waited too long for a connection.
 */
export type RefusedHere = "full" | "late";

/** What a person wrote or chose. It outlives the page; presses of buttons do not, since a late press may do harm. */
const kLasting: ReadonlySet<CommandBody["case"]> = new Set([
  "addPerson",
  "renamePerson",
  "removePerson",
  "claimPerson",
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
  // These name the revision they are about, or can be pressed again without harm.
  "confirmActionPoint",
  "recordReservation",
  "takeUpActionPoint",
  "thankGroup",
  "askGroup",
  "answerGroup",
  "handInNote",
  "shareInsight",
] as const);

export class Sent {
  /** Reactive, as are the next four. */
  status = $state<SentStatus>("waiting");
  rejection = $state.raw<Rejection>();
  refusedHere = $state.raw<RefusedHere>();
  /** It lies on this device and survives the page. Only ever true of lasting ones. */
  onDevice = $state(false);
  readonly lasting: boolean;
  readonly bytes: Uint8Array;
  /** It may have reached the server. Until then it can be replaced by another without asking. */
  tried = $state(false);
  /** The attempt to keep it on the device is over, well or badly: it may be sent. */
  keepingIsOver = false;
  /** Settles with the answer: true when saved. Never rejects. */
  readonly done: Promise<boolean>;
  /** Settles when the text is safe outside its field: on the device, or on the server. Never rejects, may never settle. */
  readonly safe: Promise<void>;
  private settle!: (saved: boolean) => void;
  private settleSafe!: () => void;
  private readonly madeAtMs = performance.now();

  constructor(readonly command: Command) {
    this.done = new Promise((resolve) => (this.settle = resolve));
    this.safe = new Promise((resolve) => (this.settleSafe = resolve));
    this.lasting = kLasting.has(command.body.case as CommandBody["case"]);
    this.bytes = toBinary(CommandSchema, command);
  }

  get id(): string {
    return this.command.commandId;
  }

  get ageMs(): number {
    return performance.now() - this.madeAtMs;
  }

  kept(): void {
    this.onDevice = true;
    this.settleSafe();
  }

  saved(): void {
    this.status = "saved";
    this.settle(true);
    this.settleSafe();
  }

  rejected(rejection: Rejection): void {
    this.status = "rejected";
    this.rejection = rejection;
    this.settle(false);
  }

  refuseHere(why: RefusedHere): void {
    this.status = "rejected";
    this.refusedHere = why;
    this.settle(false);
  }
}
