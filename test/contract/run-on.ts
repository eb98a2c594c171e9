import { beforeAll, describe, expect, test } from "vitest";
import { startBackend, type RunningBackend } from "../../src/engine/acceleration/backends.ts";
import { contractChecks } from "./checks/index.ts";

/** Every contract check as a test. */
export function runOn(backend: "cpu" | "wasm"): void {
  describe(`contract on ${backend}`, () => {
    let running: RunningBackend;
    beforeAll(async () => {
      running = await startBackend(backend, { gpu: null, timeout: 20_000 });
      expect(running.report.chosen).toBe(backend);
    });
    for (const { name, run } of contractChecks()) test(name, () => run(running.repeater));
  });
}
