// A browser's database and locks for tests of what is kept on the device.
import { IDBFactory } from "fake-indexeddb";
import "fake-indexeddb/auto";
import { vi } from "vitest";
import { NoteKind } from "../src/protocol";

/** An empty database, as in a browser that was never here. */
export function freshDatabase(): void {
  globalThis.indexedDB = new IDBFactory();
}

/** Web Locks as browsers have them: one holder per name, the rest in line. */
export function stubLocks(): void {
  const ends = new Map<string, Promise<unknown>>();
  const request = (name: string, options: { signal: AbortSignal }, work: () => Promise<void>) => {
    const before = ends.get(name) ?? Promise.resolve();
    const turn = before.then(() => {
      if (options.signal.aborted) throw options.signal.reason;
      return work();
    });
    const end = turn.catch(() => {});
    ends.set(name, end);
    return turn;
  };
  vi.stubGlobal("navigator", { ...navigator, locks: { request } });
}

/** Lets real time and the database go on until it holds. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let round = 0; round < 2_000; round += 1) {
    if (await holds()) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
  throw new Error("it never became true");
}

export const addNote = (text: string) => ({ case: "addNote", value: { kind: NoteKind.GROUP, text } }) as const;
