// Where things lie: the checkout, what was built from it, and where traces of failed tests go.
import path from "node:path";
import { fileURLToPath } from "node:url";

export const checkout = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../../../..");

/** The server under test; another build can be named, for instance one with sanitizers. */
export const serverProgram = path.resolve(checkout, process.env.SAMTALE_BINARY ?? "build/dev/server/app/samtale");
/** Says where a recording should be; of tests/bench. */
export const witnessProgram = path.resolve(checkout, process.env.SAMTALE_WITNESS ?? "build/dev/tests/bench/samtale-talk-witness");
/** Two thousand groups, for whoever looks at their board; of tests/bench. */
export const boardProgram = path.resolve(checkout, process.env.SAMTALE_BENCH_BOARD ?? "build/dev/tests/bench/board/samtale-bench-board");
export const webClient = path.resolve(checkout, process.env.SAMTALE_WEB ?? "clients/web/dist");
export const traces = path.join(checkout, "build/test-logs");
export const scratch = path.join(checkout, "build/end-to-end");
