// A recording that somebody brought on a stick, because the network here is bad. It is read in pieces, so that the page stays
// alive and the memory small, and taken only when it is one of the talk's own files, byte for byte.
import type { MediaKind } from "../protocol";
import type { Recording } from "./versions";

export type Compared = { kind: MediaKind } | "another" | "unreadable" | "not_comparable";

const kReadBytes = 4 * 1_048_576;

/** `onShare`: from 0 to 1. Aborted it ends with `unreadable`. */
export async function compare(file: Blob, talk: Recording, onShare: (share: number) => void, signal?: AbortSignal): Promise<Compared> {
  const known = talk.versions.filter(({ sha256 }) => sha256.length === 32);
  if (known.length === 0) return "not_comparable";
  // A file of another length needs no reading.
  const possible = known.filter(({ bytes }) => Number(bytes) === file.size);
  if (possible.length === 0) return "another";
  const { sha256 } = await import("@noble/hashes/sha2.js");
  const hash = sha256.create();
  try {
    for (let at = 0; at < file.size; at += kReadBytes) {
      if (signal?.aborted) return "unreadable";
      hash.update(new Uint8Array(await file.slice(at, at + kReadBytes).arrayBuffer()));
      onShare(Math.min(1, (at + kReadBytes) / file.size));
      // Whoever pressed something meanwhile comes first.
      await new Promise((next) => setTimeout(next));
    }
  } catch {
    return "unreadable";
  }
  const digest = hash.digest();
  const same = possible.find((version) => version.sha256.every((byte, i) => byte === digest[i]));
  return same ? { kind: same.kind } : "another";
}
