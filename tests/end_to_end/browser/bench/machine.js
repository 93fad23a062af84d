// What a figure was measured on.
import os from "node:os";

const kMuchToDo = 0.5;
const load = () => os.loadavg()[0];

export class Machine {
  constructor() {
    this.before = load();
  }

  /** The load afterwards is also that of what was measured: only what was there before says who else was busy. */
  now() {
    return {
      processor: os.cpus()[0]?.model ?? "unknown",
      cores: os.cpus().length,
      kernel: os.release(),
      memory_bytes: os.totalmem(),
      load_before: this.before,
      load_after: load(),
      noisy: this.before > kMuchToDo * os.cpus().length,
    };
  }
}
