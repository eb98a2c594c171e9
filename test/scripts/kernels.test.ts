import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { compileKernels, target } from "../../scripts/build-kernels.mjs";

test("the committed kernels are what their source compiles to", { timeout: 120_000 }, async () => {
  expect(await readFile(target, "utf8")).toBe(await compileKernels());
});
