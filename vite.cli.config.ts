import { defineConfig } from "vite";

/** The command line as one file for Node, with TensorFlow.js inside it; in the mode `helper`, the small file that its helper threads run. */
export default defineConfig(({ mode }) => {
  const [ssr, entryFileNames] = mode === "helper" ? ["src/cli/helper.ts", "helper.mjs"] : ["src/cli/main.ts", "fidelio.mjs"];
  return {
    publicDir: false,
    resolve: { mainFields: ["module", "main"] },
    ssr: { noExternal: true, target: "node" },
    build: {
      ssr,
      target: "node20",
      outDir: "dist-cli",
      emptyOutDir: false,
      rolldownOptions: { output: { entryFileNames, codeSplitting: false } },
    },
  };
});
