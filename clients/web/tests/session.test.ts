// The store of what the server told us, and the commands that wait for an answer.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { SampleSocket, sampleWelcome } from "../src/dev/sample_socket";
import { sampleEntities } from "../src/dev/sample";
import {
  ChangeSchema,
  EntityKind,
  NoteKind,
  PhaseKind,
  RejectionCode,
  Role,
  SessionState,
  create,
  type Change,
  type Command,
  type MessageInitShape,
} from "../src/protocol";
import { Session } from "../src/session";
import { addNote, freshDatabase } from "./support_outbox";

beforeEach(() => {
  freshDatabase();
  localStorage.clear();
  sessionStorage.clear();
  vi.useFakeTimers();
});
afterEach(() => void vi.useRealTimers());

const kServerMs = 9_000_000_000;
const change = (entity: MessageInitShape<typeof ChangeSchema>["entity"]): Change => create(ChangeSchema, { entity });
const note = (noteId: string, text: string) =>
  change({ case: "note", value: { noteId, kind: NoteKind.GROUP, text, writtenAtMs: 1n } });

/** Time for the browser's database, and for nothing else. */
const soon = () => vi.advanceTimersByTimeAsync(20);

type Decide = (command: Command) => { commandIds: string[] } | undefined;

async function world(
  options: { decide?: Decide; resumed?: () => boolean; token?: string; state?: () => SessionState } = {},
) {
  const sockets: SampleSocket[] = [];
  const refused: RejectionCode[] = [];
  const session = new Session({
    token: options.token ?? "token",
    onRejected: (rejection) => refused.push(rejection.code),
    openSocket: () => {
      const welcome = sampleWelcome({ role: Role.HOST, groupId: `${"A".repeat(18)}0001`, resumed: options.resumed?.() });
      const entities = () => [
        ...sampleEntities({ role: Role.HOST, phase: PhaseKind.WELCOME, empty: true }, kServerMs),
        ...(options.state ? [change({ case: "session", value: { state: options.state() } })] : []),
      ];
      const socket = new SampleSocket(welcome, entities, () => kServerMs, options.decide);
      sockets.push(socket);
      return socket.asWebSocket();
    },
  });
  session.start();
  await soon();
  const reconnect = async () => {
    sockets.at(-1)!.end(1006);
    await vi.advanceTimersByTimeAsync(20_000);
  };
  return { session, sockets, refused, reconnect };
}

test("a snapshot and a clock make it ready, with plan, group, phase and time left", async () => {
  const { session } = await world();
  expect(session.ready).toBe(true);
  expect(session.group?.name).toBe("Team Lærke");
  expect(session.phase?.kind).toBe(PhaseKind.WELCOME);
  expect(session.left?.leftMs).toBeGreaterThan(0);
  session.stop();
});

test("P-20 an entity is put in place by its id, and applying it twice is harmless", async () => {
  const { session, sockets } = await world();
  sockets[0]!.changes({ changes: [note("n1", "et"), note("n2", "to")] });
  sockets[0]!.changes({ changes: [note("n1", "et, rettet")] });
  sockets[0]!.changes({ changes: [note("n1", "et, rettet")] });
  expect([...session.entities.notes.values()].map((n) => n.text)).toEqual(["et, rettet", "to"]);
  sockets[0]!.changes({ changes: [change({ case: "removed", value: { kind: EntityKind.NOTE, id: "n1" } })] });
  expect([...session.entities.notes.keys()]).toEqual(["n2"]);
  session.stop();
});

test("P-12 a snapshot replaces everything; resuming keeps what there is", async () => {
  let resumed = false;
  const { session, sockets, reconnect } = await world({ resumed: () => resumed });
  sockets[0]!.changes({ position: { epoch: 1, sequence: 7n }, changes: [note("n1", "et")] });
  resumed = true;
  await reconnect();
  expect(sockets[1]!.hellos[0]!.position).toMatchObject({ epoch: 1, sequence: 7n });
  expect(session.entities.notes.size).toBe(1);
  resumed = false;
  await reconnect();
  expect(session.entities.notes.size).toBe(0);
  expect(session.ready).toBe(true);
  session.stop();
});

test("P-21 a frame without position leaves it as it was", async () => {
  const { session, sockets, reconnect } = await world();
  sockets[0]!.changes({ position: { epoch: 1, sequence: 9n } });
  sockets[0]!.changes({ changes: [note("n1", "et")] });
  await reconnect();
  expect(sockets[1]!.hellos[0]!.position).toMatchObject({ sequence: 9n });
  session.stop();
});

test("P-31 a command waits until it is answered; the answer retires it", async () => {
  const { session, sockets } = await world({ decide: () => undefined });
  const sent = session.command(addNote("hej"));
  expect(sent.status).toBe("waiting");
  expect(sent.id).toMatch(/^[\w-]{22}$/);
  expect(session.pendingOf("addNote")).toEqual([sent]);
  await soon();
  sockets[0]!.changes({ commandIds: [sent.id], changes: [note(sent.id, "hej")] });
  expect(sent.status).toBe("saved");
  expect(await sent.done).toBe(true);
  expect(session.pendingOf("addNote")).toEqual([]);
  session.stop();
});

