// What this browser remembers of a recording on its way, so that after a reload choosing the same file goes on where it was.
// One a talk. In localStorage; a browser that keeps nothing begins anew.

export interface KeptUpload {
  url: string;
  /** Tells the same file from another: name, size and when it was changed. */
  file: string;
  name: string;
  sentBytes: number;
  totalBytes: number;
  begunAtMs: number;
}

/** The server forgets an unfinished one after so long. */
const kForgottenAfterMs = 24 * 3_600_000;
const keyOf = (seminarId: string, talk: 1 | 2): string => `samtale.upload.${seminarId}.${talk}`;

export const signOf = (file: File): string => `${file.name}/${file.size}/${file.lastModified}`;

export function keptUpload(seminarId: string, talk: 1 | 2): KeptUpload | undefined {
  try {
    const found = JSON.parse(localStorage.getItem(keyOf(seminarId, talk)) ?? "null") as KeptUpload | null;
    if (!found || typeof found.url !== "string" || typeof found.file !== "string") return undefined;
    return Date.now() - found.begunAtMs < kForgottenAfterMs ? found : undefined;
  } catch {
    return undefined;
  }
}

export function keepUpload(seminarId: string, talk: 1 | 2, kept: KeptUpload | undefined): void {
  try {
    if (kept) localStorage.setItem(keyOf(seminarId, talk), JSON.stringify(kept));
    else localStorage.removeItem(keyOf(seminarId, talk));
  } catch {
    // Goes on for as long as the page.
  }
}
