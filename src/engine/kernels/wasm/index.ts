import type { WasmKernel } from "../runtime.ts";
import { CONVERSIONS } from "./convert.ts";
import { CONVOLUTIONS } from "./convolution.ts";
import { FILLS } from "./fill.ts";
import { GATHERS } from "./gather.ts";
import { MATRIX } from "./matmul.ts";
import { MOVES } from "./move.ts";
import { PAIRS } from "./pairs.ts";
import { POOLINGS } from "./pooling.ts";
import { REDUCTIONS } from "./reduce.ts";
import { softmax } from "./softmax.ts";
import { UNARY } from "./unary.ts";

/** By TensorFlow.js's name of the kernel. What is not here runs in JavaScript. */
export const WASM_KERNELS: Readonly<Record<string, WasmKernel>> = {
  ...CONVERSIONS,
  ...CONVOLUTIONS,
  ...FILLS,
  ...GATHERS,
  ...MATRIX,
  ...MOVES,
  ...PAIRS,
  ...POOLINGS,
  ...REDUCTIONS,
  Softmax: softmax,
  ...UNARY,
};
