// A step of the build, the last one: beside every text the browser loads lies its compressed form, which the server sends to
// whoever takes it. Pictures and fonts are compressed already.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Plugin } from "vite";

const kTexts = /\.(js|css|html|svg|json)$/;

export function compress(): Plugin {
  return {
    name: "samtale-compress",
    apply: "build",
    writeBundle: {
      order: "post",
      handler({ dir }) {
        for (const entry of readdirSync(dir!, { recursive: true, withFileTypes: true })) {
          if (!entry.isFile() || !kTexts.test(entry.name)) continue;
          const file = join(entry.parentPath, entry.name);
          writeFileSync(`${file}.gz`, gzipSync(readFileSync(file), { level: 9 }));
        }
      },
    },
  };
}
