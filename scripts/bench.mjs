/**
 * `npm run bench`: this engine, stock TensorFlow.js in two ways and, when asked, PyTorch on the same models, in turns. Prints tables
 * and writes the figures as JSON. docs/performance.md tells what each figure means.
 *
 *   npm run bench -- [webgpu|wasm|cpu …] [ROW …] [--quick] [--node | --gpu] [--threads N] [--peer pytorch [--python PATH]] [--profile | --memory]
 */
import { mkdir, writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { fail, install, root, say } from "./prepare.mjs";

/** @typedef {typeof import("../test/bench/main.ts")} Bench */
/** @typedef {import("../test/bench/options.ts").Options} Options */
/** @typedef {import("../test/bench/runs.ts").Runs} Runs */
/** @typedef {import("../test/bench/targets.ts").Results} Results */

/** What the stock package for WebAssembly looks for in Node. */
const commonJs = `import { createRequire as makeRequire } from "node:module";
const require = makeRequire(import.meta.url), __dirname = import.meta.dirname;`;

const built = join(root, "node_modules", ".fidelio", "bench");

try {
  await install();
  const bench = await buildForNode();
  const options = bench.readOptions(process.argv.slice(2));
  if (typeof options === "string") throw new Error(options);
  process.exitCode = options.where === "node" ? await perform(bench, options, inNode(bench, options.threads), "") : await inChromium(options, (runs, version) => perform(bench, options, runs, version));
} catch (error) {
  fail(error);
}

/** @param {Bench} bench @param {Options} options @param {Runs} runs @param {string} browser @returns {Promise<number>} the exit code */
async function perform(bench, options, runs, browser) {
  const each = options.backends.flatMap((backend) => options.rows.map((name) => ({ backend, name })));
  if (options.task === "profile") {
    for (const { backend, name } of each) console.log(bench.describeProfile(`${backend} · ${name}`, await runs.profile(backend, name)));
    return 0;
  }
  if (options.task === "memory") {
    for (const { backend, name } of each) console.log(bench.describeFlatness(await runs.memory(backend, name, options.quick)));
    return 0;
  }
  const results = await compare(bench, options, runs, each);
  const verdicts = bench.verdicts(results);
  console.log(bench.describeVerdicts(verdicts));
  const machine = { processor: cpus()[0]?.model ?? "", cores: cpus().length, browser, node: process.version };
  console.log(`\nWritten to ${await keep({ made: new Date().toISOString(), machine, options, ...results, verdicts })}`);
  return results.rows.some(({ complaint }) => complaint !== null) ? 1 : 0;
}

/** @param {Bench} bench @param {Options} options @param {Runs} runs @param {readonly { backend: Options["backends"][number], name: string }[]} each @returns {Promise<Results>} */
async function compare(bench, options, runs, each) {
  /** @type {Results["rows"][number][]} */
  const rows = [];
  /** @type {Results["forms"][number][]} */
  const forms = [];
  /** @type {Record<string, import("../test/bench/peer.ts").PeerFigures>} */
  const peers = {};
  for (const { backend, name } of each) {
    const row = await runs.row(backend, name, options.quick);
    rows.push(row);
    // Right beside the row it is compared with: a machine's speed drifts.
    if (options.python !== null && backend === "wasm") peers[name] = await peer(options.python, name, options.quick);
    console.log(bench.describeRow(row, backend === "wasm" ? (peers[name] ?? null) : null));
  }
  for (const backend of options.form ? options.backends : []) {
    const answers = await runs.form(backend, options.quick);
    forms.push(answers);
    console.log(bench.describeForm(answers));
  }
  const reading = options.reading ? await runs.read(options.quick) : null;
  if (reading) console.log(bench.describeReading(reading));
  return { rows, forms, peers, reading };
}

/** PyTorch on one row. @param {string} python @param {string} name @param {boolean} quick */
async function peer(python, name, quick) {
  const { execFile } = await import("node:child_process");
  const { promisify } = await import("node:util");
  const { stdout } = await promisify(execFile)(python, [join(root, "test", "bench", "peer.py"), name, ...(quick ? ["--quick"] : [])]);
  return /** @type {import("../test/bench/peer.ts").PeerFigures} */ (JSON.parse(stdout));
}

/** @param {object} results */
async function keep(results) {
  const folder = join(root, "test-results", "bench");
  await mkdir(folder, { recursive: true });
  const path = join(folder, `${new Date().toISOString().replaceAll(":", "-")}.json`);
  await writeFile(path, JSON.stringify(results, null, 2));
  return path;
}

/** @returns {Promise<Bench>} */
async function buildForNode() {
  const { build } = await import("vite");
  await build({
    configFile: false, root, logLevel: "error", publicDir: false,
    resolve: { mainFields: ["module", "main"] },
    ssr: { noExternal: true, target: "node" },
    build: {
      ssr: true, target: "node20", outDir: join(built, "node"), emptyOutDir: true,
      rolldownOptions: {
        input: { main: join(root, "test/bench/main.ts"), worker: join(root, "test/bench/node-worker.ts"), helper: join(root, "src/cli/helper.ts") },
        output: { entryFileNames: "[name].mjs", chunkFileNames: "[name].mjs", banner: commonJs },
        checks: { pluginTimings: false },
      },
    },
  });
  return /** @type {Bench} */ (await import(pathToFileURL(join(built, "node", "main.mjs")).href));
}

/** @param {Bench} bench @param {number} threads */
function inNode(bench, threads) {
  const wasmFolder = join(root, "node_modules/@tensorflow/tfjs-backend-wasm/dist/");
  return bench.nodeRuns(join(built, "node", "worker.mjs"), { wasmFolder, helperFile: join(built, "node", "helper.mjs"), threads });
}

/** Runs in a page of a headless Chromium. @template T @param {Options} options @param {(runs: Runs, version: string) => Promise<T>} work @returns {Promise<T>} */
async function inChromium({ gpu, threads }, work) {
  const { build } = await import("vite");
  const { chromium } = await import("@playwright/test");
  const { chromiumFlags, findBrowser } = await import("./browser.mjs");
  const { serve } = await import("./serve.mjs");
  const { deploymentHeaders } = await import("./headers.mjs");
  // Nothing here is deployed: the policy would ask for trusted types around the workers.
  const { "Content-Security-Policy": _policy, ...headers } = deploymentHeaders;
  say("Building the bench.");
  const folder = join(built, "page");
  await build({
    configFile: false, root: join(root, "test", "bench"), base: "./", logLevel: "warn", worker: { format: "es" },
    resolve: { dedupe: ["@tensorflow/tfjs-core", "@tensorflow/tfjs-layers"] },
    build: { outDir: folder, emptyOutDir: true, target: "es2023", assetsInlineLimit: 0, chunkSizeWarningLimit: 5000, rolldownOptions: { checks: { pluginTimings: false } } },
  });
  const server = await serve({ folder, port: 5200, headers });
  const args = gpu ? chromiumFlags.filter((flag) => !flag.startsWith("--use-webgpu-adapter")) : chromiumFlags;
  const browser = await chromium.launch({ executablePath: await findBrowser(say), args });
  try {
    const page = await browser.newPage();
    await page.goto(`${server.url}?threads=${threads}`);
    await page.waitForFunction("globalThis.bench");
    /** @param {keyof Runs} what @returns {(...args: unknown[]) => Promise<any>} the page's own answer, which is plain data */
    const asked = (what) => (...args) => page.evaluate(`globalThis.bench.${what}(...${JSON.stringify(args)})`);
    return await work({ row: asked("row"), form: asked("form"), read: asked("read"), profile: asked("profile"), memory: asked("memory") }, browser.version());
  } finally {
    await browser.close();
    await server.close();
  }
}
