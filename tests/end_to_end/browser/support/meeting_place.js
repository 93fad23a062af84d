// A meeting's page on a server of its own, as Jitsi would be: https, with a certificate made for this test alone, which nobody
// but a browser that is told so (`flags`) believes.
import { execFile } from "node:child_process";
import { createHash, X509Certificate } from "node:crypto";
import { once } from "node:events";
import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:https";
import path from "node:path";
import { promisify } from "node:util";
import { scratch } from "./places.js";

const run = promisify(execFile);
const kPage = "<!doctype html><html lang='da'><title>Møde</title><body style='background:#dfe7e2;color:#111'><main><h1>Et møde</h1></main></body></html>";

export class MeetingPlace {
  static async open() {
    await mkdir(scratch, { recursive: true });
    const folder = await mkdtemp(path.join(scratch, "meeting-"));
    const [key, cert] = ["key.pem", "cert.pem"].map((name) => path.join(folder, name));
    const about = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1,DNS:localhost", "-days", "2"];
    await run("openssl", ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", key, "-out", cert, ...about]);
    const place = new MeetingPlace(await readFile(key), await readFile(cert));
    await rm(folder, { recursive: true });
    await place.#listen();
    return place;
  }

  constructor(key, cert) {
    /** Who asked for what: { host, path, referer }. */
    this.visits = [];
    this.server = createServer({ key, cert }, (request, response) => {
      this.visits.push({ host: request.headers.host, path: request.url, referer: request.headers.referer });
      response.setHeader("Content-Type", "text/html; charset=utf-8");
      response.end(kPage);
    });
    const { publicKey } = new X509Certificate(cert);
    const pin = createHash("sha256").update(publicKey.export({ type: "spki", format: "der" })).digest("base64");
    /** For Chromium: this certificate is good, and there is a camera that nobody has to be asked for. */
    this.flags = [`--ignore-certificate-errors-spki-list=${pin}`, "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"];
  }

  async #listen() {
    this.server.listen(0, "127.0.0.1");
    await once(this.server, "listening");
    this.port = this.server.address().port;
  }

  /** `host`: 127.0.0.1, or localhost for one that is another host to a browser. */
  address(host = "127.0.0.1") {
    return `https://${host}:${this.port}/samtale`;
  }

  async close() {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, "close");
  }
}
