import { svelte } from "@sveltejs/vite-plugin-svelte";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { defineConfig, type Plugin } from "vite";
import { VitePWA } from "vite-plugin-pwa";
import { deploymentHeaders, metaPolicy } from "./scripts/headers.mjs";

/** Says the policy in the page too, for hosts that send no headers. Not in development, where Vite injects its own styles. */
const stampPolicy: Plugin = {
  name: "stamp-policy",
  apply: "build",
  transformIndexHtml: () => [
    { tag: "meta", attrs: { "http-equiv": "Content-Security-Policy", content: metaPolicy }, injectTo: "head-prepend" },
  ],
};

const outDir = "dist";

/** What the service worker keeps: every built file with the hash by which it knows it, as workers/offline.ts names them. */
const listed = async (found: readonly { readonly url: string; readonly size: number }[]) => ({
  manifest: await Promise.all(
    found.map(async ({ url, size }) => ({
      url,
      size,
      bytes: size,
      revision: createHash("sha256").update(await readFile(join(import.meta.dirname, outDir, url))).digest("hex"),
    })),
  ),
  warnings: [],
});

const serviceWorker = VitePWA({
  strategies: "injectManifest",
  // Registering it and asking for an update is the app's own matter, and the manifest lies in public/.
  registerType: "prompt",
  injectRegister: false,
  manifest: false,
  srcDir: "workers",
  filename: "sw.ts",
  injectManifest: { globPatterns: ["**/*"], maximumFileSizeToCacheInBytes: 1e8, rollupFormat: "iife", manifestTransforms: [listed] },
  integration: { configureCustomSWViteBuild: (options) => void (options.logLevel = "warn") },
});

/** Cross-origin isolation in development as in production; the policy itself would refuse hot reloading. */
const { "Content-Security-Policy": _policy, ...developmentHeaders } = deploymentHeaders;

export default defineConfig({
  // Relative addresses, so that the built files work from any sub-path of any static host.
  base: "./",
  plugins: [svelte(), stampPolicy, serviceWorker],
  resolve: { dedupe: ["@tensorflow/tfjs-core", "@tensorflow/tfjs-layers"] },
  worker: { format: "es" },
  build: {
    outDir,
    target: "es2023",
    modulePreload: { polyfill: false },
    // The policy allows data: for images only, and a font or a wasm file as data would be refused.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 2500,
    // Which plugin took how long is no news to whoever starts the app.
    rolldownOptions: { checks: { pluginTimings: false } },
  },
  // Not the port of `npm start`: the service worker of a build that was opened there would answer instead.
  server: { headers: developmentHeaders, port: 5180 },
});
