/**
 * `npm test`: everything, against the production build. `--fast`: what needs neither a build nor a browser.
 * Ends with one line, `N passed, N failed, N skipped`, in which each check of types and the lint count as one.
 */
import { spawn } from "node:child_process";
import { mkdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { findBrowser } from "./browser.mjs";
import { buildApp, buildSingle, fail, install, root, runTool, say } from "./prepare.mjs";

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

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

/** @param {boolean} passed @returns {Counts} */
const one = (passed) => ({ passed: Number(passed), failed: Number(!passed), skipped: 0 });

/** @typedef {readonly [name: string, tool: string, args: readonly string[]]} Check */

/** Runs a tool beside others: its output appears whole when it ends. @param {Check} check @returns {Promise<Counts>} */
function check([name, tool, args]) {
  return new Promise((resolve) => {
    const started = Date.now();
    const child = spawn(process.execPath, [join(root, "node_modules", tool), ...args], { cwd: root });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text) => (output += text));
    child.once("close", (code) => {
      const seconds = ((Date.now() - started) / 1000).toFixed(1);
      console.log(`${code === 0 ? "✓" : "✗"} ${name} (${seconds} s)${code === 0 ? "" : `\n${output.trimEnd()}`}`);
      resolve(one(code === 0));
    });
  });
}

/** Runs checks one after another. @param {readonly Check[]} checks @returns {Promise<Counts[]>} */
async function checkAll(checks) {
  /** @type {Counts[]} */
  const done = [];
  for (const next of checks) done.push(await check(next));
  return done;
}

/**
 * The counts of a run. A run that failed without a failed test (a file that does not load, no tests at all) counts as one failure.
 * @param {number} code
 * @param {string} file
 * @param {(report: any) => Counts} read - the two reporters' own shapes, read nowhere else
 * @returns {Promise<Counts>}
 */
async function countsOf(code, file, read) {
  const text = await readFile(file, "utf8").catch(() => undefined);
  const counts = text === undefined ? { passed: 0, failed: 0, skipped: 0 } : read(JSON.parse(text));
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

/** @param {string} name @param {readonly string[]} projects @param {Record<string, string>} [env] @returns {Promise<Counts>} */
async function vitest(name, projects, env = {}) {
  const file = join(reports, `${name}.json`);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  const code = await runTool("vitest/vitest.mjs", ["run", ...projects.flatMap((project) => ["--project", project]), ...reporters], { env });
  return countsOf(code, file, (report) => ({
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests + report.numTodoTests,
  }));
}

/** @param {Record<string, string>} env @returns {Promise<Counts>} */
async function playwright(env) {
  const file = join(reports, "e2e.json");
  const reporting = { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: file };
  const code = await runTool("@playwright/test/cli.js", ["test", "--reporter=list,json"], { env: reporting });
  return countsOf(code, file, ({ stats }) => ({ passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped }));
}

const fastProjects = ["unit", "app", "contract"];
let built = false;
/** The app, and the edition in one file. @returns {Promise<Counts>} */
async function build() {
  built = await buildApp().then(() => buildSingle()).then(() => true, (error) => (say(error.message), false));
  return one(built);
}

/** @param {readonly Check[]} ofTypes */
async function checksAndBuild(ofTypes) {
  const checked = await checkAll([fast ? lintScripts : lint, ...ofTypes]);
  return fast ? checked : [...checked, await build()];
}

const checkOnly = process.argv.includes("--check");
const fast = process.argv.includes("--fast");

try {
  await install();
  await rm(reports, { recursive: true, force: true });
  await mkdir(reports, { recursive: true });
  // Two lanes, for two cores: the checks in one, then the build; the tests that need no build in the other.
  const ofTypes = fast ? [types.engine] : Object.values(types);
  const lanes = checkOnly
    ? [checkAll([lint]), checkAll(ofTypes)]
    : [checksAndBuild(ofTypes), vitest("node", fast ? fastProjects : [...fastProjects, "runs"])];
  const results = (await Promise.all(lanes)).flat();
  if (!checkOnly && !fast) {
    const env = { FIDELIO_BROWSER: await findBrowser(say) };
    results.push(await vitest("browser", ["browser"], env));
    if (built) results.push(await playwright(env));
  }
  const sum = (/** @type {keyof Counts} */ key) => results.reduce((total, counts) => total + counts[key], 0);
  console.log(`${sum("passed")} passed, ${sum("failed")} failed, ${sum("skipped")} skipped`);
  process.exitCode = sum("failed") === 0 ? 0 : 1;
} catch (error) {
  fail(error);
}
