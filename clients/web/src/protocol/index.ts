// The messages of docs/protocol.md as TypeScript, and the way from and to bytes. Generated from proto/samtale/v1 by
// `npm run generate`. Moments (`…Ms` of 64 bits) are bigint on the wire: `ms()` makes them numbers.
export * from "./generated/samtale/v1/seminar_pb";
export * from "./generated/samtale/v1/change_pb";
export * from "./generated/samtale/v1/command_pb";
export * from "./generated/samtale/v1/frame_pb";
export * from "./generated/samtale/v1/api_pb";
export { create, clone, equals, toBinary, fromBinary, type MessageInitShape } from "@bufbuild/protobuf";
export { decodeServerFrame, encodeClientFrame, type ClientFrameBody, type CommandBody, type TalkReportBody } from "./frames";
export { fromBase64Url, newId, toBase64Url } from "./ids";

/** A 64-bit moment or length as a number; milliseconds stay exact for the next 280,000 years. */
export const ms = (value: bigint): number => Number(value);
