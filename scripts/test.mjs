/**
 * `npm test`: everything, against the production build. `--fast`: what needs neither a build nor a browser.
 * Ends with one line, `N passed, N failed, N skipped`, in which each check of types and the lint count as one.
 */
import { spawn } from "node:child_process";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { findBrowser } from "./browser.mjs";
import { buildApp, buildSingle, fail, install, root, runTool, say } from "./prepare.mjs";
import { countsOf, ofPlaywright, ofVitest, one } from "./reports.mjs";

/** @typedef {import("./reports.mjs").Counts} Counts */

const reports = join(root, "test-results", "reports");

const types = /** @type {const} */ ({
  engine: ["types of the engine", "typescript/bin/tsc", ["-p", "tsconfig.engine.json"]],
  serviceWorker: ["types of the service worker", "typescript/bin/tsc", ["-p", "tsconfig.sw.json"]],
  node: ["types of scripts and tests", "typescript/bin/tsc", ["-p", "tsconfig.node.json"]],
  app: ["types of the app", "svelte-check/bin/svelte-check", ["--tsconfig", "tsconfig.app.json", "--output", "human", "--fail-on-warnings"]],
});
const lint = /** @type {const} */ (["lint", "eslint/bin/eslint.js", [".", "--max-warnings", "0"]]);
/** Components make the linter check types anew for each: a third of its time. */
const lintScripts = /** @type {const} */ (["lint of scripts", lint[1], [...lint[2], "--ignore-pattern", "**/*.svelte"]]);

/** @typedef {readonly [name: string, tool: string, args: readonly string[]]} Check */
/** @typedef {(check: Check, env?: Record<string, string>) => Promise<number>} Run - gives the exit code */
/** @typedef {() => Promise<Counts | Counts[]>} Job */

/** Runs a tool that has the machine to itself: its output is ours. @type {Run} */
const alone = ([, tool, args], env = {}) => runTool(tool, args, { env });

/** Runs a tool beside others: its output appears whole when it ends. @type {Run} */
function beside([name, tool, args], env = {}) {
  return new Promise((resolve) => {
    const started = Date.now();
    const child = spawn(process.execPath, [join(root, "node_modules", tool), ...args], { cwd: root, env: { ...process.env, ...env } });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text) => (output += text));
    child.once("close", (code) => {
      const seconds = ((Date.now() - started) / 1000).toFixed(1);
      console.log(`${code === 0 ? "✓" : "✗"} ${name} (${seconds} s)\n${output.trimEnd()}`.trimEnd());
      resolve(code ?? 1);
    });
  });
}

/** @param {Check} check @returns {Job} */
const check = (check) => async () => one(check[0], (await beside(check)) === 0);

/** Two lanes, for two cores: each takes the next job that is left. @param {readonly Job[]} jobs @returns {Promise<Counts[]>} */
async function inLanes(jobs) {
  const left = [...jobs];
  /** @type {Counts[]} */
  const done = [];
  const lane = async () => {
    for (let job = left.shift(); job; job = left.shift()) done.push(...[await job()].flat());
  };
  await Promise.all([lane(), lane()]);
  return done;
}

/** @param {Run} run @param {string} project @param {Record<string, string>} [env] @returns {Promise<Counts>} */
async function vitest(run, project, env) {
  const file = join(reports, `${project}.json`);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  const code = await run([`tests: ${project}`, "vitest/vitest.mjs", ["run", "--project", project, ...reporters]], env);
  return countsOf(project, code, file, ofVitest);
}

/** @param {Run} run @param {string} name @param {string} config @param {Record<string, string>} env @returns {Promise<Counts>} */
async function playwright(run, name, config, env) {
  const file = join(reports, `${name}.json`);
  const reporting = { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: file };
  const code = await run([`tests: ${name}`, "@playwright/test/cli.js", ["test", "--config", config, "--reporter=list,json"]], reporting);
  return countsOf(name, code, file, ofPlaywright);
}

/** The app, and the edition in one file. @returns {Promise<boolean>} */
const build = () => buildApp().then(() => buildSingle()).then(() => true, (error) => (say(error.message), false));

/** One project by itself: several would share a process, and TensorFlow.js's one engine in it, each with a copy of the rest. @param {string} project */
const inNode = (project) => () => vitest(beside, project);

/** What needs neither a build nor a browser. @returns {Promise<Counts[]>} */
const testFast = () => inLanes([inNode("unit"), check(lintScripts), inNode("contract"), inNode("app"), check(types.engine)]);

/** @returns {Promise<Counts[]>} */
async function testAll() {
  const env = { FIDELIO_BROWSER: await findBrowser(say) };
  let built = false;
  const buildAndScenes = async () => {
    built = await build();
    return built ? [one("the build", true), await playwright(beside, "scenes", "playwright.scenes.config.ts", env)] : one("the build", false);
  };
  // The longest first, so that both lanes end at about the same time.
  const done = await inLanes([
    inNode("runs"),
    check(lint),
    inNode("unit"),
    buildAndScenes,
    inNode("contract"),
    inNode("app"),
    ...Object.values(types).map(check),
  ]);
  // What depends on time has the machine to itself.
  done.push(await vitest(alone, "browser", env));
  if (built) done.push(await playwright(alone, "e2e", "playwright.config.ts", env));
  return done;
}

const checkOnly = process.argv.includes("--check");
const fast = process.argv.includes("--fast");

try {
  await install();
  await rm(reports, { recursive: true, force: true });
  await mkdir(reports, { recursive: true });
  const results = await (checkOnly ? inLanes([lint, ...Object.values(types)].map(check)) : fast ? testFast() : testAll());
  const sum = (/** @type {"passed" | "failed" | "skipped"} */ key) => results.reduce((total, counts) => total + counts[key], 0);
  // Once more, and together: in the thousands of lines above they are hard to find.
  for (const failure of results.flatMap(({ failures }) => failures)) console.log(`✗ ${failure}`);
  console.log(`${sum("passed")} passed, ${sum("failed")} failed, ${sum("skipped")} skipped`);
  process.exitCode = sum("failed") === 0 ? 0 : 1;
} catch (error) {
  fail(error);
}
