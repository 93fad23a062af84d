// Where the server says that the recording is, by a client that shares nothing with the page: samtale-talk-witness.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { witnessProgram } from "./places.js";

/** Two lines of the witness tell of the same run of the recording when they agree this well. */
const kSameRunMs = 100;
/** Beyond the last line it is believed for so long. */
const kBelievedMs = 1_500;

export class Witness {
  /** `link`: of somebody of the seminar; its fragment is the token. */
  static async come(url, link) {
    const child = spawn(witnessProgram, ["--url", url], {
      env: { ...process.env, SAMTALE_TOKEN: new URL(link).hash.slice(1) },
      stdio: ["pipe", "pipe", "inherit"],
    });
    return new Witness(child);
  }

  constructor(child) {
    this.child = child;
    this.lines = [];
    createInterface({ input: child.stdout }).on("line", (line) => this.lines.push(JSON.parse(line)));
  }

  get last() {
    return this.lines.at(-1);
  }

  /**
   * The server's position in ms at a moment of this machine's clock; undefined when it stood, or jumped around that moment, or
   * the witness did not know.
   */
  positionAt(atMs) {
    const next = this.lines.findIndex(({ at }) => at >= atMs);
    const after = this.lines[next];
    const before = next < 0 ? this.last : this.lines[next - 1];
    if (!before?.playing || !before.there) return undefined;
    if (!after) return atMs - before.at <= kBelievedMs ? before.position_ms + atMs - before.at : undefined;
    const sameRun = after.playing && Math.abs(after.position_ms - before.position_ms - (after.at - before.at)) <= kSameRunMs;
    if (!sameRun || after.at - before.at > 2 * kBelievedMs) return undefined;
    const share = (atMs - before.at) / (after.at - before.at);
    return before.position_ms + share * (after.position_ms - before.position_ms);
  }

  async leave() {
    const gone = once(this.child, "exit");
    this.child.stdin.end();
    await gone;
  }
}
