// A stand-in for the server, in the page itself: says Welcome, sends a snapshot, answers pings, and saves every command
// without doing anything. For the page of examples and for tests; never part of a build.
import {
  ChangesSchema,
  ClientFrameSchema,
  ServerFrameSchema,
  WelcomeSchema,
  create,
  fromBinary,
  toBinary,
  type Change,
  type Changes,
  type Command,
  type Hello,
  type MessageInitShape,
  type Welcome,
} from "../protocol";

export class SampleSocket {
  binaryType = "arraybuffer";
  readyState: number = WebSocket.CONNECTING;
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: ArrayBuffer }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  readonly hellos: Hello[] = [];
  readonly commands: Command[] = [];

  constructor(
    readonly welcome: Welcome,
    readonly snapshot: () => Change[],
    private readonly serverNow: () => number,
    /** What a command changes; `undefined`: no answer at all. */
    private readonly decide: (command: Command) => MessageInitShape<typeof ChangesSchema> | undefined = (command) => ({
      commandIds: [command.commandId],
    }),
  ) {
    queueMicrotask(() => this.open());
  }

  /** As a WebSocket, for `SessionOptions.openSocket`. */
  asWebSocket(): WebSocket {
    return this as unknown as WebSocket;
  }

  open(): void {
    this.readyState = WebSocket.OPEN;
    this.onopen?.();
  }

  close(): void {
    this.readyState = WebSocket.CLOSED;
  }

  /** The server closes. */
  end(code: number): void {
    this.readyState = WebSocket.CLOSED;
    this.onclose?.({ code });
  }

  send(bytes: Uint8Array): void {
    const { body } = fromBinary(ClientFrameSchema, bytes);
    if (body.case === "hello") {
      this.hellos.push(body.value);
      this.answer({ case: "welcome", value: this.welcome });
      if (!this.welcome.resumed) {
        this.changes({ snapshot: true, position: { epoch: 1, sequence: 1n }, changes: this.snapshot() });
      }
    } else if (body.case === "clockPing") {
      const serverMs = BigInt(Math.round(this.serverNow()));
      this.answer({ case: "clockPong", value: { number: body.value.number, serverMs } });
    } else if (body.case === "command") {
      this.commands.push(body.value);
      const answer = this.decide(body.value);
      if (answer) this.changes(answer);
    }
  }

  changes(changes: MessageInitShape<typeof ChangesSchema> | Changes): void {
    this.answer({ case: "changes", value: create(ChangesSchema, changes as MessageInitShape<typeof ChangesSchema>) });
  }

  answer(body: MessageInitShape<typeof ServerFrameSchema>["body"]): void {
    const bytes = toBinary(ServerFrameSchema, create(ServerFrameSchema, { body }));
    this.onmessage?.({ data: bytes.slice().buffer });
  }
}

export const sampleWelcome = (welcome: MessageInitShape<typeof WelcomeSchema>): Welcome =>
  create(WelcomeSchema, { speed: 1, ...welcome });
