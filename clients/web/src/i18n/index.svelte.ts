// `t(key, params)`: a text in the language of this screen. A person's own device follows the browser until its owner chooses
// otherwise, which is remembered; a shared screen takes the seminar's language with `useSharedLanguage`. Reactive.
import { texts, type LanguageCode, type TextKey } from "./catalogue";

export type { LanguageCode, TextKey } from "./catalogue";

const kChosenKey = "samtale.language";

function browserLanguage(): LanguageCode {
  try {
    const chosen = localStorage.getItem(kChosenKey);
    if (chosen === "da" || chosen === "en") return chosen;
  } catch {
    // No storage: follow the browser.
  }
  for (const wanted of navigator.languages ?? []) {
    if (/^(da|nb|nn|no|sv)\b/.test(wanted)) return "da";
    if (/^en\b/.test(wanted)) return "en";
  }
  return "da";
}

const state = $state<{ own: LanguageCode; shared: LanguageCode | undefined }>({
  own: browserLanguage(),
  shared: undefined,
});

export function language(): LanguageCode {
  return state.shared ?? state.own;
}

/** The owner of this device chooses; remembered. */
export function chooseLanguage(code: LanguageCode): void {
  state.own = code;
  try {
    localStorage.setItem(kChosenKey, code);
  } catch {
    // Chosen for this page only.
  }
}

/** A screen that a whole room looks at speaks the seminar's language; `undefined` gives it back to the device. */
export function useSharedLanguage(code: LanguageCode | undefined): void {
  state.shared = code;
}

const pluralRules = { da: new Intl.PluralRules("da"), en: new Intl.PluralRules("en") };

export function t(key: TextKey, params?: Record<string, string | number>): string {
  const code = language();
  const text = texts[code][key];
  if (text === undefined) return key;
  const chosen =
    typeof text === "string"
      ? text
      : pluralRules[code].select(Number(params?.count ?? 0)) === "one"
        ? text.one
        : text.other;
  return chosen.replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
    const value = params?.[name];
    return value === undefined ? whole : typeof value === "number" ? number(value) : value;
  });
}

const locale = () => (language() === "da" ? "da-DK" : "en-GB");

export function number(value: number): string {
  return new Intl.NumberFormat(locale()).format(value);
}

/** `2026-12-19` as `lørdag den 19. december 2026`; anything that is not a date comes back as it is. */
export function date(isoDate: string, style: "full" | "long" | "medium" = "long"): string {
  const at = new Date(`${isoDate}T12:00:00Z`);
  if (Number.isNaN(at.getTime())) return isoDate;
  return new Intl.DateTimeFormat(locale(), { dateStyle: style, timeZone: "UTC" }).format(at);
}

/** `3 min.` — a planned length, in whole minutes unless it is shorter than two. */
export function minutes(lengthMs: number): string {
  const useSeconds = lengthMs < 120_000 && lengthMs % 60_000 !== 0;
  return new Intl.NumberFormat(locale(), {
    style: "unit",
    unit: useSeconds ? "second" : "minute",
    unitDisplay: "short",
    maximumFractionDigits: 0,
  }).format(useSeconds ? lengthMs / 1000 : lengthMs / 60_000);
}

/** `for 2 minutter siden`, from two moments of the server's clock. */
export function ago(atMs: number, nowMs: number): string {
  const seconds = Math.min(0, Math.round((atMs - nowMs) / 1000));
  const format = new Intl.RelativeTimeFormat(locale(), { numeric: "auto", style: "short" });
  if (seconds > -60) return format.format(seconds, "second");
  if (seconds > -3600) return format.format(Math.round(seconds / 60), "minute");
  return format.format(Math.round(seconds / 3600), "hour");
}
