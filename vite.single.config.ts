import { svelte } from "@sveltejs/vite-plugin-svelte";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { defineConfig, type Plugin } from "vite";
import { filePolicy } from "./scripts/headers.mjs";
import { readSamples } from "./scripts/samples.mjs";

/**
 * The edition in one HTML file, for a USB stick: it opens from a `file:` address, where a browser lets a page load nothing
 * beside it. One module is exchanged (src/app/assets.ts), and all that the build would write as files goes into the page.
 */
const here = import.meta.dirname;

const otherAssets: Plugin = {
  name: "other-assets",
  enforce: "pre",
  async resolveId(source, importer) {
    if (!source.endsWith("/assets.ts")) return null;
    const found = await this.resolve(source, importer, { skipSelf: true });
    return found?.id === join(here, "src/app/assets.ts") ? join(here, "src/app/assets.single.ts") : null;
  },
};

const samples: Plugin = {
  name: "samples-inside",
  resolveId: (source) => (source === "virtual:samples" ? "\0samples" : null),
  load: async (id) => (id === "\0samples" ? `export default ${JSON.stringify(await readSamples())}` : null),
};

type Bundle = Parameters<Extract<Plugin["generateBundle"], (...args: never[]) => unknown>>[1];

/** Empties the bundle into one page. */
async function intoOnePage(bundle: Bundle): Promise<string> {
  const hashes: { script: string[]; style: string[] } = { script: [], style: [] };
  const within = (tag: "script" | "style", attributes: string, text: string) => {
    // HTML would end the element here, or read the rest as a comment; to JavaScript both spellings are the same.
    const safe = tag === "script" ? text.replaceAll("</script", "<\\/script").replaceAll("<!--", "<\\!--") : text;
    hashes[tag].push(`'sha256-${createHash("sha256").update(safe).digest("base64")}'`);
    return `<${tag}${attributes}>${safe}</${tag}>`;
  };
  const take = (name: string): string => {
    const file = bundle[name];
    delete bundle[name];
    if (!file) throw new Error(`${name} was not built`);
    return file.type === "chunk" ? file.code : String(file.source);
  };
  const theme = await readFile(join(here, "public/theme.js"), "utf8");
  const html = take("index.html")
    .replace(/<script\s+src="\.\/theme\.js"><\/script>/, () => within("script", "", theme))
    .replace(/<script type="module" crossorigin src="\.\/([^"]+)"><\/script>/, (_, name: string) => within("script", ' type="module"', take(name)))
    .replace(/<link rel="stylesheet" crossorigin href="\.\/([^"]+)">/, (_, name: string) => within("style", "", take(name)))
    .replaceAll(/\s*<link rel="(?:manifest|apple-touch-icon)"[^>]*>/g, "");
  const left = Object.keys(bundle);
  if (left.length > 0) throw new Error(`The one file would need others beside it: ${left.join(", ")}`);
  return html.replace("<head>", () => `<head><meta http-equiv="Content-Security-Policy" content="${filePolicy(hashes)}">`);
}

const inPage: Plugin = {
  name: "in-page",
  enforce: "post",
  generateBundle: {
    order: "post", // after Vite has filled in its own words
    async handler(_, bundle) {
      this.emitFile({ type: "asset", fileName: "fidelio.html", source: await intoOnePage(bundle) });
    },
  },
};

export default defineConfig({
  base: "./",
  publicDir: false,
  plugins: [otherAssets, samples, svelte(), inPage],
  resolve: { dedupe: ["@tensorflow/tfjs-core", "@tensorflow/tfjs-layers"] },
  // Chromium loads no module worker from a blob of a page that was opened from a file.
  worker: { format: "iife" },
  build: {
    outDir: "dist-single",
    target: "es2023",
    modulePreload: false,
    cssCodeSplit: false,
    assetsInlineLimit: () => true,
    chunkSizeWarningLimit: 20_000,
    rolldownOptions: { output: { codeSplitting: false }, checks: { pluginTimings: false } },
  },
});
