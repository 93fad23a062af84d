// The endings of docs/protocol.md and the way back (P-10, P-13, P-14, P-51).
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Connection, afterClose, backoffMs, type ConnectionState } from "../src/connection";
import {
  ClientFrameSchema,
  CommandSchema,
  PositionSchema,
  create,
  fromBase64Url,
  fromBinary,
  type Position,
} from "../src/protocol";
import { SampleSocket, sampleWelcome } from "../src/dev/sample_socket";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

interface WorldOptions {
  /** What the server chooses of the sub-protocols that it is offered. */
  chosen?: string;
  position?: Position;
  resumed?: boolean;
  isLive?: boolean;
  /** No server: every attempt ends before it is open. */
  unreachable?: () => boolean;
}

function world(options: WorldOptions = {}) {
  const sockets: SampleSocket[] = [];
  const offered: string[][] = [];
  const states: ConnectionState["kind"][] = [];
  const reloads = { count: 0 };
  const connection = new Connection({
    url: "ws://server/ws",
    token: "secret",
    position: () => options.position,
    isLive: () => options.isLive ?? false,
    onWelcome: () => {},
    onChanges: () => {},
    onRejection: () => {},
    onClock: () => {},
    onState: (state) => states.push(state.kind),
    onReload: () => (reloads.count += 1),
    openSocket: (_url, protocols) => {
      const socket = new SampleSocket(sampleWelcome({ resumed: options.resumed }), () => [], () => 5_000_000);
      if (options.chosen !== undefined) Object.assign(socket, { protocol: options.chosen });
      sockets.push(socket);
      offered.push(protocols);
      if (options.unreachable?.()) socket.open = () => socket.end(1006);
      return socket.asWebSocket();
    },
  });
  connection.start();
  return { connection, sockets, offered, states, reloads };
}

test("P-10 Hello is the first frame, with token and protocol 1", async () => {
  const { connection, sockets, states } = world();
  await vi.advanceTimersByTimeAsync(1);
  expect(sockets[0]!.hellos).toMatchObject([{ protocol: 1, token: "secret" }]);
  expect(sockets[0]!.hellos[0]!.position).toBeUndefined();
  expect(states).toEqual(["online"]);
  expect(connection.clock.known).toBe(true);
  connection.stop();
});

test("P-16 Hello is offered with the handshake, and not said again when the server has read it there", async () => {
  const { connection, sockets, offered } = world({ chosen: "samtale.1" });
  await vi.advanceTimersByTimeAsync(1);
  const [name, hello] = offered[0]!;
  expect(name).toBe("samtale.1");
  expect(hello).toMatch(/^hello\.[A-Za-z0-9_-]+$/);
  const { body } = fromBinary(ClientFrameSchema, fromBase64Url(hello!.slice("hello.".length)));
  expect(body).toMatchObject({ case: "hello", value: { protocol: 1, token: "secret" } });
  expect(sockets[0]!.hellos).toEqual([]);
  connection.stop();
});

test("P-16 a server that chooses nothing is told in the first frame", async () => {
  const { connection, sockets } = world({ chosen: "" });
  await vi.advanceTimersByTimeAsync(1);
  expect(sockets[0]!.hellos).toMatchObject([{ protocol: 1, token: "secret" }]);
  connection.stop();
});

test("P-16 every other attempt goes without a sub-protocol, in case nobody lets one through", async () => {
  const { connection, offered } = world({ unreachable: () => true });
  await vi.advanceTimersByTimeAsync(5_000);
  expect(offered.length).toBeGreaterThan(2);
  expect(offered.map((protocols) => protocols.length)).toEqual(offered.map((_, i) => (i % 2 === 0 ? 2 : 0)));
  connection.stop();
});

test("P-13 a client that has a position sends it", async () => {
  const { connection, sockets } = world({ position: create(PositionSchema, { epoch: 2, sequence: 41n }) });
  await vi.advanceTimersByTimeAsync(1);
  expect(sockets[0]!.hellos[0]!.position).toMatchObject({ epoch: 2, sequence: 41n });
  connection.stop();
});

