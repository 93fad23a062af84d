// The languages of the interface: those whose texts lie here. For a further one put `<code>.json` beside this file, with every text
// of every area: that is all. The two that most people read are folders of one file per area, so that the join page stays small.
// A seminar's own language, in which its shared screens speak, is chosen among those that the server has an agenda in.
import type { Catalogue } from "./catalogue";
import common from "./da/common.json";
import join from "./da/join.json";

/** As the file or folder is called, e.g. `da`. */
export type LanguageCode = string;

export const files: Record<string, () => Promise<Catalogue>> = {
  ...import.meta.glob<Catalogue>(["./*.json", "./*/*.json", "!./da/common.json", "!./da/join.json"], { import: "default" }),
  // What the join page says to most who come through it is in the client itself: on a poor network each file is a journey.
  "./da/common.json": () => Promise.resolve(common),
  "./da/join.json": () => Promise.resolve(join),
};

/** First those most people come for. */
const kFirst = ["da", "en"];
const found = [...new Set(Object.keys(files).map((file) => file.split(/[/.]+/)[1]!))];
export const languageCodes: readonly LanguageCode[] = [...kFirst, ...found.filter((code) => !kFirst.includes(code)).sort()];

/** Its own name for itself, as a heading begins: `Dansk`. */
export function languageName(code: LanguageCode): string {
  const name = new Intl.DisplayNames([code], { type: "language" }).of(code) ?? code;
  return name.charAt(0).toLocaleUpperCase(code) + name.slice(1);
}

/** Read with less trouble than English by those whose own language is not here. */
const kNeighbours: Record<string, LanguageCode> = { nb: "da", nn: "da", no: "da", sv: "da", fo: "da", kl: "da" };

/** The language for somebody whose browser asks for `tag`, e.g. `nb-NO`. */
export function languageFor(tag: string): LanguageCode | undefined {
  const asked = tag.split("-")[0]!.toLowerCase();
  return [asked, kNeighbours[asked]].find((code) => code && languageCodes.includes(code));
}
