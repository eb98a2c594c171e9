import "@tensorflow/tfjs-backend-cpu";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { beforeAll, describe, test } from "vitest";
import * as tf from "../../src/engine/tf.ts";
import { wasmFolder } from "../support/node-host.ts";
import { contractChecks } from "./checks/index.ts";

/** Every contract check as a test, on stock TensorFlow.js: parts must not depend on a mended kernel. */
export function runOn(backend: "cpu" | "wasm"): void {
  setWasmPaths(wasmFolder);
  describe(`contract on ${backend}`, () => {
    beforeAll(async () => {
      if (!(await tf.setBackend(backend))) throw new Error(`the backend ${backend} did not start`);
    });
    for (const { name, run } of contractChecks()) test(name, run);
  });
}