test.each([1001, 1006, 4408, 4409, 4500, 4999])("it comes back by itself after %i", async (code) => {
  const { connection, sockets, states } = world();
  await vi.advanceTimersByTimeAsync(1);
  sockets[0]!.end(code);
  expect(states.at(-1)).toBe("offline");
  await vi.advanceTimersByTimeAsync(1_000);
  expect(sockets).toHaveLength(2);
  expect(states.at(-1)).toBe("online");
  connection.stop();
});

test.each([
  [4401, "sign_in"],
  [4403, "other_seminar"],
  [4410, "gone"],
  [1009, "client_error"],
])("it stays away after %i", async (code, reason) => {
  const { connection, sockets, states } = world();
  await vi.advanceTimersByTimeAsync(1);
  sockets[0]!.end(code);
  await vi.advanceTimersByTimeAsync(300_000);
  expect(sockets).toHaveLength(1);
  expect(states.at(-1)).toBe("refused");
  expect(afterClose(code)).toEqual({ kind: "stay_away", reason });
  connection.stop();
});

test("4429 waits a minute", async () => {
  const { connection, sockets } = world();
  await vi.advanceTimersByTimeAsync(1);
  sockets[0]!.end(4429);
  await vi.advanceTimersByTimeAsync(30_000);
  document.dispatchEvent(new Event("visibilitychange"));
  await vi.advanceTimersByTimeAsync(29_000);
  expect(sockets).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(3_000);
  expect(sockets).toHaveLength(2);
  connection.stop();
});

test("P-14 an old client reloads itself", async () => {
  const { connection, sockets, reloads } = world();
  await vi.advanceTimersByTimeAsync(1);
  sockets[0]!.end(4426);
  expect(reloads.count).toBe(1);
  connection.stop();
});

test("a server that answers no ping is taken for lost, and a new socket is opened", async () => {
  const { connection, sockets, states } = world();
  await vi.advanceTimersByTimeAsync(1);
  sockets[0]!.send = () => {};
  await vi.advanceTimersByTimeAsync(30_000 + 8_000 + 1);
  expect(states.at(-1)).toBe("offline");
  await vi.advanceTimersByTimeAsync(1_000);
  expect(sockets).toHaveLength(2);
  connection.stop();
});

/** The socket looks open and is dead. */
const die = (socket: SampleSocket) => (socket.send = () => {});

test.each([
  ["a tab that is looked at again", () => document.dispatchEvent(new Event("visibilitychange"))],
  ["a page taken out of the browser's memory", () => window.dispatchEvent(new Event("pageshow"))],
  ["a frozen tab that goes on", () => document.dispatchEvent(new Event("resume"))],
  ["a change of network", () => window.dispatchEvent(new Event("online"))],
  ["a laptop that slept", () => vi.setSystemTime(Date.now() + 3_600_000)],
])("%s: a dead connection is found within seconds, and replaced", async (_, happens) => {
  const { connection, sockets, states } = world();
  await vi.advanceTimersByTimeAsync(1);
  die(sockets[0]!);
  happens();
  await vi.advanceTimersByTimeAsync(5_000 + 3_000 + 1_000);
  expect(sockets).toHaveLength(2);
  expect(states.at(-1)).toBe("online");
  connection.stop();
});

test("a tab that is looked at again with a live connection keeps it", async () => {
  const { connection, sockets, states } = world();
  await vi.advanceTimersByTimeAsync(1);
  document.dispatchEvent(new Event("visibilitychange"));
  await vi.advanceTimersByTimeAsync(10_000);
  expect(sockets).toHaveLength(1);
  expect(states).toEqual(["online"]);
  connection.stop();
});

test("while it is offline, the network's return does not wait for the next attempt", async () => {
  vi.spyOn(Math, "random").mockReturnValue(0.999);
  const { connection, sockets } = world();
  await vi.advanceTimersByTimeAsync(1);
  for (let i = 0; i < 6; i += 1) {
    sockets.at(-1)!.end(1006);
    await vi.advanceTimersByTimeAsync(15_000);
  }
  sockets.at(-1)!.end(1006);
  const before = sockets.length;
  window.dispatchEvent(new Event("online"));
  await vi.advanceTimersByTimeAsync(1);
  expect(sockets).toHaveLength(before + 1);
  connection.stop();
});

