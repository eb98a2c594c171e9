import type { WasmKernel } from "../runtime.ts";
import { fill } from "./fill.ts";
import { batchMatMul } from "./matmul.ts";

/** By TensorFlow.js's name of the kernel. What is not here runs in JavaScript. */
export const WASM_KERNELS: Readonly<Record<string, WasmKernel>> = { BatchMatMul: batchMatMul, Fill: fill };
