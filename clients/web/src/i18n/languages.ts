// The languages of the interface. A further one is a line here and a folder of its texts beside `da` and `en`.
export const languages = {
  // Norwegian and Swedish readers are better off with Danish than with English.
  da: { name: "Dansk", locale: "da-DK", asked: /^(da|nb|nn|no|sv)\b/ },
  en: { name: "English", locale: "en-GB", asked: /^en\b/ },
} as const;

export type LanguageCode = keyof typeof languages;
export const languageCodes = Object.keys(languages) as LanguageCode[];