test("a connection that died in a storm is replaced without the wait that the storm had earned", async () => {
  vi.spyOn(Math, "random").mockReturnValue(0.999);
  const { connection, sockets, states } = world();
  await vi.advanceTimersByTimeAsync(1);
  for (let i = 0; i < 4; i += 1) {
    sockets.at(-1)!.end(1006);
    await vi.advanceTimersByTimeAsync(400 * 2 ** i + 1);
  }
  expect(states.at(-1)).toBe("online");
  const before = sockets.length;
  die(sockets.at(-1)!);
  window.dispatchEvent(new Event("online"));
  await vi.advanceTimersByTimeAsync(3_000 + 400 + 1);
  expect(sockets).toHaveLength(before + 1);
  expect(states.at(-1)).toBe("online");
  connection.stop();
});

test("a server that falls over after every Welcome is asked more and more seldom", async () => {
  const { connection, sockets } = world();
  await vi.advanceTimersByTimeAsync(1);
  const fallsOver = setInterval(() => sockets.at(-1)!.readyState === WebSocket.OPEN && sockets.at(-1)!.end(1006), 10);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(sockets.length).toBeLessThan(20);
  clearInterval(fallsOver);
  connection.stop();
});

test("after the same loss not all come back in the same moment", () => {
  const waits = Array.from({ length: 1_000 }, () => backoffMs(7, Math.random()));
  const seconds = new Set(waits.map((wait) => Math.floor(wait / 500)));
  expect(seconds.size).toBeGreaterThan(8);
});

test("the waits grow, are spread out, and never exceed fifteen seconds", () => {
  expect(backoffMs(0, 0)).toBe(100);
  expect(backoffMs(0, 0.999)).toBeLessThanOrEqual(400);
  expect(backoffMs(3, 0.5)).toBeGreaterThan(backoffMs(0, 0.999));
  expect(backoffMs(4, 0.999)).toBeLessThanOrEqual(1_200);
  expect(backoffMs(50, 0.999)).toBeLessThanOrEqual(15_000);
});

const addName = () =>
  create(CommandSchema, { commandId: "A".repeat(22), body: { case: "addPerson", value: { name: "Ida" } } });

test("a command without an answer makes it look, and a dead connection is replaced within seconds", async () => {
  const { connection, sockets } = world();
  await vi.advanceTimersByTimeAsync(1);
  die(sockets[0]!);
  connection.sendCommand(addName());
  await vi.advanceTimersByTimeAsync(4_000 + 2_500 + 1_000);
  expect(sockets).toHaveLength(2);
  connection.stop();
});

test("after a loss the next dead connection is found within seconds; a minute later there is time again", async () => {
  const { connection, sockets } = world();
  await vi.advanceTimersByTimeAsync(1);
  sockets[0]!.end(1006);
  await vi.advanceTimersByTimeAsync(1_000);
  die(sockets[1]!);
  await vi.advanceTimersByTimeAsync(2_000 + 2_500 + 1_000);
  expect(sockets).toHaveLength(3);
  await vi.advanceTimersByTimeAsync(61_000);
  die(sockets[2]!);
  await vi.advanceTimersByTimeAsync(2_000 + 2_500 + 1_000);
  expect(sockets).toHaveLength(3);
  connection.stop();
});

test.each([
  ["in a planned or ended seminar", false],
  ["in a seminar that is live", true],
])("a network that is only slow is given its time after a few attempts, %s", async (_, isLive) => {
  const { connection, sockets } = world({ isLive });
  await vi.advanceTimersByTimeAsync(1);
  sockets[0]!.end(1006);
  for (let waitedMs = 0; waitedMs < 120_000; waitedMs += 100) {
    takeLong(sockets.at(-1)!, 3_000);
    await vi.advanceTimersByTimeAsync(100);
  }
  const settled = sockets.length;
  expect(settled).toBeLessThan(8);
  await vi.advanceTimersByTimeAsync(300_000);
  expect(sockets).toHaveLength(settled);
  expect(connection.online).toBe(true);
  connection.stop();
});

/** Every answer from now on takes so long. */
function takeLong(socket: SampleSocket, delayMs: number) {
  if (socket.answer !== SampleSocket.prototype.answer) return;
  socket.answer = (body) => void setTimeout(() => SampleSocket.prototype.answer.call(socket, body), delayMs);
}

