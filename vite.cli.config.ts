import { defineConfig } from "vite";

/**
 * The command line as one file for Node, with TensorFlow.js inside it.
 *
 * Its wasm backend carries Emscripten's CommonJS glue, which in Node calls `require("fs")` and looks for its .wasm files in
 * `__dirname`. The banner gives it both before it loads: any `require`, and the folder of the installed package. So neither
 * `setWasmPaths` nor a copy of the .wasm files is needed. It must stay one file: a chunk would run before the banner.
 */
const banner = `
import { createRequire as fidelioRequire } from "node:module";
import { dirname as fidelioDirname } from "node:path";
globalThis.require = fidelioRequire(import.meta.url);
globalThis.__dirname = fidelioDirname(globalThis.require.resolve("@tensorflow/tfjs-backend-wasm/package.json")) + "/dist";
`.trim();

export default defineConfig({
  publicDir: false,
  resolve: { mainFields: ["module", "main"] },
  ssr: { noExternal: true, target: "node" },
  build: {
    ssr: "src/cli/main.ts",
    target: "node20",
    outDir: "dist-cli",
    rolldownOptions: { output: { entryFileNames: "fidelio.mjs", codeSplitting: false, banner } },
  },
});
