// Commands as they lie on this device, in IndexedDB: what a person wrote, until the server has it. Every call either has
// happened on the disk when it settles, or fails; it never hangs, whatever the browser's database does. Any tab may call.
import { openDB, type DBSchema, type IDBPDatabase, type IDBPObjectStore } from "idb";

export interface KeptCommand {
  /** Which device of a group this is; a browser can be several. */
  device: string;
  id: string;
  /** The Command message. */
  bytes: Uint8Array;
  /** The server's answer, when it refused. */
  refused?: KeptRefusal;
}

export interface KeptRefusal {
  code: number;
  field: string;
  limit: number;
}

interface Schema extends DBSchema {
  outbox: {
    // Numbered by the database, so that the order made holds across tabs and wrong clocks.
    key: number;
    value: KeptCommand & { number?: number };
    indexes: { id: string; device: string };
  };
}

type WritableStore = IDBPObjectStore<Schema, ["outbox"], "outbox", "readwrite">;

const kWithinMs = 3_000;

export class KeptCommands {
  private database: Promise<IDBPDatabase<Schema>> | undefined;

  /** In the order made. */
  all(device: string): Promise<KeptCommand[]> {
    return this.within(async (db) => db.getAllFromIndex("outbox", "device", device));
  }

  /** Of every device that this browser is or was. */
  everything(): Promise<KeptCommand[]> {
    return this.within(async (db) => db.getAll("outbox"));
  }

  find(id: string): Promise<KeptCommand | undefined> {
    return this.within(async (db) => db.getFromIndex("outbox", "id", id));
  }

  add(kept: KeptCommand): Promise<void> {
    return this.change(async (store) => void (await store.add(kept)));
  }

  /** Nothing happens when it is no longer there. */
  refuse(id: string, refused: KeptRefusal): Promise<void> {
    return this.change(async (store) => {
      const kept = await store.index("id").get(id);
      if (kept) await store.put({ ...kept, refused });
    });
  }

  /** Nothing happens when it is no longer there. */
  remove(id: string): Promise<void> {
    return this.change(async (store) => {
      const number = await store.index("id").getKey(id);
      if (number !== undefined) await store.delete(number);
    });
  }

  removeAllOf(device: string): Promise<void> {
    return this.change(async (store) => {
      for (const number of await store.index("device").getAllKeys(device)) await store.delete(number);
    });
  }

  private change(work: (store: WritableStore) => Promise<void>): Promise<void> {
    return this.within(async (db) => {
      // Strict: the promise is about the disk, not about a cache that a flat battery empties.
      const transaction = db.transaction("outbox", "readwrite", { durability: "strict" });
      await Promise.all([work(transaction.store), transaction.done]);
    });
  }

  private async within<T>(work: (db: IDBPDatabase<Schema>) => Promise<T>): Promise<T> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tooLate = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error("the browser's database does not answer")), kWithinMs);
    });
    try {
      return await Promise.race([this.open().then(work), tooLate]);
    } catch (error) {
      this.database = undefined;
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  private open(): Promise<IDBPDatabase<Schema>> {
    const forget = () => (this.database = undefined);
    this.database ??= openDB<Schema>("samtale", 1, {
      upgrade(db) {
        const store = db.createObjectStore("outbox", { keyPath: "number", autoIncrement: true });
        store.createIndex("id", "id", { unique: true });
        store.createIndex("device", "device");
      },
      // A newer client in another tab wants the database: give way; the next call opens it anew.
      blocking(_now, _wanted, event) {
        (event.target as IDBDatabase).close();
        forget();
      },
      terminated: forget,
    });
    return this.database;
  }
}