const hide = () => vi.spyOn(document, "visibilityState", "get").mockReturnValue("hidden");

test("P-51 a live page that somebody looks at finds a dead connection and is back within five seconds", async () => {
  for (let phaseMs = 0; phaseMs < 2_000; phaseMs += 250) {
    const { connection, sockets, states } = world({ isLive: true });
    await vi.advanceTimersByTimeAsync(120_000 + phaseMs);
    expect(sockets).toHaveLength(1);
    die(sockets[0]!);
    await vi.advanceTimersByTimeAsync(4_999);
    expect(sockets).toHaveLength(2);
    expect(states.at(-1)).toBe("online");
    connection.stop();
  }
});

test.each([
  ["a live page that somebody looks at", { isLive: true }, () => {}, 2],
  ["a hidden page", { isLive: true }, hide, 30],
  ["a page of an ended seminar", { isLive: false }, () => {}, 30],
])("P-51 %s asks for a sign of life as often as it should", async (_, options, prepare, everySeconds) => {
  prepare();
  const { connection, sockets } = world(options);
  await vi.advanceTimersByTimeAsync(2_000);
  const answers = vi.spyOn(sockets[0]!, "answer");
  await vi.advanceTimersByTimeAsync(120_000);
  expect(answers).toHaveBeenCalledTimes(120 / everySeconds);
  connection.stop();
});

test("a network that has become slow is given more time than it took last", async () => {
  const { connection, sockets } = world({ isLive: true, resumed: true });
  await vi.advanceTimersByTimeAsync(10_000);
  takeLong(sockets[0]!, 1_900);
  await vi.advanceTimersByTimeAsync(10_000);
  const send = sockets[0]!.send;
  sockets[0]!.send = (bytes) => void setTimeout(() => send.call(sockets[0]!, bytes), 900);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(sockets).toHaveLength(1);
  connection.stop();
});

test.each([
  ["a long snapshot is waited for", false, 1],
  ["after missed changes, which are few, the wait is short", true, 2],
])("%s", async (_, resumed, expected) => {
  const { connection, sockets } = world({ isLive: true, resumed });
  sockets[0]!.changes = () => {};
  sockets[0]!.answer = function (body) {
    if (body!.case === "clockPong") setTimeout(() => SampleSocket.prototype.answer.call(this, body), 5_000);
    else SampleSocket.prototype.answer.call(this, body);
  };
  await vi.advanceTimersByTimeAsync(4_900);
  expect(sockets).toHaveLength(expected);
  connection.stop();
});

test("an answer that came while the browser was busy is not overlooked", async () => {
  const { connection, sockets } = world({ isLive: true });
  await vi.advanceTimersByTimeAsync(10_000);
  // The page stands still for three seconds in the middle of an exchange; its timers come before its messages.
  const answer = sockets[0]!.answer.bind(sockets[0]!);
  let busy = false;
  sockets[0]!.answer = (body) => {
    const real = performance.now.bind(performance);
    vi.spyOn(performance, "now").mockImplementation(() => real() + 3_000);
    setTimeout(() => answer(body), 2_100);
    busy = true;
    sockets[0]!.answer = answer;
  };
  await vi.advanceTimersByTimeAsync(6_000);
  expect(busy).toBe(true);
  expect(sockets).toHaveLength(1);
  connection.stop();
});

test.each([
  ["somebody looks", () => {}, 3_000],
  ["nobody looks", hide, 15_000],
])("while no server can be reached and %s, the waits stay below their limit", async (_, prepare, longestMs) => {
  vi.spyOn(Math, "random").mockReturnValue(0.999);
  let away = false;
  const { connection, sockets, states } = world({ isLive: true, unreachable: () => away });
  await vi.advanceTimersByTimeAsync(1);
  prepare();
  away = true;
  sockets[0]!.end(1006);
  await vi.advanceTimersByTimeAsync(300_000);
  const before = sockets.length;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(sockets.length - before).toBe(60_000 / longestMs);
  away = false;
  await vi.advanceTimersByTimeAsync(longestMs);
  expect(states.at(-1)).toBe("online");
  connection.stop();
});
