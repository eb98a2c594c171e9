import type { WasmKernel } from "../runtime.ts";
import { CONVOLUTIONS } from "./convolution.ts";
import { fill } from "./fill.ts";
import { batchMatMul } from "./matmul.ts";
import { POOLINGS } from "./pooling.ts";

/** By TensorFlow.js's name of the kernel. What is not here runs in JavaScript. */
export const WASM_KERNELS: Readonly<Record<string, WasmKernel>> = { BatchMatMul: batchMatMul, Fill: fill, ...CONVOLUTIONS, ...POOLINGS };
