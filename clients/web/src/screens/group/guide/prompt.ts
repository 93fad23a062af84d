// Which of an agenda's words a screen shows: in its own language when they are there, and for somebody alone those for one.
import { Language, type Phase, type Step } from "../../../protocol";
import type { LanguageCode } from "../../../i18n/index.svelte";

export interface Prompt {
  text: string;
  /** For the element's `lang`: whoever hears the page must hear it in the right voice. */
  lang: LanguageCode;
}

type Translations = Step["promptTranslations"];

const codeOf = (language: Language): LanguageCode => (language === Language.ENGLISH ? "en" : "da");

/** `own`: the seminar's language; `shown`: the screen's. A step without words says those of its phase. */
export function promptOf(
  phase: Pick<Phase, "prompt" | "promptTranslations"> | undefined,
  step: Pick<Step, "prompt" | "promptTranslations" | "promptAlone" | "promptAloneTranslations"> | undefined,
  own: LanguageCode,
  shown: LanguageCode,
  alone = false,
): Prompt | undefined {
  const said = (prompt: string, translations: Translations): Prompt => {
    const translated = shown === own ? undefined : translations.find(({ language }) => codeOf(language) === shown);
    return translated?.text ? { text: translated.text, lang: shown } : { text: prompt, lang: own };
  };
  const forOne = alone && step ? said(step.promptAlone, step.promptAloneTranslations) : undefined;
  if (forOne?.text) return forOne;
  const spoken = step?.prompt || step?.promptTranslations.length ? step : phase;
  return spoken && said(spoken.prompt, spoken.promptTranslations);
}
