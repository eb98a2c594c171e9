import { words } from "../../../messages/en/acceleration.ts";
import * as tf from "../../tf.ts";
import { SOUND } from "../health.ts";
import { within, type BackendPorts } from "../ports.ts";
import type { StartedBackend } from "../started.ts";
import { WasmBackend } from "./backend.ts";
import { loadModule } from "./module.ts";
import { registerWasmKernels } from "./register.ts";
import { wasmRepeater } from "./repeater.ts";

/** Of the 4 GiB that WebAssembly can address, activations and weights may need the most. */
const DATA = 2 ** 30;

/** Memory and kernels of our own in WebAssembly, with SIMD. */
export async function startWasm({ timeout, threads = null }: BackendPorts): Promise<StartedBackend> {
  releaseWasm();
  const module = await within(timeout, words.names.wasm, loadModule(threads && threads.count > 1 ? threads : null));
  if (!module) throw new Error(words.wasm.noSimd);
  const backend = new WasmBackend(module);
  tf.registerBackend("wasm", () => backend, 2);
  registerWasmKernels();
  if (!(await tf.setBackend("wasm"))) throw new Error(words.wasm.notSetUp);
  const device = words.wasm.device(module.relaxed, module.team?.threads ?? 1, module.alone);
  return { device, health: SOUND, repeater: wasmRepeater(backend), fits: async (bytes) => bytes <= DATA };
}

/** Gives the memory back: it can grow, but never shrink. */
export function releaseWasm(): void {
  if (tf.findBackendFactory("wasm")) tf.removeBackend("wasm");
}
