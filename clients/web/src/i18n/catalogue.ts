// The texts of the interface, Danish and English, one JSON file per area and language. The Danish files give the keys their
// type, so a wrong key does not compile; tests/i18n.test.ts holds that both languages have the same keys and placeholders.
//
// A text is a string with `{placeholders}`, or `{"one": …, "other": …}` chosen by the parameter `count`.
import type group from "./da/group.json";
import type join from "./da/join.json";
import type staff from "./da/staff.json";
import daCommon from "./da/common.json";
import enCommon from "./en/common.json";

export type LanguageCode = "da" | "en";
export type TextKey = keyof typeof daCommon | keyof typeof join | keyof typeof group | keyof typeof staff;
export type Text = string | { one: string; other: string };
export type Catalogue = Record<string, Text>;

/** The texts at hand. The areas `join`, `group` and `staff` arrive together with the screens that use them. */
export const texts: Record<LanguageCode, Catalogue> = { da: { ...daCommon }, en: { ...enCommon } };

export function addTexts(da: Catalogue, en: Catalogue): void {
  Object.assign(texts.da, da);
  Object.assign(texts.en, en);
}
