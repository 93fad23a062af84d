// A small server that takes recordings in pieces, as docs/protocol.md has it (tus 1.0.0), on a port of the system's choice. It
// can cut a line in the midst of a piece, be away, refuse, and forget. Beside that: what a planner asks about recordings.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { ApiErrorSchema, MediaLinksSchema, RejectionCode, TalkPreparationSchema, create, toBinary, type MessageInitShape } from "../src/protocol";

interface Refusal {
  status: number;
  code: RejectionCode;
  limit: number;
}

export interface Request {
  method: string;
  path: string;
  headers: IncomingMessage["headers"];
  /** Of a PATCH that arrived, wholly or cut off. */
  bytes: number;
}

export class TusServer {
  readonly requests: Request[] = [];
  readonly uploads = new Map<string, { bytes: Buffer; length: number; metadata: string }>();
  /** The next PATCH loses its line after so many bytes. */
  cutAfter: number | undefined;
  /** Answers everything with this. */
  away: number | undefined;
  /** What creating one is answered with. */
  refuse: Refusal | undefined;
  /** What a PATCH is answered with. */
  refusePiece: Refusal | undefined;
  /** A PATCH gets no answer until this is called. */
  hold: (() => void)[] | undefined;
  preparation: MessageInitShape<typeof TalkPreparationSchema> = {};
  links: MessageInitShape<typeof MediaLinksSchema> = {};
  /** The line of the mistake in the next captions. */
  wrongLine: number | undefined;
  private readonly server = createServer((request, response) => void this.answer(request, response));
  private last = 0;

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  of(method: string): Request[] {
    return this.requests.filter((request) => request.method === method);
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = "", url = "", headers } = request;
    const seen: Request = { method, path: url, headers, bytes: 0 };
    this.requests.push(seen);
    if (this.away) return void response.writeHead(this.away).end("<html>Bad gateway</html>");
    if (url.endsWith("/preparation")) return void response.end(toBinary(TalkPreparationSchema, create(TalkPreparationSchema, this.preparation)));
    if (url.startsWith("/api/media-links")) return void response.end(toBinary(MediaLinksSchema, create(MediaLinksSchema, this.links)));
    if (/\/talks\/\d($|\/captions)/.test(url)) {
      for await (const piece of request) seen.bytes += (piece as Buffer).length;
      if (this.wrongLine !== undefined) return void refuse(response, { status: 422, code: RejectionCode.NOT_WEBVTT, limit: this.wrongLine });
      return void response.end();
    }
    if (method === "POST") return this.begin(seen, response);
    const upload = this.uploads.get(url);
    if (!upload) return void response.writeHead(404).end();
    if (method === "HEAD") {
      return void response.writeHead(200, { "Tus-Resumable": "1.0.0", "Upload-Offset": upload.bytes.length, "Upload-Length": upload.length }).end();
    }
    if (method === "DELETE") {
      this.uploads.delete(url);
      return void response.writeHead(204, { "Tus-Resumable": "1.0.0" }).end();
    }
    if (this.refusePiece) return void refuse(response, this.refusePiece);
    if (Number(headers["upload-offset"]) !== upload.bytes.length) return void response.writeHead(409).end();
    const { cutAfter } = this;
    this.cutAfter = undefined;
    for await (const piece of request.iterator({ destroyOnReturn: false })) {
      const taken = cutAfter === undefined ? (piece as Buffer) : (piece as Buffer).subarray(0, cutAfter - seen.bytes);
      upload.bytes = Buffer.concat([upload.bytes, taken]);
      seen.bytes += taken.length;
      if (seen.bytes === cutAfter) return void request.socket.destroy();
    }
    if (this.hold) await new Promise<void>((resolve) => this.hold!.push(resolve));
    response.writeHead(204, { "Tus-Resumable": "1.0.0", "Upload-Offset": upload.bytes.length }).end();
  }

  private begin(seen: Request, response: ServerResponse): void {
    if (this.refuse) return void refuse(response, this.refuse);
    this.last += 1;
    const path = `/api/uploads/${String(this.last).padStart(22, "u")}`;
    this.uploads.set(path, { bytes: Buffer.alloc(0), length: Number(seen.headers["upload-length"]), metadata: String(seen.headers["upload-metadata"]) });
    response.writeHead(201, { "Tus-Resumable": "1.0.0", Location: path }).end();
  }
}

const refuse = (response: ServerResponse, { status, code, limit }: Refusal) =>
  response.writeHead(status, { "Content-Type": "application/x-protobuf" }).end(toBinary(ApiErrorSchema, create(ApiErrorSchema, { code, limit })));
