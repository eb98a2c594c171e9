/**
 * `npm run test:big`: what takes minutes and looks further than `npm test`. First a hundred thousand made-up inputs and all handwritten
 * digits, then two hundred kills of a run in the browser, then files of a gigabyte and twenty thousand pictures, and the
 * screens over a hundred thousand rows, whose figures it prints.
 * `--seed N` looks elsewhere; `--only tables|configs|models|kills|loads|views` at one kind; `--runs N` makes so many inputs, `--kills N` so many
 * kills; `--run K` repeats one input of a kind; `--scale 0.1` opens files of a tenth, to try it. `--only views`: what large tables cost on the screen.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { findBrowser } from "./browser.mjs";
import { buildApp, fail, install, runTool, say } from "./prepare.mjs";

const names = /** @type {const} */ (["seed", "runs", "only", "run", "kills", "scale"]);
const KILLS = 200;
/** Runs in which the graphics card is taken away; each takes a minute on the software adapter. */
const LOSSES = 5;

/** @param {Record<string, string | undefined>} values @param {string} seed @returns {Promise<number>} */
function fuzz(values, seed) {
  const wishes = Object.entries({ ...values, seed }).map(([name, value]) => [`FIDELIO_FUZZ_${name.toUpperCase()}`, String(value)]);
  return runTool("vitest/vitest.mjs", ["run", "--project", "big"], { env: Object.fromEntries(wishes) });
}

/** @param {string} kills @param {string} seed @returns {Promise<number>} */
async function kill(kills, seed) {
  const FIDELIO_BROWSER = await findBrowser(say);
  await buildApp();
  const env = { FIDELIO_BROWSER, FIDELIO_KILLS: kills, FIDELIO_LOSSES: String(LOSSES), FIDELIO_SEED: seed };
  return runTool("@playwright/test/cli.js", ["test", "--reporter=list", "test/e2e/kills.test.ts", "test/e2e/device-loss.test.ts"], { env });
}

/** The files are made in a folder of their own, beside which nothing stays. @param {"load" | "views"} what @param {string} scale @param {string} seed @returns {Promise<number>} */
async function screens(what, scale, seed) {
  const FIDELIO_BROWSER = await findBrowser(say);
  await buildApp();
  const FIDELIO_FILES = await mkdtemp(join(tmpdir(), "fidelio-big-"));
  try {
    const env = { FIDELIO_BROWSER, FIDELIO_FILES, FIDELIO_SCALE: scale, FIDELIO_SEED: seed };
    return await runTool("@playwright/test/cli.js", ["test", "--config", "playwright.big.config.ts", `test/big/${what}/`], { env });
  } finally {
    await rm(FIDELIO_FILES, { recursive: true, force: true });
  }
}

try {
  const { values } = parseArgs({ options: Object.fromEntries(names.map((name) => [name, { type: /** @type {const} */ ("string") }])) });
  const seed = values["seed"] ?? String(Math.floor(Math.random() * 1e9));
  const { only, kills = String(KILLS), scale = "1" } = values;
  await install();
  say(`The seed of this run is ${seed}.`);
  const codes = [
    ["kills", "loads", "views"].includes(only ?? "") ? 0 : await fuzz(values, seed),
    only === undefined || only === "kills" ? await kill(kills, seed) : 0,
    only === undefined || only === "loads" ? await screens("load", scale, seed) : 0,
    only === undefined || only === "views" ? await screens("views", scale, seed) : 0,
  ];
  process.exitCode = Math.max(...codes);
} catch (error) {
  fail(error);
}
