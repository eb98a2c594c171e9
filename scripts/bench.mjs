/**
 * `npm run bench`: this engine and stock tfjs side by side, on the same models and backends, in dedicated workers of one
 * Chromium. `npm run bench -- wasm text` runs one backend and one model only.
 */
import { join } from "node:path";
import { fail, install, root, say } from "./prepare.mjs";

const backends = ["webgpu", "wasm", "cpu"];
const cases = ["tabular", "embeddings", "text"];

try {
  await install();
  const args = process.argv.slice(2);
  const strange = args.find((arg) => !backends.includes(arg) && !cases.includes(arg));
  if (strange !== undefined) throw new Error(`'${strange}' is neither a backend (${backends.join(", ")}) nor a model (${cases.join(", ")}).`);
  process.exitCode = await bench(args.filter((arg) => backends.includes(arg)), args.find((arg) => cases.includes(arg)) ?? null);
} catch (error) {
  fail(error);
}

/** @param {readonly string[]} asked @param {string | null} only */
async function bench(asked, only) {
  const { build } = await import("vite");
  const { chromium } = await import("@playwright/test");
  const { chromiumFlags, findBrowser } = await import("./browser.mjs");
  const { serve } = await import("./serve.mjs");
  const { deploymentHeaders } = await import("./headers.mjs");
  // Nothing here is deployed: the policy would ask for trusted types around the workers.
  const { "Content-Security-Policy": _policy, ...headers } = deploymentHeaders;
  say("Building the bench.");
  const folder = join(root, "node_modules", ".fidelio", "bench");
  await build({
    configFile: false, root: join(root, "test", "bench"), base: "./", logLevel: "warn", worker: { format: "es" },
    resolve: { dedupe: ["@tensorflow/tfjs-core", "@tensorflow/tfjs-layers"] },
    build: { outDir: folder, emptyOutDir: true, target: "es2023", assetsInlineLimit: 0, chunkSizeWarningLimit: 5000, rolldownOptions: { checks: { pluginTimings: false } } },
  });
  const server = await serve({ folder, port: 5200, headers });
  const browser = await chromium.launch({ executablePath: await findBrowser(say), args: chromiumFlags });
  try {
    const page = await browser.newPage();
    await page.goto(server.url);
    await page.waitForFunction("globalThis.bench");
    let wrong = 0;
    for (const backend of asked.length > 0 ? asked : backends) {
      say(`Timing on ${backend}.`);
      /** @type {import("../test/bench/page.ts").Row[]} */
      const rows = await page.evaluate(`globalThis.bench(${JSON.stringify(backend)}, ${JSON.stringify(only)})`);
      for (const row of rows) console.log(describe(row));
      wrong += rows.filter(({ complaint }) => complaint !== null).length;
    }
    return wrong > 0 ? 1 : 0;
  } finally {
    await browser.close();
    await server.close();
  }
}

/** @param {import("../test/bench/page.ts").Row} row */
function describe({ backend, name, summary, steps, complaint, ours, theirs }) {
  /** @param {string} side @param {import("../test/bench/page.ts").Figures} figures */
  const line = (side, { rowsPerSecond, ownMilliseconds, callsPerStep }) =>
    `  ${side.padEnd(12)}${Math.round(rowsPerSecond).toString().padStart(12)}${ownMilliseconds.toFixed(2).padStart(20)}${callsPerStep.toFixed(0).padStart(22)}`;
  const stock = typeof theirs === "string" ? `  ${"stock tfjs".padEnd(12)}  cannot: ${theirs}` : line("stock tfjs", theirs);
  const same = typeof theirs === "string" ? "nothing to compare with" : complaint === null ? "both compute the same loss" : `THE LOSSES DIFFER: ${complaint}`;
  return `
${backend} · ${name}: ${summary}
  medians of ${steps} interleaved steps; ${same}
  ${"".padEnd(12)}${"rows/s".padStart(12)}${"worker ms/step".padStart(20)}${(backend === "webgpu" ? "dispatches/step" : "kernel calls/step").padStart(22)}
${line("Fidelio", ours)}
${stock}`;
}
