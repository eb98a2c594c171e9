/** `npm run features`: writes FEATURES.md anew, by the test that fails when it is stale. */
import { fail, install, runTool } from "./prepare.mjs";

await install()
  .then(() => runTool("vitest/vitest.mjs", ["run", "--project", "unit", "test/structure/features.test.ts", "--update"]))
  .then((code) => { process.exitCode = code; })
  .catch(fail);
