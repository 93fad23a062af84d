// What the client says, from its own catalogues: tests check which text stands there, not how it is phrased today.
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { checkout } from "./places.js";

const folder = path.join(checkout, "clients/web/src/i18n");
const catalogue = (language) =>
  Object.assign(
    {},
    ...readdirSync(path.join(folder, language)).map((part) => JSON.parse(readFileSync(path.join(folder, language, part), "utf8"))),
  );
const catalogues = { da: catalogue("da"), en: catalogue("en") };

let spoken = "da";

/** From now on the screens are expected to speak this language. */
export function speak(language) {
  spoken = language;
}

export function words(key, values = {}, language = spoken) {
  const found = catalogues[language][key];
  if (found === undefined) throw new Error(`no text is called ${key}`);
  const text = typeof found === "string" ? found : found[values.count === 1 ? "one" : "other"];
  return text.replaceAll(/\{(\w+)\}/g, (_, name) => {
    if (!(name in values)) throw new Error(`${key} needs ${name}`);
    const value = values[name];
    return typeof value === "number" ? new Intl.NumberFormat(language).format(value) : String(value);
  });
}
