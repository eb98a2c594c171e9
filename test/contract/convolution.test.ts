import { beforeAll, describe, test } from "vitest";
import { startBackend } from "../../src/engine/acceleration/backends.ts";
import { convolutionChecks } from "./checks/convolution.ts";

for (const backend of ["cpu", "wasm"] as const) {
  describe(backend, () => {
    beforeAll(async () => { await startBackend(backend, { gpu: null, timeout: 20_000 }); });
    for (const { name, run } of convolutionChecks()) test(name, run);
  });
}
