// A step of the build: tells the service worker which files the client consists of, and gives the build a name that
// changes whenever one of them does.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";

const kWorker = "service-worker.js";
/** The page, and the parts that the bundler named after their content. */
const kKept = /^\/(index\.html|assets\/.*(?<!\.gz|\.map))$/;

export function precache(): Plugin {
  return {
    name: "samtale-precache",
    apply: "build",
    writeBundle: {
      order: "post",
      handler({ dir }) {
        const out = dir!;
        const files = readdirSync(out, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => join(entry.parentPath, entry.name).slice(out.length).replaceAll("\\", "/"))
          .filter((file) => kKept.test(file))
          .sort();
        const content = createHash("sha256");
        for (const file of files) content.update(file).update(readFileSync(join(out, file)));
        const build = { name: content.digest("hex").slice(0, 16), files };
        const worker = join(out, kWorker);
        writeFileSync(worker, `const kBuild = ${JSON.stringify(build)};\n${readFileSync(worker, "utf8")}`);
      },
    },
  };
}
