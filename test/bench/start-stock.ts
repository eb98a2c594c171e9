import * as tf from "@tensorflow/tfjs-core";
import type { BackendName } from "../../src/engine/acceleration/report.ts";

/** As the packages' READMEs say. Threads would need blob workers, which hang under a strict policy: off on both sides. */
export async function startStock(backend: BackendName, wasmFiles: string | Record<string, string>): Promise<void> {
  if (backend === "wasm") {
    const { setWasmPaths } = await import("@tensorflow/tfjs-backend-wasm"); // only here: it takes the name that this engine's own goes by
    tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
    setWasmPaths(wasmFiles);
  }
  if (!(await tf.setBackend(backend))) throw new Error(`stock TensorFlow.js cannot start ${backend}`);
  await tf.ready();
}
