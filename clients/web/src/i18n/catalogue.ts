// The texts of the interface, one JSON file per area and language. The Danish files give the keys their type, so a wrong key
// does not compile; tests/i18n.test.ts holds that all languages have the same keys and placeholders. A page loads only the areas
// it shows, and only in the language it shows them in.
//
// A text is a string with `{placeholders}`, or `{"one": …, "other": …}` chosen by the parameter `count`.
import type accessibility from "./da/accessibility.json";
import type agreed from "./da/agreed.json";
import type common from "./da/common.json";
import type group from "./da/group.json";
import type guide from "./da/guide.json";
import type join from "./da/join.json";
import type staff from "./da/staff.json";
import { languageCodes, type LanguageCode } from "./languages";

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

const files = import.meta.glob<Catalogue>("./*/*.json", { import: "default" });

/** The texts at hand. */
export const texts = Object.fromEntries(languageCodes.map((code) => [code, {}])) as Record<LanguageCode, Catalogue>;

/** Areas that screens of this page use. */
const used = new Set<Area>();
const loaded = new Set<string>();

/** Rejects when the server cannot be reached; a later call tries again. */
export async function loadTexts(code: LanguageCode, area: Area): Promise<void> {
  used.add(area);
  const name = `./${code}/${area}.json`;
  if (loaded.has(name)) return;
  Object.assign(texts[code], await files[name]!());
  loaded.add(name);
}

export const hasLanguage = (code: LanguageCode): boolean => [...used].every((area) => loaded.has(`./${code}/${area}.json`));

export async function loadLanguage(code: LanguageCode): Promise<void> {
  await Promise.all([...used].map((area) => loadTexts(code, area)));
}
