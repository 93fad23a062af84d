// The weight of the join page's first screen, from a real build: every script the browser must have before a code can be
// typed, compressed as the server sends it. Held by size, not by time.
import { gzipSync } from "node:zlib";
import { join } from "node:path";
import { build } from "vite";
import { afterAll, beforeAll, expect, test, vi } from "vitest";

type Output = Extract<Awaited<ReturnType<typeof build>>, { output: unknown }>["output"];
type Chunk = Extract<Output[number], { type: "chunk" }>;

const kBudget = 40 * 1024;
/** One of scripts and one of styles: nothing waits for another file's turn, and nothing is learnt of from another file. */
const kFiles = 1;

/** What `from` cannot run without. */
function needed(chunks: Map<string, Chunk>, from: string, found = new Set<string>()): Set<string> {
  if (found.has(from) || !chunks.has(from)) return found;
  found.add(from);
  for (const other of chunks.get(from)!.imports) needed(chunks, other, found);
  return found;
}

let chunks: Map<string, Chunk>;
let page: string;
beforeAll(async () => {
  // As `npm run build` has it, not as a test has it.
  vi.stubEnv("NODE_ENV", "production");
  vi.stubEnv("VITEST", undefined);
  const made = await build({ root: join(import.meta.dirname, ".."), logLevel: "error", build: { write: false } });
  const { output } = made as { output: Output };
  const parts = output.filter((part): part is Chunk => part.type === "chunk");
  const assets = output.filter((part) => part.type === "asset");
  page = String(assets.find(({ fileName }) => fileName === "index.html")!.source);
  chunks = new Map(parts.map((part) => [part.fileName, part]));
}, 120_000);
afterAll(() => vi.unstubAllEnvs());

/** The file that is fetched for a module: one of its own, be it only a door to another, or the one that holds it. */
const holding = (module: string) => {
  const all = [...chunks.values()];
  const door = all.find(({ facadeModuleId }) => facadeModuleId?.endsWith(module));
  return (door ?? all.find((chunk) => chunk.moduleIds.some((id) => id.endsWith(module))))!.fileName;
};
const kFirst = ["src/main.ts", "src/screens/join/JoinScreen.svelte", "src/i18n/da/common.json", "src/i18n/da/join.json"];

test("the first screen of the join page needs at most 40 KB of JavaScript, in one file", () => {
  const first = new Set<string>();
  for (const module of kFirst) needed(chunks, holding(module), first);
  const weights = [...first].map((name) => [name, gzipSync(chunks.get(name)!.code, { level: 9 }).length] as const);
  const total = weights.reduce((sum, [, bytes]) => sum + bytes, 0);
  console.info(`first screen: ${total} bytes in ${weights.length} files`);
  expect(total, JSON.stringify(weights)).toBeLessThanOrEqual(kBudget);
  expect(weights.length, JSON.stringify(weights)).toBeLessThanOrEqual(kFiles);

  // The page names them all, and nothing else.
  const named = [...page.matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g)].map(([, name]) => name!);
  expect(named.filter((name) => name.endsWith(".js"))).toEqual([...first]);
  expect(named.filter((name) => name.endsWith(".css"))).toHaveLength(1);
  expect(named).toHaveLength(2);

  // What makes it light: neither the protocol nor the other language is among it.
  const modules = [...first].flatMap((name) => chunks.get(name)!.moduleIds);
  expect(modules.filter((id) => /@bufbuild|generated|session\.svelte|\/en\/|da\/(group|staff)/.test(id))).toEqual([]);
  expect(needed(chunks, holding("src/screens/join/inside.ts")).has(holding("generated/samtale/v1/api_pb.ts"))).toBe(true);
});

test("the gallery and the hand-made examples are in no build", () => {
  const modules = [...chunks.values()].flatMap((chunk) => chunk.moduleIds);
  expect(modules.length).toBeGreaterThan(100);
  expect(modules.filter((id) => id.includes("/src/dev/"))).toEqual([]);
});
