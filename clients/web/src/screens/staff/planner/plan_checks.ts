// What keeps a plan from being saved, found before it is sent, so that the reason stands beside the field. Pure; the server decides.
import { meetingLink } from "../../meeting_link";
import { kMeetingUrl, kTheme, kThemes } from "../limits";

const lengthOf = (text: string): number => [...text].length;
const themeKey = (theme: string): string => theme.trim().replaceAll(/\s+/g, " ").toLocaleLowerCase("da");

/** As they are sent: one a line, trimmed, without empty lines. */
export const cleanThemes = (themes: readonly string[]): string[] =>
  themes.map((theme) => theme.trim().replaceAll(/\s+/g, " ")).filter(Boolean);

export type ThemesWrong = { kind: "many"; limit: number } | { kind: "long"; limit: number } | { kind: "twice"; theme: string };

export function themesWrong(themes: readonly string[]): ThemesWrong | undefined {
  const clean = cleanThemes(themes);
  if (clean.length > kThemes) return { kind: "many", limit: kThemes };
  if (clean.some((theme) => lengthOf(theme) > kTheme)) return { kind: "long", limit: kTheme };
  const seen = new Set<string>();
  for (const theme of clean) {
    if (seen.has(themeKey(theme))) return { kind: "twice", theme };
    seen.add(themeKey(theme));
  }
  return undefined;
}

/** Empty is well: there is no link then. */
export const addressWrong = (address: string): boolean =>
  address.trim() !== "" &&
  (!meetingLink(address.trim()) || lengthOf(address.trim()) > kMeetingUrl || /[\s"'<>\\`]/.test(address.trim()));
