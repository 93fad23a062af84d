// Which of an agenda's words a screen shows: in its own language when they are there, and for somebody alone those for one.
import { Language, type Phase, type Step } from "../../../protocol";
import type { LanguageCode } from "../../../i18n/index.svelte";

export interface Prompt {
  text: string;
  /** For the element's `lang`: whoever hears the page must hear it in the right voice. */
  lang: LanguageCode;
}

const codeOf = (language: Language): LanguageCode => (language === Language.ENGLISH ? "en" : "da");

/** `own`: the seminar's language; `shown`: the screen's. A step without words says those of its phase. */
export function promptOf(
  phase: Pick<Phase, "prompt" | "promptTranslations"> | undefined,
  step: Pick<Step, "prompt" | "promptTranslations" | "promptAlone"> | undefined,
  own: LanguageCode,
  shown: LanguageCode,
  alone = false,
): Prompt | undefined {
  if (alone && step?.promptAlone) return { text: step.promptAlone, lang: own };
  const spoken = step?.prompt || step?.promptTranslations.length ? step : phase;
  if (!spoken) return undefined;
  const translated = shown === own ? undefined : spoken.promptTranslations.find(({ language }) => codeOf(language) === shown);
  return translated?.text ? { text: translated.text, lang: shown } : { text: spoken.prompt, lang: own };
}
