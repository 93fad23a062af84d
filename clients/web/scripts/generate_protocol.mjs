// Makes TypeScript from proto/samtale/v1 into src/protocol/generated, with the system's protoc and protoc-gen-es.
// Skipped when every output is younger than every input, so that `npm test` stays quick.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const client = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const protoRoot = resolve(client, "../../proto");
const out = join(client, "src/protocol/generated");
// What the server stores never reaches a client.
const kStoredOnly = ["event.proto", "state.proto"];
const inputs = readdirSync(join(protoRoot, "samtale/v1")).filter((f) => f.endsWith(".proto") && !kStoredOnly.includes(f));

const outputs = inputs.map((f) => join(out, "samtale/v1", f.replace(".proto", "_pb.ts")));
const newest = Math.max(...inputs.map((f) => statSync(join(protoRoot, "samtale/v1", f)).mtimeMs));
const upToDate = outputs.every((f) => existsSync(f) && statSync(f).mtimeMs > newest);

if (!upToDate) {
  mkdirSync(out, { recursive: true });
  execFileSync(
    "protoc",
    [
      `--plugin=protoc-gen-es=${join(client, "node_modules/.bin/protoc-gen-es")}`,
      `--es_out=${out}`,
      "--es_opt=target=ts",
      `-I${protoRoot}`,
      ...inputs.map((f) => `samtale/v1/${f}`),
    ],
    { stdio: "inherit" },
  );
}
