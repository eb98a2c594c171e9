/** Builds the gallery from the app's own sources, and serves it with the headers of a deployment. From a terminal: `node serve.mjs PORT`. */
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "vite";
import { serve } from "../../../scripts/serve.mjs";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const outDir = join(root, "test-results", "gallery");

/** @param {number} port @param {{ fresh?: boolean }} [options] `fresh: false` serves what was built last */
export async function serveGallery(port, { fresh = true } = {}) {
  if (fresh) {
    await build({
      root,
      configFile: false,
      base: "./",
      plugins: [svelte()],
      resolve: { dedupe: ["@tensorflow/tfjs-core", "@tensorflow/tfjs-layers"] },
      worker: { format: "es" },
      publicDir: false,
      logLevel: "error",
      build: { target: "es2023", outDir, emptyOutDir: true, minify: false, assetsInlineLimit: 0, modulePreload: { polyfill: false }, rolldownOptions: { input: join(root, "test/app/gallery/index.html") } },
    });
  }
  const { url, close } = await serve({ folder: outDir, port, exactPort: true });
  /** @param {Readonly<Record<string, string>>} dress @param {string} [scene] */
  const address = (dress, scene = "") => `${url}test/app/gallery/index.html?${new URLSearchParams(dress).toString()}#${scene}`;
  return { address, close };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await serveGallery(Number(process.argv[2] ?? 4176));
