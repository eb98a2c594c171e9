/** `npm run fidelio -- …`: the engine in the terminal, bundled first when its sources have changed. */
import { join } from "node:path";
import { buildCli, fail, install, root, run } from "./prepare.mjs";

try {
  await install();
  await buildCli();
} catch (error) {
  fail(error);
}
// npm starts scripts in the project's root; the paths that a user types mean the folder the user is in.
const from = process.env["npm_lifecycle_event"] === "fidelio" ? process.env["INIT_CWD"] : undefined;
const args = [join(root, "dist-cli", "fidelio.mjs"), ...process.argv.slice(2)];
process.exitCode = await run(process.execPath, args, { cwd: from ?? process.cwd() });