test("a refused command stays with its text until it is dismissed", async () => {
  const { session, sockets, refused } = await world({ decide: () => undefined });
  const sent = session.command(addNote(""));
  sockets[0]!.answer({ case: "rejection", value: { commandId: sent.id, code: RejectionCode.TEXT_EMPTY } });
  expect(sent.status).toBe("rejected");
  expect(sent.rejection?.code).toBe(RejectionCode.TEXT_EMPTY);
  expect(refused).toEqual([RejectionCode.TEXT_EMPTY]);
  expect(session.pendingOf("addNote")).toHaveLength(1);
  session.outbox.dismiss(sent.id);
  expect(session.pendingOf("addNote")).toHaveLength(0);
  session.stop();
});

test("P-33 unanswered commands are sent again after a reconnect, same ids, same order, and only those", async () => {
  let silent = false;
  const { session, sockets, reconnect } = await world({
    decide: (command) => (silent ? undefined : { commandIds: [command.commandId] }),
  });
  session.command(addNote("gemt"));
  await soon();
  silent = true;
  const first = session.command(addNote("et"));
  const second = session.command(addNote("to"));
  await soon();
  silent = false;
  await reconnect();
  expect(sockets[1]!.commands.map((c) => c.commandId)).toEqual([first.id, second.id]);
  expect(first.status).toBe("saved");
  session.stop();
});

test("what was written without a connection goes out when it is back", async () => {
  const { session, sockets } = await world();
  sockets[0]!.end(1006);
  const sent = session.command(addNote("skrevet i mørket"));
  expect(sent.status).toBe("waiting");
  expect(session.outbox.waitingCount).toBe(1);
  await vi.advanceTimersByTimeAsync(20_000);
  expect(sent.status).toBe("saved");
  session.stop();
});

test("a reload keeps what was written and sent, and sends it with the same id; presses of buttons are not kept", async () => {
  const before = await world({ decide: () => undefined });
  const sent = before.session.command(addNote("hej igen"));
  before.session.command({ case: "callHelp", value: {} });
  before.session.stop();
  const after = await world();
  expect(after.sockets[0]!.commands.map((c) => c.commandId)).toEqual([sent.id]);
  expect(after.sockets[0]!.commands[0]!.body.value).toMatchObject({ text: "hej igen" });
  after.session.stop();
  const third = await world();
  expect(third.sockets[0]!.commands).toEqual([]);
  third.session.stop();
});

test("another device in the same browser does not send this one's commands", async () => {
  const mine = await world({ decide: () => undefined, token: "mine" });
  mine.session.command(addNote("min"));
  mine.session.stop();
  const other = await world({ token: "other" });
  expect(other.sockets[0]!.commands).toEqual([]);
  other.session.stop();
});

test("TOO_FAST and NOT_SAVED are tried again by themselves", async () => {
  const { session, sockets, refused } = await world({ decide: () => undefined });
  const sent = session.command(addNote("hej"));
  await soon();
  for (const code of [RejectionCode.TOO_FAST, RejectionCode.NOT_SAVED]) {
    const before = sockets[0]!.commands.length;
    sockets[0]!.answer({ case: "rejection", value: { commandId: sent.id, code } });
    await vi.advanceTimersByTimeAsync(9_000);
    expect(sockets[0]!.commands.length).toBe(before + 1);
  }
  expect(sent.status).toBe("waiting");
  expect(refused).toEqual([]);
  session.stop();
});

test.each([
  [SessionState.PLANNED, 2],
  [SessionState.LOBBY, 2],
  [SessionState.RUNNING, 2],
  [SessionState.ENDED, 30],
])("P-51 in session state %i a page that is looked at asks every so many seconds: %i", async (state, everySeconds) => {
  const { session, sockets } = await world();
  sockets[0]!.changes({ changes: [change({ case: "session", value: { state } })] });
  await vi.advanceTimersByTimeAsync(30_000);
  const answers = vi.spyOn(sockets[0]!, "answer");
  await vi.advanceTimersByTimeAsync(120_000);
  expect(answers).toHaveBeenCalledTimes(120 / everySeconds);
  session.stop();
});

test("P-51 who looks at a planned seminar learns within five seconds that its lobby has opened, though nobody said that the network was gone", async () => {
  for (let phaseMs = 0; phaseMs < 2_000; phaseMs += 250) {
    let state = SessionState.PLANNED;
    const { session, sockets } = await world({ state: () => state });
    await vi.advanceTimersByTimeAsync(120_000 + phaseMs);
    expect(session.session?.state).toBe(SessionState.PLANNED);
    const dead = sockets.at(-1)!;
    dead.send = () => {};
    state = SessionState.LOBBY;
    await vi.advanceTimersByTimeAsync(4_999);
    expect(session.session?.state).toBe(SessionState.LOBBY);
    session.stop();
  }
});
