import { defineConfig } from "vite";

/** The command line as one file for Node, with TensorFlow.js inside it. */
export default defineConfig({
  publicDir: false,
  resolve: { mainFields: ["module", "main"] },
  ssr: { noExternal: true, target: "node" },
  build: {
    ssr: "src/cli/main.ts",
    target: "node20",
    outDir: "dist-cli",
    rolldownOptions: { output: { entryFileNames: "fidelio.mjs", codeSplitting: false } },
  },
});
