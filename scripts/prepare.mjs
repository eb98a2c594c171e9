/**
 * What every command does first, so that it works on a fresh clone: install what the lock file names, build what is stale.
 * Nothing but Node's own modules may be imported here or in a script that uses this at its top: node_modules may not exist.
 */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));

/** @typedef {(sentence: string) => void} Say */

/** Progress goes to standard error: standard output belongs to the command itself. @type {Say} */
export const say = (sentence) => void process.stderr.write(`${sentence}\n`);

/** Ends the command with a sentence and no stack trace. @param {unknown} error @returns {never} */
export function fail(error) {
  say(error instanceof Error ? error.message : String(error));
  process.exit(1);
}

/**
 * Runs a program in the project's root and gives its exit code; its output is ours, or goes to standard error when `quiet`.
 * @param {string} file
 * @param {readonly string[]} args
 * @param {{ quiet?: boolean, env?: Record<string, string>, cwd?: string }} [options]
 * @returns {Promise<number>}
 */
export function run(file, args, { quiet = false, env = {}, cwd = root } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd, env: { ...process.env, ...env }, stdio: ["inherit", quiet ? 2 : "inherit", "inherit"] });
    child.once("error", reject);
    child.once("exit", (code, signal) => resolve(code ?? (signal === null ? 0 : 1)));
  });
}

/**
 * Runs a tool of node_modules by its own Node file, which spares a shell.
 * @param {string} path
 * @param {readonly string[]} args
 * @param {Parameters<typeof run>[2]} [options]
 */
export const runTool = (path, args, options) => run(process.execPath, [join(root, "node_modules", path), ...args], options);

/** Installs exactly what the lock file names, unless that is what was installed last. */
export async function install() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    throw new Error(`Fidelio needs Node 20.19 or later, and this is ${process.versions.node}. Install a newer one and try again.`);
  }
  const stamp = join(root, "node_modules", ".fidelio-lock");
  const locked = await hashOf(["package-lock.json"]);
  if (await reads(stamp, locked)) return;
  say("Installing the locked dependencies.");
  const npm = process.env["npm_execpath"];
  // Packages' own install scripts are not run: none is needed, and they are the usual way in for a poisoned package.
  const args = ["ci", "--include=dev", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  const code = npm?.endsWith("js")
    ? await run(process.execPath, [npm, ...args], { quiet: true })
    : await run(process.platform === "win32" ? "npm.cmd" : "npm", args, { quiet: true });
  if (code !== 0) throw new Error("The dependencies could not be installed. The lines above say why; often it is the network.");
  await writeFile(stamp, locked);
}

const appSources = [
  ...["src", "workers", "public", "scripts"],
  ...["index.html", "vite.config.ts", "svelte.config.js", "package.json", "package-lock.json"],
];
const singleSources = [...appSources, "vite.single.config.ts"];
const cliSources = ["src/cli", "src/engine", "src/ingest", "src/messages", "vite.cli.config.ts", "package.json", "package-lock.json"];

/** Builds the production app into dist/, unless it was built from these very sources. @param {{ force?: boolean }} [options] */
export const buildApp = ({ force = false } = {}) =>
  buildOnce("app", appSources, "dist/index.html", force, async () => {
    say("Building the app.");
    const { writeSamples } = await import("./samples.mjs");
    await writeSamples(join(root, "public", "samples"));
    await writeSchema();
    return runTool("vite/bin/vite.js", ["build", "--logLevel", "warn"], { quiet: true });
  });

/** Writes the JSON Schema of a config to public/schema, for editors, as the command line prints it. */
async function writeSchema() {
  await buildCli();
  const code = await run(process.execPath, [join(root, "dist-cli", "fidelio.mjs"), "schema", "--output", join(root, "public", "schema", "config.json")]);
  if (code !== 0) throw new Error("The schema of a config could not be written. The lines above say why.");
}

/** Builds the edition in one file into dist-single/, unless it was built from these very sources. @param {{ force?: boolean }} [options] */
export const buildSingle = ({ force = false } = {}) =>
  buildOnce("single", singleSources, "dist-single/fidelio.html", force, () => {
    say("Building the edition in one file.");
    return runTool("vite/bin/vite.js", ["build", "--config", "vite.single.config.ts", "--logLevel", "warn"], { quiet: true });
  });

/** Bundles the command line into dist-cli/, unless it was bundled from these very sources. */
export const buildCli = () =>
  buildOnce("cli", cliSources, "dist-cli/fidelio.mjs", false, async () => {
    say("Preparing the command line.");
    for (const mode of ["helper", "production"]) {
      const code = await runTool("vite/bin/vite.js", ["build", "--config", "vite.cli.config.ts", "--mode", mode, "--logLevel", "warn"], { quiet: true });
      if (code !== 0) return code;
    }
    return 0;
  });

/**
 * @param {string} name
 * @param {readonly string[]} sources
 * @param {string} output
 * @param {boolean} force
 * @param {() => Promise<number>} build
 */
async function buildOnce(name, sources, output, force, build) {
  const stamp = join(root, "node_modules", ".fidelio", name);
  const made = await hashOf(sources);
  if (!force && existsSync(join(root, output)) && (await reads(stamp, made))) return;
  if ((await build()) !== 0) throw new Error("The build failed. The lines above say where.");
  await mkdir(dirname(stamp), { recursive: true });
  await writeFile(stamp, made);
}

/** One hash over the paths and bytes of files and folders below the root. @param {readonly string[]} paths */
async function hashOf(paths) {
  const hash = createHash("sha256");
  for (const path of paths) {
    for (const file of await filesUnder(path)) hash.update(`${file}\0`).update(await readFile(join(root, file))).update("\0");
  }
  return hash.digest("hex");
}

/** The files at or under a path, in a fixed order, without what the build writes. @param {string} path @returns {Promise<string[]>} */
async function filesUnder(path) {
  const full = join(root, path);
  if (!existsSync(full) || ["public/samples", "public/schema"].includes(path)) return [];
  const entries = await readdir(full, { withFileTypes: true }).catch(() => undefined);
  if (entries === undefined) return [path];
  const names = entries.map((entry) => entry.name).sort();
  return (await Promise.all(names.map((name) => filesUnder(`${path}/${name}`)))).flat();
}

/** @param {string} file @param {string} expected */
const reads = async (file, expected) => existsSync(file) && (await readFile(file, "utf8")) === expected;
