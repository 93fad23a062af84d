// A third language is one file: made up here, put beside the others, and spoken by the page.
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

type Text = string | Record<string, string>;
const client = join(import.meta.dirname, "..");
const texts = join(client, "src/i18n");

/** The English texts, each letter case turned round, under a name that no language has. */
function madeUp(): Record<string, Text> {
  const turned = (text: string) => text.replaceAll(/\{\w+\}|\p{L}/gu, (part) => (part.length > 1 ? part : part === part.toUpperCase() ? part.toLowerCase() : part.toUpperCase()));
  const english = readdirSync(join(texts, "en")).map((file) => JSON.parse(readFileSync(join(texts, "en", file), "utf8")) as Record<string, Text>);
  const other = Object.entries(Object.assign({}, ...english) as Record<string, Text>).map(([key, text]) => [
    key,
    typeof text === "string" ? turned(text) : Object.fromEntries(Object.entries(text).map(([form, one]) => [form, turned(one)])),
  ]);
  return { ...Object.fromEntries(other), "language.locale": "de-DE" };
}

test("one file beside the others is a language: it is offered, loaded when it is chosen, and counts its own way", async () => {
  const copy = mkdtempSync(join(client, ".third-language-"));
  try {
    cpSync(texts, copy, { recursive: true });
    writeFileSync(join(copy, "rm.json"), JSON.stringify(madeUp()));
    const { chooseLanguage, language, languageCodes, languageName, number, t, useTexts } = (await import(
      /* @vite-ignore */ join(copy, "index.svelte.ts")
    )) as typeof import("../src/i18n/index.svelte");
    expect(languageCodes).toEqual(["da", "en", "rm"]);
    expect(languageName("rm")).toBe("Rumantsch");
    await useTexts("common");
    await useTexts("staff");
    const before = t("common.close");
    chooseLanguage("rm");
    await expect.poll(language).toBe("rm");
    expect([before, t("common.close")]).toEqual(["Close", "cLOSE"]);
    expect(t("connection.offline_pending", { count: 1200 })).toContain("1.200 THINGS");
    expect(number(1200)).toBe("1.200");
    // A whole language is one file: what no screen has asked for yet is there as well.
    expect(t("accessibility.title")).not.toBe("accessibility.title");
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
});
