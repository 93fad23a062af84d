// A file system of a few megabytes that only those see who are told how (`within`), to be filled up and freed again. It goes
// with the test, however that ends: the process that holds it lives as long as the test's end of a pipe.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { open, rm, stat, truncate } from "node:fs/promises";
import { createInterface } from "node:readline";
import path from "node:path";

const kPlace = "/mnt";
const kBlock = Buffer.alloc(4_096);

export class SmallDisk {
  /** Undefined without the right to mount. */
  static async make(megabytes) {
    const script = `mount -t tmpfs -o mode=700,size=${megabytes}m tmpfs ${kPlace} && echo mounted && exec cat`;
    const holder = spawn("unshare", ["--mount", "--propagation", "private", "sh", "-c", script], { stdio: ["pipe", "pipe", "ignore"] });
    const gone = once(holder, "exit").catch(() => []);
    const mounted = once(createInterface({ input: holder.stdout }), "line").then(
      ([line]) => line === "mounted",
      () => false,
    );
    const usable = await Promise.race([mounted, gone.then(() => false)]);
    return usable ? new SmallDisk(holder, gone) : undefined;
  }

  constructor(holder, gone) {
    this.holder = holder;
    this.gone = gone;
    /** Where it is for those within. */
    this.path = kPlace;
    this.within = ["nsenter", `--mount=/proc/${holder.pid}/ns/mnt`];
    this.filler = path.join(`/proc/${holder.pid}/root`, kPlace, "filler");
  }

  /** Until it takes no more, but for about `leftBytes`. */
  async fill(leftBytes = 0) {
    const file = await open(this.filler, "a");
    try {
      for (;;) {
        const { bytesWritten } = await file.write(kBlock).catch((error) => {
          if (error.code === "ENOSPC") return { bytesWritten: 0 };
          throw error;
        });
        if (bytesWritten === 0) break;
      }
    } finally {
      await file.close();
    }
    if (leftBytes) await truncate(this.filler, Math.max(0, (await stat(this.filler)).size - leftBytes));
  }

  async free() {
    await rm(this.filler, { force: true });
  }

  async discard() {
    this.holder.stdin.end();
    await this.gone;
  }
}
