import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { words } from "../../messages/en/acceleration.ts";
import * as tf from "../tf.ts";
import { SOUND } from "./health.ts";
import { within, type BackendPorts, type WasmFiles } from "./ports.ts";
import { registerWasmSegmentSum } from "./segment-sum.ts";
import { registerWasmFallbacks } from "./wasm-fallbacks.ts";
import { registerWasmMatMul } from "./wasm-matmul.ts";
import { registerWasmOneHot } from "./wasm-one-hot.ts";
import type { StartedBackend } from "./webgpu.ts";

let lent: Record<string, string> | null = null;

/** After a start that failed TensorFlow.js takes no more addresses; those that it holds can still be changed. */
function lend(files: WasmFiles): void {
  if (typeof files === "string") setWasmPaths(files);
  else if (lent) Object.assign(lent, files);
  else setWasmPaths((lent = { ...files }));
}

/** WebAssembly with SIMD on one thread, mended so that every layer can be trained on it. */
export async function startWasm({ wasm, timeout }: BackendPorts): Promise<StartedBackend> {
  // TensorFlow.js starts its threads from blob URLs: a strict content-security policy refuses them, and it then waits for ever.
  tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
  if (wasm !== null) lend(wasm);
  const factory = tf.findBackendFactory("wasm");
  try {
    if (!(await within(timeout, words.names.wasm, tf.setBackend("wasm")))) throw new Error(words.wasm.notLoaded);
  } catch (reason) {
    // A start that hangs would block every later backend; taken out and put back, it can be tried again.
    tf.removeBackend("wasm");
    tf.registerBackend("wasm", factory, 2);
    throw reason;
  }
  registerWasmFallbacks();
  registerWasmMatMul();
  registerWasmOneHot();
  registerWasmSegmentSum();
  return { device: (await tf.env().getAsync("WASM_HAS_SIMD_SUPPORT")) ? words.wasm.simd : words.wasm.plain, health: SOUND };
}
