import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { compileKernels } from "../../scripts/build-kernels.mjs";

test("the committed kernels are what their source compiles to", { timeout: 120_000 }, async () => {
  for (const [path, text] of await compileKernels()) expect(await readFile(path, "utf8"), path).toBe(text);
});
