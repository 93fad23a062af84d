// The texts of the interface. The Danish files give the keys their type, so a wrong key does not compile; tests/i18n.test.ts
// holds that all languages have the same keys and placeholders. A page loads only the areas it shows, and only in the language
// it shows them in (a language that is one file comes whole).
//
// A text is a string with `{placeholders}`, or `{"one": …, "other": …}` chosen by the parameter `count`.
import type accessibility from "./da/accessibility.json";
import type agreed from "./da/agreed.json";
import type common from "./da/common.json";
import type group from "./da/group.json";
import type guide from "./da/guide.json";
import type join from "./da/join.json";
import type staff from "./da/staff.json";
import { files, languageCodes, type LanguageCode } from "./languages";

export type Area = "common" | "join" | "group" | "staff" | "agreed" | "guide" | "accessibility";
export type TextKey =
  | keyof typeof common
  | keyof typeof join
  | keyof typeof group
  | keyof typeof staff
  | keyof typeof agreed
  | keyof typeof guide
  | keyof typeof accessibility;
export type Text = string | { one: string; other: string };
export type Catalogue = Record<string, Text>;

/** The texts at hand. */
export const texts: Record<LanguageCode, Catalogue> = Object.fromEntries(languageCodes.map((code) => [code, {}]));

const fileOf = (code: LanguageCode, area: Area): string => [`./${code}/${area}.json`, `./${code}.json`].find((file) => file in files)!;

/** Areas that screens of this page use. */
const used = new Set<Area>();
const loaded = new Set<string>();

/** Rejects when the server cannot be reached; a later call tries again. */
export async function loadTexts(code: LanguageCode, area: Area): Promise<void> {
  used.add(area);
  const name = fileOf(code, area);
  if (loaded.has(name)) return;
  Object.assign(texts[code]!, await files[name]!());
  loaded.add(name);
}

export const hasLanguage = (code: LanguageCode): boolean => [...used].every((area) => loaded.has(fileOf(code, area)));

export async function loadLanguage(code: LanguageCode): Promise<void> {
  await Promise.all([...used].map((area) => loadTexts(code, area)));
}
