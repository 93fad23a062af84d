// Pieces of recordings that lie on this device, in IndexedDB. A recording is named by its file and size, so that one that was
// replaced is never mixed with the one before. Every call may fail (private windows, full disks): whoever calls plays from the
// network then.
import { openDB, type DBSchema, type IDBPDatabase } from "idb";
import type { MediaFile } from "../connection";

export const kPieceBytes = 1_048_576;

export interface RecordingKey {
  seminarId: string;
  mediaId: string;
  file: MediaFile;
  bytes: number;
}

interface Schema extends DBSchema {
  recordings: { key: string; value: { name: string; seminarId: string; touchedAtMs: number } };
  pieces: { key: [string, number]; value: Blob };
}

export const nameOf = ({ mediaId, file, bytes }: RecordingKey): string => `${mediaId}/${file}/${bytes}`;
export const piecesOf = (bytes: number): number => Math.ceil(bytes / kPieceBytes);

export class KeptRecordings {
  private database: Promise<IDBPDatabase<Schema>> | undefined;

  /** How many pieces are there; they come in order, so these are the first. */
  async count(key: RecordingKey): Promise<number> {
    const db = await this.open();
    return db.count("pieces", rangeOf(nameOf(key)));
  }

  /** Adds the next piece. */
  async add(key: RecordingKey, index: number, piece: Blob, nowMs: number): Promise<void> {
    const db = await this.open();
    const name = nameOf(key);
    const transaction = db.transaction(["recordings", "pieces"], "readwrite");
    await Promise.all([
      transaction.objectStore("recordings").put({ name, seminarId: key.seminarId, touchedAtMs: nowMs }),
      transaction.objectStore("pieces").put(piece, [name, index]),
      transaction.done,
    ]);
  }

  /** The whole recording; undefined while pieces are missing. */
  async whole(key: RecordingKey, type: string): Promise<Blob | undefined> {
    const db = await this.open();
    const pieces = await db.getAll("pieces", rangeOf(nameOf(key)));
    const blob = new Blob(pieces, { type });
    return pieces.length === piecesOf(key.bytes) && blob.size === key.bytes ? blob : undefined;
  }

  async forget(name: string): Promise<void> {
    const db = await this.open();
    const transaction = db.transaction(["recordings", "pieces"], "readwrite");
    await Promise.all([
      transaction.objectStore("recordings").delete(name),
      transaction.objectStore("pieces").delete(rangeOf(name)),
      transaction.done,
    ]);
  }

  /** Of this seminar only what is still in its agenda stays; of others what was touched within `keepMs`. */
  async tidy(seminarId: string, mediaIds: readonly string[], nowMs: number, keepMs: number): Promise<void> {
    const db = await this.open();
    for (const { name, seminarId: of, touchedAtMs } of await db.getAll("recordings")) {
      const wanted = of === seminarId ? mediaIds.some((id) => name.startsWith(`${id}/`)) : Math.abs(nowMs - touchedAtMs) < keepMs;
      if (!wanted) await this.forget(name);
    }
  }

  private open(): Promise<IDBPDatabase<Schema>> {
    const forget = () => (this.database = undefined);
    this.database ??= openDB<Schema>("samtale-talks", 1, {
      upgrade(db) {
        db.createObjectStore("recordings", { keyPath: "name" });
        db.createObjectStore("pieces");
      },
      blocking(_now, _wanted, event) {
        (event.target as IDBDatabase).close();
        forget();
      },
      terminated: forget,
    });
    this.database.catch(forget);
    return this.database;
  }
}

const rangeOf = (name: string): IDBKeyRange => IDBKeyRange.bound([name, 0], [name, Number.MAX_SAFE_INTEGER]);
