// The HTTP interface: what happens before there is a room to talk to. Bodies are Protobuf (docs/protocol.md, HTTP).
// Every refusal is a `Refused` with a RejectionCode; no network is `Unreachable`.
import { create, fromBinary, toBinary, RejectionCode, type MessageInitShape } from "../protocol";
import {
  ApiErrorSchema,
  CreateSeminarSchema,
  GroupLinksSchema,
  InvitePersonSchema,
  JoinAnswerSchema,
  JoinLookUpSchema,
  JoinOptionsSchema,
  JoinRequestSchema,
  MediaLinksSchema,
  MeSchema,
  PersonalLinkSchema,
  SeminarListSchema,
  SeminarSummarySchema,
  TalkPreparationSchema,
} from "../protocol";
import type {
  GroupLinks,
  JoinAnswer,
  JoinOptions,
  Me,
  MediaLinks as MediaLinksAnswer,
  SeminarList,
  SeminarSummary,
  TalkPreparation,
} from "../protocol";

export class Refused extends Error {
  constructor(
    readonly code: RejectionCode,
    readonly field: string,
    readonly limit: number,
  ) {
    super(`refused: ${RejectionCode[code] ?? code}`);
  }
}

export class Unreachable extends Error {}

/** A room code, group code, or the opaque link of a QR code. */
export type Door = { case: "code"; value: string } | { case: "link"; value: string };

async function request(method: string, path: string, options: { token?: string; body?: BodyInit; type?: string; language?: string }) {
  const headers = new Headers();
  if (options.token) headers.set("Authorization", `Bearer ${options.token}`);
  if (options.body !== undefined) headers.set("Content-Type", options.type ?? "application/x-protobuf");
  if (options.language) headers.set("Accept-Language", options.language);
  let answer: Response;
  try {
    answer = await fetch(path, { method, headers, body: options.body, cache: "no-store" });
  } catch {
    throw new Unreachable();
  }
  const bytes = new Uint8Array(await answer.arrayBuffer());
  if (answer.ok) return bytes;
  throw refusal(bytes);
}

export function refusal(bytes: Uint8Array): Error {
  try {
    const { code, field, limit } = fromBinary(ApiErrorSchema, bytes);
    return new Refused(code, field, limit);
  } catch {
    // A proxy in between answered, not our server.
    return new Unreachable();
  }
}

const bytesOf = (bytes: Uint8Array) => bytes as Uint8Array<ArrayBuffer>;

export async function lookUp(door: Door): Promise<JoinOptions> {
  const body = bytesOf(toBinary(JoinLookUpSchema, create(JoinLookUpSchema, { door })));
  return fromBinary(JoinOptionsSchema, await request("POST", "/api/join/look-up", { body }));
}

export async function join(wish: MessageInitShape<typeof JoinRequestSchema>): Promise<JoinAnswer> {
  const body = bytesOf(toBinary(JoinRequestSchema, create(JoinRequestSchema, wish)));
  return fromBinary(JoinAnswerSchema, await request("POST", "/api/join", { body }));
}

export async function whoAmI(token: string): Promise<Me> {
  return fromBinary(MeSchema, await request("GET", "/api/me", { token }));
}

export async function listSeminars(token: string): Promise<SeminarList> {
  return fromBinary(SeminarListSchema, await request("GET", "/api/seminars", { token }));
}

export async function createSeminar(
  token: string,
  wish: MessageInitShape<typeof CreateSeminarSchema>,
): Promise<SeminarSummary> {
  const body = bytesOf(toBinary(CreateSeminarSchema, create(CreateSeminarSchema, wish)));
  return fromBinary(SeminarSummarySchema, await request("POST", "/api/seminars", { token, body }));
}

export async function groupLinks(token: string, seminarId: string): Promise<GroupLinks> {
  return fromBinary(GroupLinksSchema, await request("GET", `/api/seminars/${seminarId}/links`, { token }));
}

/** The secret of a new personal link. The server shows it once. */
export async function invitePerson(
  token: string,
  seminarId: string,
  person: MessageInitShape<typeof InvitePersonSchema>,
): Promise<string> {
  const body = bytesOf(toBinary(InvitePersonSchema, create(InvitePersonSchema, person)));
  const answer = await request("POST", `/api/seminars/${seminarId}/people`, { token, body });
  return fromBinary(PersonalLinkSchema, answer).token;
}

/** What became of the newest upload. */
export async function talkPreparation(token: string, seminarId: string, talk: 1 | 2): Promise<TalkPreparation> {
  return fromBinary(TalkPreparationSchema, await request("GET", `/api/seminars/${seminarId}/talks/${talk}/preparation`, { token }));
}

/** A WebVTT file. `NOT_WEBVTT` names the line of the first mistake in `limit`. */
export async function putCaptions(token: string, seminarId: string, talk: 1 | 2, language: string, file: File): Promise<void> {
  const path = `/api/seminars/${seminarId}/talks/${talk}/captions/${language}`;
  await request("PUT", path, { token, body: file, type: "text/vtt" });
}

export async function removeCaptions(token: string, seminarId: string, talk: 1 | 2, language: string): Promise<void> {
  await request("DELETE", `/api/seminars/${seminarId}/talks/${talk}/captions/${language}`, { token });
}

export async function removeTalk(token: string, seminarId: string, talk: 1 | 2): Promise<void> {
  await request("DELETE", `/api/seminars/${seminarId}/talks/${talk}`, { token });
}

/** What opens the files of the seminar's recordings; see media_links.ts. Organisers name the seminar. */
export async function mediaLinks(token: string, seminarId?: string): Promise<MediaLinksAnswer> {
  const path = seminarId ? `/api/media-links?seminar=${seminarId}` : "/api/media-links";
  return fromBinary(MediaLinksSchema, await request("GET", path, { token }));
}

/** What a group can take home as a file; see docs/protocol.md, HTTP. */
export type GroupFile = "page.pdf" | "page.csv" | "page.ics" | "share-pack.pdf";

/** The file's bytes, in `language`, for a device of the group. */
export async function groupFile(token: string, file: GroupFile, language: string): Promise<Uint8Array<ArrayBuffer>> {
  return request("GET", `/api/group/${file}`, { token, language });
}
