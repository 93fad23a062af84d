// Which files may become a talk's recording, what they are called on the server, and how large they are in words. Pure.
import type { MediaFile } from "../../../connection";
import { number, t } from "../../../i18n/index.svelte";
import { MediaKind, RejectionCode, type MediaVersion } from "../../../protocol";
import { kTalkBytes } from "../limits";

const kForBrowsers = [".mp4", ".m4v"];
/** What ffmpeg reads and people have; any other is looked at by the server. */
const kToConvert = [...kForBrowsers, ".mov", ".mkv", ".webm", ".avi", ".wmv", ".mpg", ".mpeg", ".mts", ".m2ts", ".ts", ".flv", ".ogv", ".3gp"];

/** For `<input accept>`. */
export const acceptedFiles = (canConvert: boolean): string =>
  canConvert ? ["video/*", ...kToConvert].join(",") : ["video/mp4", ...kForBrowsers].join(",");

/** What can be said before a single byte is sent. */
export function fileTrouble(file: Pick<File, "name" | "size" | "type">, canConvert: boolean): RejectionCode | undefined {
  const name = file.name.toLowerCase();
  const ends = (list: readonly string[]) => list.some((ending) => name.endsWith(ending));
  if (file.size > kTalkBytes) return RejectionCode.FILE_TOO_LARGE;
  const video = file.type.startsWith("video/");
  if (file.size === 0 || (!video && !ends(kToConvert))) return RejectionCode.NOT_A_RECORDING;
  return canConvert || file.type === "video/mp4" || ends(kForBrowsers) ? undefined : RejectionCode.NOT_WEB_READY;
}

const kFiles: Partial<Record<MediaKind, MediaFile>> = {
  [MediaKind.ORIGINAL]: "original.mp4",
  [MediaKind.HIGH]: "high.mp4",
  [MediaKind.LOW]: "low.mp4",
  [MediaKind.SOUND]: "sound.m4a",
};
export const fileOf = (kind: MediaKind): MediaFile | undefined => kFiles[kind];

/** The best first, whatever order they came in. */
export const bestFirst = (versions: readonly MediaVersion[]): MediaVersion[] =>
  [...versions].filter(({ kind }) => fileOf(kind)).sort((a, b) => a.kind - b.kind);

const kMegabyte = 1_000_000;

/** `412 MB`, `1.2 GB`; never nothing. */
export function sizeText(bytes: number): string {
  if (bytes >= 1000 * kMegabyte) return t("planner.gigabytes", { size: number(Math.round(bytes / kMegabyte / 100) / 10) });
  return t("planner.megabytes", { size: number(Math.max(1, Math.round(bytes / kMegabyte))) });
}
