// Sends a talk's recording and tells how far it is: `fetch` cannot, XMLHttpRequest can.
import { fromBinary, TalkStoredSchema, type TalkStored } from "../protocol";
import { refusal, Unreachable } from "./api";

export interface Upload {
  done: Promise<TalkStored>;
  cancel: () => void;
}

/** `done` fails with `Refused` or `Unreachable`; a cancelled upload with `Unreachable`. `onProgress` gets 0 … 1. */
export function sendTalk(
  token: string,
  seminarId: string,
  talk: 1 | 2,
  file: File,
  onProgress: (share: number) => void,
): Upload {
  const request = new XMLHttpRequest();
  const done = new Promise<TalkStored>((resolve, reject) => {
    request.responseType = "arraybuffer";
    request.upload.onprogress = (event) => event.lengthComputable && onProgress(event.loaded / event.total);
    request.onload = () => {
      const bytes = new Uint8Array((request.response as ArrayBuffer | null) ?? new ArrayBuffer(0));
      if (request.status < 200 || request.status > 299) return reject(refusal(bytes));
      try {
        resolve(fromBinary(TalkStoredSchema, bytes));
      } catch {
        reject(new Unreachable());
      }
    };
    request.onerror = request.onabort = () => reject(new Unreachable());
  });
  request.open("PUT", `/api/seminars/${seminarId}/talks/${talk}`);
  request.setRequestHeader("Authorization", `Bearer ${token}`);
  request.setRequestHeader("Content-Type", "video/mp4");
  request.send(file);
  return { done, cancel: () => request.abort() };
}
