// A real server on a free port with a data folder of its own. It can be killed and started again on the same port and data.
import { execFile, spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import path from "node:path";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { scratch, serverProgram, traces, webClient } from "./places.js";

const run = promisify(execFile);

export class Server {
  /** `name` is that of its folder and log. `disk`: a SmallDisk to put its data on. */
  static async prepare(name, disk) {
    await mkdir(scratch, { recursive: true });
    await mkdir(traces, { recursive: true });
    const data = disk ? path.join(disk.path, "server") : await mkdtemp(path.join(scratch, `${name}-`));
    return new Server(data, path.join(traces, `end-to-end-${name}.log`), disk);
  }

  constructor(data, log, disk) {
    this.data = data;
    this.log = log;
    this.disk = disk;
    this.url = "";
    /** The built client it serves. */
    this.web = webClient;
    /** What its environment has besides this program's. */
    this.environment = {};
  }

  /** Makes an organiser and gives her secret. The server must not run: the data folder has one owner. */
  async addOrganiser(name) {
    const { stdout } = await run(...this.#program(["organiser", "add", "--data", this.data, name]));
    return new URL(stdout.trim()).hash.slice(1);
  }

  async start(...options) {
    await this.#start("serve", options);
    return this;
  }

  /** With the demo seminar; its links are answered. */
  async startDemo(...options) {
    await this.#start("demo", options);
    return JSON.parse(await readFile(path.join(this.data, "demo.json"), "utf8"));
  }

  async #start(command, options) {
    const listen = this.url ? new URL(this.url).host : "127.0.0.1:0";
    this.again = () => this.#start(command, options);
    const child = spawn(...this.#program([command, "--listen", listen, "--data", this.data, "--web", this.web, ...options]), {
      env: { ...process.env, ...this.environment },
    });
    this.process = child;
    child.stderr.pipe(createWriteStream(this.log, { flags: "a" }));
    const lines = createInterface({ input: child.stdout });
    const ready = (async () => {
      for await (const line of lines) {
        const [, url] = /^listening on (http:\S+)$/.exec(line) ?? [];
        if (url) return url;
      }
      throw new Error(`the server ended before it was ready; see ${this.log}`);
    })();
    this.url = await ready;
    child.stdout.resume();
  }

  /** As a power cut would: nothing is said, nothing is tidied. */
  async kill() {
    await this.#end("SIGKILL");
  }

  /** It still takes what arrives, but answers nothing until it is released. */
  hold() {
    this.process.kill("SIGSTOP");
  }

  release() {
    this.process.kill("SIGCONT");
  }

  async stop() {
    await this.#end("SIGTERM");
  }

  /** Stops it and leaves nothing of its data. */
  async discard() {
    await this.stop();
    // On a disk of its own it goes with that; the path means another folder out here.
    if (!this.disk) await rm(this.data, { recursive: true, force: true });
  }

  /** The program and its arguments, where it sees its disk. */
  #program(options) {
    const [program, ...rest] = [...(this.disk?.within ?? []), serverProgram, ...options];
    return [program, rest];
  }

  async #end(signal) {
    if (!this.process || this.process.exitCode !== null || this.process.signalCode !== null) return;
    const gone = once(this.process, "exit");
    this.process.kill(signal);
    await gone;
  }
}
