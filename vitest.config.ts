import { defineConfig } from "vitest/config";

/**
 * The fast tests, in Node. TensorFlow.js is inlined and resolved to its ES modules: its CommonJS builds would give every
 * package its own copy of tfjs-core, and kernels registered on one copy are unknown to the other.
 */
export default defineConfig({
  resolve: { mainFields: ["module", "main"], dedupe: ["@tensorflow/tfjs-core"] },
  ssr: { resolve: { mainFields: ["module", "main"] } },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["test/{engine,ingest,storage,app,cli,structure,samples,workers}/**/*.test.ts"],
        },
      },
      { extends: true, test: { name: "contract", include: ["test/contract/**/*.test.ts"] } },
    ],
    server: { deps: { inline: [/@tensorflow\//] } },
    setupFiles: ["test/support/node-host.ts"],
    environment: "node",
    testTimeout: 30_000,
    passWithNoTests: true,
  },
});
