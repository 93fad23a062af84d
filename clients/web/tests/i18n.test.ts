// No text outside the catalogues, none missing in a language, none for a refusal forgotten.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { parse, type AST } from "svelte/compiler";
import { expect, test } from "vitest";
import { RejectionCode } from "../src/protocol";
import { chooseLanguage, date, t } from "../src/i18n/index.svelte";
import { languageCodes, languageFor, languageName } from "../src/i18n/languages";
import { rejectionText } from "../src/i18n/rejection";

type Catalogue = Record<string, string | Record<string, string>>;
const src = join(import.meta.dirname, "../src");
const areas = ["common", "join", "group", "agreed", "guide", "staff", "accessibility"];
const json = (...file: string[]) => JSON.parse(readFileSync(join(src, "i18n", ...file), "utf8")) as Catalogue;
const read = (language: string, area: string) => json(language, `${area}.json`);
/** Every text of a language, be it a folder or one file. */
const whole = (language: string): Catalogue =>
  existsSync(join(src, "i18n", language)) ? Object.assign({}, ...areas.map((area) => read(language, area))) : json(`${language}.json`);

const placeholders = (text: string) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort().join();
const forms = (text: string | Record<string, string>) => (typeof text === "string" ? { other: text } : text);

test.each(languageCodes)("%s has the same keys, forms and placeholders as Danish, and no empty text", (code) => {
  const da = whole("da");
  const theirs = whole(code);
  expect(Object.keys(theirs).sort()).toEqual(Object.keys(da).sort());
  for (const [key, danish] of Object.entries(da)) {
    expect(Object.keys(forms(theirs[key]!)).sort(), key).toEqual(Object.keys(forms(danish)).sort());
    for (const [form, text] of Object.entries(forms(danish))) {
      const their = forms(theirs[key]!)[form]!;
      expect(their.trim(), key).not.toBe("");
      if (form === "other") expect(placeholders(their), key).toBe(placeholders(text));
    }
  }
});

test("the languages are those that have texts here, each by its own name", () => {
  expect(languageCodes).toEqual(["da", "en"]);
  expect(languageCodes.map(languageName)).toEqual(["Dansk", "English"]);
  expect(["da-DK", "en-US", "nb-NO", "sv", "fi-FI"].map(languageFor)).toEqual(["da", "en", "da", "da", undefined]);
});

test("no key stands in two areas", () => {
  const keys = areas.flatMap((area) => Object.keys(read("da", area)));
  expect(keys.filter((key, i) => keys.indexOf(key) !== i)).toEqual([]);
});

test("no text is left over: every key is used, by its name or by its beginning", () => {
  const code = readdirSync(src, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.(svelte|ts)$/.test(file) && !file.includes("generated"))
    .map((file) => readFileSync(join(src, file), "utf8"))
    .join("\n");
  const isUsed = (key: string) => {
    if (code.includes(`"${key}"`)) return true;
    // Keys put together at run time: `phase.${…}`, `board.sort_${…}`.
    for (let end = key.length - 1; end > 3; end -= 1) if (code.includes("`" + key.slice(0, end) + "${")) return true;
    return false;
  };
  expect(areas.flatMap((area) => Object.keys(read("da", area))).filter((key) => !isUsed(key))).toEqual([]);
});

test("every rejection code has a text in every language", () => {
  const codes = Object.values(RejectionCode).filter((v): v is string => typeof v === "string");
  for (const language of languageCodes) {
    const texts = whole(language);
    for (const code of codes) expect(texts, `${language} ${code}`).toHaveProperty([`rejection.${code}`]);
  }
  expect(rejectionText("A_CODE_FROM_THE_FUTURE")).toBe(rejectionText("UNSPECIFIED"));
});

test("placeholders, plurals and dates follow the language", () => {
  chooseLanguage("da");
  expect(t("connection.offline_pending", { count: 1 })).toContain("Én ting");
  expect(t("connection.offline_pending", { count: 3 })).toContain("3 ting");
  expect(date("2026-12-03", "full")).toBe("torsdag den 3. december 2026");
  chooseLanguage("en");
  expect(t("rejection.TEXT_TOO_LONG", { limit: 4000 })).toContain("4,000");
  expect(date("2026-12-03", "full")).toContain("3 December 2026");
});

const screens = readdirSync(src, { recursive: true, encoding: "utf8" }).filter(
  (file) => file.endsWith(".svelte") && !file.startsWith("dev"),
);
const kSpoken = ["aria-label", "title", "placeholder", "alt", "label", "caption", "text", "hint", "audience"];

function visibleTexts(source: string): string[] {
  const found: string[] = [];
  const walk = (node: unknown, attribute?: string): void => {
    if (Array.isArray(node)) return node.forEach((child) => walk(child, attribute));
    if (!node || typeof node !== "object") return;
    const { type } = node as { type?: string };
    if (type === "Attribute") {
      const { name, value } = node as AST.Attribute;
      if (kSpoken.includes(name)) walk(value, name);
      return;
    }
    if (type === "Text") {
      const data = (node as AST.Text).data;
      if (/\p{L}{2,}/u.test(data)) found.push(data.trim());
      return;
    }
    if (type === "StyleDirective" || type === "ClassDirective") return;
    for (const value of Object.values(node)) walk(value, attribute);
  };
  walk(parse(source, { modern: true }).fragment);
  return found;
}

test("the scan finds a text that is hard-coded", () => {
  const source = `<script>let x = "code";</script><p class="big" aria-label="Navn">Hej {x}</p><Card title={"Titel" + x} />`;
  expect(visibleTexts(source)).toEqual(["Navn", "Hej"]);
  expect(screens.length).toBeGreaterThan(20);
});

test.each(screens)("%s has no visible text of its own", (file) => {
  expect(visibleTexts(readFileSync(join(src, file), "utf8"))).toEqual([]);
});
