import { beforeAll, describe, test } from "vitest";
import { startBackend } from "../../src/engine/acceleration/backends.ts";
import { stockKernelChecks } from "./checks/stock-kernels.ts";

describe("TensorFlow.js's kernels on wasm", () => {
  beforeAll(async () => void (await startBackend("wasm", { gpu: null, timeout: 20_000 })));
  for (const { name, run } of stockKernelChecks()) test(name, run);
});
