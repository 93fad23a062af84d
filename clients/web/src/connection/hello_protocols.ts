// Hello in the handshake (P-16): spares a round trip, and the server a message of its own.
import { encodeClientFrame, toBase64Url, type ClientFrameBody } from "../protocol";

/** The sub-protocol that the server chooses when it has read the Hello offered beside it. */
export const kHelloWasRead = "samtale.1";

/** Offered to the server. If it chooses none, browsers end the connection; without an offer Hello is the first frame as ever (P-10). */
export function helloProtocols(hello: ClientFrameBody): string[] {
  return [kHelloWasRead, `hello.${toBase64Url(encodeClientFrame(hello))}`];
}
