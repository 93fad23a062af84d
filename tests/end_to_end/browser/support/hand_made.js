// The client's own development server, whose pages show any screen on hand-made entities, without a server behind them.
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { checkout } from "./places.js";

const client = path.join(checkout, "clients/web");

export async function openHandMade() {
  const vite = createRequire(path.join(client, "package.json")).resolve("vite");
  const { createServer } = await import(pathToFileURL(vite));
  const server = await createServer({ root: client, configFile: path.join(client, "vite.config.ts"), logLevel: "error", server: { port: 0, host: "127.0.0.1", hmr: false } });
  await server.listen();
  const { port } = server.httpServer.address();
  return { url: `http://127.0.0.1:${port}`, close: () => server.close() };
}
