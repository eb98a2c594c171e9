/**
 * `npm run test:big`: what takes minutes and looks further than `npm test`; `--seed N` looks elsewhere, `--runs N` shorter or
 * longer, `--only tables|configs|models` at one kind of input, `--run K` at one case of it.
 */
import { parseArgs } from "node:util";
import { fail, install, runTool, say } from "./prepare.mjs";

const names = /** @type {const} */ (["seed", "runs", "only", "run"]);

try {
  const { values } = parseArgs({ options: Object.fromEntries(names.map((name) => [name, { type: /** @type {const} */ ("string") }])) });
  const seed = values["seed"] ?? String(Math.floor(Math.random() * 1e9));
  await install();
  say(`The seed of this run is ${seed}.`);
  const wishes = Object.entries({ ...values, seed }).map(([name, value]) => [`FIDELIO_FUZZ_${name.toUpperCase()}`, String(value)]);
  process.exitCode = await runTool("vitest/vitest.mjs", ["run", "--project", "big"], { env: Object.fromEntries(wishes) });
} catch (error) {
  fail(error);
}
