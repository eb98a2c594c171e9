import { svelte } from "@sveltejs/vite-plugin-svelte";
import { playwright } from "@vitest/browser-playwright";
import { defineConfig } from "vitest/config";
import { chromiumFlags, presentBrowser } from "./scripts/browser.mjs";

/**
 * In Node, TensorFlow.js is inlined and resolved to its ES modules: its CommonJS builds would give every package its own
 * copy of tfjs-core, and kernels registered on one copy are unknown to the other.
 */
const inNode = {
  extends: true as const,
  resolve: { mainFields: ["module", "main"] },
  ssr: { resolve: { mainFields: ["module", "main"] } },
};
/**
 * Transformed modules name the bundles of the project they were transformed for, and are kept by the names of its plugins: without one of its own, a
 * project takes another's, and has two copies of TensorFlow.js.
 */
const ownModules = (project: string) => ({ name: `modules-of-${project}` });
const tensorflow = ["core", "layers", "converter", "backend-cpu", "backend-webgpu"].map((part) => `@tensorflow/tfjs-${part}`);
const nodeTests = {
  environment: "node" as const,
  setupFiles: ["test/support/properties.ts"],
  // One engine for all files of a worker: loading it anew for each took longer than the tests.
  isolate: false,
  server: { deps: { inline: [/@tensorflow\//] } },
  // Bundled once: some 2,000 modules took each process a second to load, and a fresh clone half a minute to transform.
  deps: { optimizer: { ssr: { enabled: true, include: tensorflow } } },
};
const unit = "{messages,engine,ingest,storage,privacy,cli,structure,samples,scripts,workers}";
/** Kept out of what is run all day. */
const slow = "test/**/*.slow.test.ts";
const backends = ["cpu", "wasm", "webgpu"].map((name) => `@tensorflow/tfjs-backend-${name}`);

const executablePath = presentBrowser();
const launchOptions = { args: chromiumFlags, ...(executablePath === undefined ? {} : { executablePath }) };

export default defineConfig({
  test: {
    testTimeout: 30_000,
    // Modules are transformed once, not once per test file and run.
    experimental: { fsModuleCache: true },
    projects: [
      {
        ...inNode,
        // State classes hold runes, which are compiled.
        plugins: [svelte(), ownModules("unit")],
        test: { ...nodeTests, name: "unit", include: [`test/${unit}/**/*.test.ts`], exclude: [slow] },
      },
      // Each file in a process of its own: an app that a test leaves behind as a closed tab would still has an engine, which may be training,
      // and TensorFlow.js knows one backend at a time in a process.
      { ...inNode, plugins: [svelte(), ownModules("app")], test: { ...nodeTests, name: "app", isolate: true, include: ["test/app/**/*.test.ts"] } },
      { ...inNode, plugins: [ownModules("contract")], test: { ...nodeTests, name: "contract", include: ["test/contract/**/*.test.ts"] } },
      // Whole runs and their figures, and what takes as long beside its quick neighbours.
      { ...inNode, plugins: [ownModules("runs")], test: { ...nodeTests, name: "runs", include: ["test/runs/**/*.test.ts", slow] } },
      // What looks further than every commit can wait for: `npm run test:big`.
      { ...inNode, plugins: [ownModules("big")], test: { ...nodeTests, name: "big", include: ["test/big/**/*.test.ts"] } },
      {
        extends: true,
        // In a page of a real Chromium: what Node cannot show, such as WebGPU.
        optimizeDeps: { include: ["@tensorflow/tfjs-core", "@tensorflow/tfjs-layers", ...backends, "comlink", "fflate", "idb", "papaparse", "typebox", "typebox/value", "yaml", "@zip.js/zip.js/lib/zip-core-reader.js"] },
        test: {
          name: "browser",
          include: ["test/browser/**/*.test.ts"],
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({ launchOptions }),
            instances: [{ browser: "chromium" }],
          },
        },
      },
    ],
  },
});
