import type { WasmKernel } from "../runtime.ts";
import { CONVERSIONS } from "./convert.ts";
import { FILLS } from "./fill.ts";
import { GATHERS } from "./gather.ts";
import { MATRIX } from "./matmul.ts";
import { MOVES } from "./move.ts";
import { PAIRS } from "./pairs.ts";
import { REDUCTIONS } from "./reduce.ts";
import { softmax } from "./softmax.ts";
import { UNARY } from "./unary.ts";
import { CONVOLUTIONS } from "./convolution.ts";
import { fill } from "./fill.ts";
import { batchMatMul } from "./matmul.ts";
import { POOLINGS } from "./pooling.ts";

/** By TensorFlow.js's name of the kernel. What is not here runs in JavaScript. */
export const WASM_KERNELS: Readonly<Record<string, WasmKernel>> = {
  ...CONVERSIONS, ...FILLS, ...GATHERS, ...MATRIX, ...MOVES, ...PAIRS, ...REDUCTIONS, ...UNARY, Softmax: softmax,
};
export const WASM_KERNELS: Readonly<Record<string, WasmKernel>> = { BatchMatMul: batchMatMul, Fill: fill, ...CONVOLUTIONS, ...POOLINGS };
