import * as tf from "../tf.ts";
import type { KernelFunc, NamedAttrMap, TensorInfo } from "../tf.ts";
import type { WasmRuntime } from "./runtime.ts";

type Backend = Parameters<KernelFunc>[0]["backend"];

/** Runs a kernel of TensorFlow.js's that has one output, as a part of one of ours. */
export function runStock(name: string, on: "webgpu" | "wasm", backend: Backend | WasmRuntime, inputs: Readonly<Record<string, TensorInfo>>, attrs: NamedAttrMap): TensorInfo {
  const made = tf.getKernel(name, on).kernelFunc({ inputs, backend, attrs }); // on WebAssembly, the backend is the runtime
  return made as TensorInfo;
}
