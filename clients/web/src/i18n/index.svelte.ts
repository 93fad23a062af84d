// `t(key, params)`: a text in the language of this screen. A person's own device follows the browser until its owner chooses
// otherwise, which is remembered; a shared screen takes the seminar's language with `useSharedLanguage`. Reactive.
import { hasLanguage, loadLanguage, loadTexts, texts, type Area, type TextKey } from "./catalogue";
import { languageCodes, languageFor, type LanguageCode } from "./languages";

export type { TextKey } from "./catalogue";
export { languageCodes, languageName, type LanguageCode } from "./languages";

const kChosenKey = "samtale.language";

function browserLanguage(): LanguageCode {
  try {
    const chosen = localStorage.getItem(kChosenKey);
    const known = languageCodes.find((code) => code === chosen);
    if (known) return known;
  } catch {
    // No storage: follow the browser.
  }
  for (const wanted of navigator.languages ?? []) {
    const spoken = languageFor(wanted);
    if (spoken) return spoken;
  }
  return "da";
}

const state = $state<{ own: LanguageCode; shared: LanguageCode | undefined }>({
  own: browserLanguage(),
  shared: undefined,
});
// What was asked for last, while its texts are on their way.
let wantedOwn = state.own;
let wantedShared: LanguageCode | undefined;

export function language(): LanguageCode {
  return state.shared ?? state.own;
}

/** Before a screen of that area is shown. */
export const useTexts = (area: Area): Promise<void> => loadTexts(language(), area);

/** The page keeps its language until the other one's texts are here; without a connection it keeps it for good. */
function whenThere(code: LanguageCode, change: () => void): void {
  if (hasLanguage(code)) change();
  else loadLanguage(code).then(change, () => undefined);
}

/** The owner of this device chooses; remembered. */
export function chooseLanguage(code: LanguageCode): void {
  wantedOwn = code;
  whenThere(code, () => (state.own = wantedOwn));
  try {
    localStorage.setItem(kChosenKey, code);
  } catch {
    // Chosen for this page only.
  }
}

/** A screen that a whole room looks at speaks the seminar's language; `undefined` gives it back to the device. */
export function useSharedLanguage(code: LanguageCode | undefined): void {
  wantedShared = code;
  if (code) whenThere(code, () => (state.shared = wantedShared));
  else state.shared = undefined;
}

const pluralRules = new Map(languageCodes.map((code) => [code, new Intl.PluralRules(code)]));

export function t(key: TextKey, params?: Record<string, string | number>): string {
  const code = language();
  const text = texts[code]?.[key];
  if (text === undefined) return key;
  const chosen =
    typeof text === "string"
      ? text
      : pluralRules.get(code)!.select(Number(params?.count ?? 0)) === "one"
        ? text.one
        : text.other;
  return chosen.replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
    const value = params?.[name];
    return value === undefined ? whole : typeof value === "number" ? number(value) : value;
  });
}

/** Whose dates and numbers it writes: `en` alone would be American. */
const locale = () => t("language.locale");

export function number(value: number): string {
  return new Intl.NumberFormat(locale()).format(value);
}

/** `2026-12-19` as `lørdag den 19. december 2026`; anything that is not a date comes back as it is. */
export function date(isoDate: string, style: "full" | "long" | "medium" = "long"): string {
  const at = new Date(`${isoDate}T12:00:00Z`);
  if (Number.isNaN(at.getTime())) return isoDate;
  return new Intl.DateTimeFormat(locale(), { dateStyle: style, timeZone: "UTC" }).format(at);
}

/** `3 min.`, spoken `3 minutter` — a planned length, in whole minutes unless it is shorter than two. */
export function minutes(lengthMs: number, style: "short" | "long" = "short"): string {
  const useSeconds = lengthMs < 120_000 && lengthMs % 60_000 !== 0;
  return new Intl.NumberFormat(locale(), {
    style: "unit",
    unit: useSeconds ? "second" : "minute",
    unitDisplay: style,
    maximumFractionDigits: 0,
  }).format(useSeconds ? lengthMs / 1000 : lengthMs / 60_000);
}

/** `10.05`, on the clock of this device's place. */
export function timeOfDay(atMs: number): string {
  return new Intl.DateTimeFormat(locale(), { timeStyle: "short" }).format(atMs);
}

/** `for 2 minutter siden`, from two moments of the server's clock. */
export function ago(atMs: number, nowMs: number): string {
  const seconds = Math.min(0, Math.round((atMs - nowMs) / 1000));
  const format = new Intl.RelativeTimeFormat(locale(), { numeric: "auto", style: "short" });
  if (seconds > -60) return format.format(seconds, "second");
  if (seconds > -3600) return format.format(Math.round(seconds / 60), "minute");
  return format.format(Math.round(seconds / 3600), "hour");
}
