// One WebSocket message is one frame (P-01).
import { create, fromBinary, toBinary, type MessageInitShape } from "@bufbuild/protobuf";
import type { CommandSchema } from "./generated/samtale/v1/command_pb";
import type { TalkReportSchema } from "./generated/samtale/v1/seminar_pb";
import { ClientFrameSchema, ServerFrameSchema, type ServerFrame } from "./generated/samtale/v1/frame_pb";

export type ClientFrameBody = NonNullable<MessageInitShape<typeof ClientFrameSchema>["body"]>;
export type TalkReportBody = MessageInitShape<typeof TalkReportSchema>;
/** `{ case: "addNote", value: { kind, text } }`: what `Session.command` takes. */
export type CommandBody = Exclude<NonNullable<MessageInitShape<typeof CommandSchema>["body"]>, { case: undefined }>;

export function encodeClientFrame(body: ClientFrameBody): Uint8Array<ArrayBuffer> {
  // protobuf-es always allocates a plain ArrayBuffer, which is what WebSocket.send asks for.
  return toBinary(ClientFrameSchema, create(ClientFrameSchema, { body })) as Uint8Array<ArrayBuffer>;
}

/** Throws on bytes that are not a ServerFrame. A body that is newer than this client is left empty. */
export function decodeServerFrame(bytes: ArrayBuffer): ServerFrame {
  return fromBinary(ServerFrameSchema, new Uint8Array(bytes));
}
