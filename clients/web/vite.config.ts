// Builds the client into dist/, which the server serves. `SAMTALE_SERVER` is where `npm run dev` finds a running server.
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";
import { compress } from "./scripts/compress.ts";
import { precache } from "./scripts/precache.ts";

const server = process.env.SAMTALE_SERVER ?? "http://127.0.0.1:8080";

export default defineConfig({
  plugins: [svelte(), precache(), compress()],
  // Vitest takes what is for Node, of Svelte and of the library for uploads, unless told that we are a browser.
  resolve: process.env.VITEST ? { conditions: ["browser"], alias: { "tus-js-client": "tus-js-client/lib.esm/browser/index.js" } } : {},
  build: {
    target: "es2022",
    // The server's Content-Security-Policy allows fonts from 'self' only, so nothing may become a data: address.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: { index: "index.html", "service-worker": "src/service-worker.ts" },
      // A service worker's address must stay the same from build to build, and decides what it may answer for.
      output: {
        entryFileNames: ({ name }) => (name === "service-worker" ? "[name].js" : "assets/[name]-[hash].js"),
        // The client and the join page come in one file with all they need: on a poor network each file is a journey.
        codeSplitting: { groups: [{ name: "first", test: /\/src\/main\.ts$/ }] },
      },
    },
  },
  server: {
    proxy: {
      "/api": server,
      "/media": server,
      "/ws": { target: server, ws: true },
    },
  },
  test: {
    environment: "happy-dom",
    include: ["tests/**/*.test.ts"],
    setupFiles: ["tests/setup_texts.ts"],
    // A limit against hanging, not a measure: on a busy machine a screen takes seconds.
    testTimeout: 30_000,
  },
});
