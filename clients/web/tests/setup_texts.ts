// Tests change the language and read a text in the next line: every text is at hand before they begin.
import { loadTexts } from "../src/i18n/catalogue";
import { languageCodes } from "../src/i18n/languages";

for (const code of languageCodes) {
  for (const area of ["common", "join", "group", "agreed", "guide", "staff", "accessibility"] as const) await loadTexts(code, area);
}
