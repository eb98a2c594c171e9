/** `npm run dev`: the app with hot reloading, without the content-security policy. */
import { join } from "node:path";
import { fail, install, root, runTool } from "./prepare.mjs";

try {
  await install();
  const { writeSamples } = await import("./samples.mjs");
  await writeSamples(join(root, "public", "samples"));
  process.exitCode = await runTool("vite/bin/vite.js", process.argv.slice(2));
} catch (error) {
  fail(error);
}
