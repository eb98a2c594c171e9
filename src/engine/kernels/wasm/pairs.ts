import * as tf from "../../tf.ts";
import type { TensorInfo } from "../../tf.ts";
import type { WasmKernel, WasmRuntime } from "../runtime.ts";
import type { KernelName } from "./binary.ts";
import { walk } from "./broadcast.ts";
import { broadcast } from "./move.ts";
import { isWide, listOf, sizeOf } from "./operands.ts";

/** The compiled functions of a pair of numbers, by what the numbers are. */
interface Functions { readonly float32?: KernelName; readonly int32?: KernelName }

/** z = f(a, b), broadcast as TensorFlow.js does; null where no function was compiled for such numbers. */
export function combine(runtime: WasmRuntime, functions: Functions, a: TensorInfo, b: TensorInfo, dtype?: "bool"): TensorInfo | null {
  const name = a.dtype === b.dtype && isWide(a) ? functions[a.dtype as keyof Functions] : undefined;
  if (!name) return null;
  const shape = tf.broadcast_util.assertAndGetBroadcastShape(a.shape, b.shape);
  const plan = walk(a.shape, b.shape, shape);
  if (!plan) return combineLaidOut(runtime, functions, a, b, shape, dtype);
  const output = runtime.output(shape, dtype ?? a.dtype);
  const size = sizeOf(shape);
  if (size > 0) runtime.call(name, size, runtime.pointer(a), runtime.pointer(b), runtime.pointer(output), plan.rows, plan.run, ...plan.a, ...plan.b);
  return output;
}

/** The first operand is laid out in full, and then the second moves alone. */
function combineLaidOut(
  runtime: WasmRuntime, functions: Functions, a: TensorInfo, b: TensorInfo, shape: readonly number[], dtype?: "bool",
): TensorInfo | null {
  const full = [a, b].map((operand) => broadcast(runtime, operand, shape));
  const made = full[0] && full[1] ? combine(runtime, functions, full[0], full[1], dtype) : null;
  for (const operand of full) if (operand) runtime.release(operand);
  return made;
}

const pair = (functions: Functions, dtype?: "bool"): WasmKernel => (runtime, { a, b }) => combine(runtime, functions, a!, b!, dtype);
const compare = (float32: KernelName, int32: KernelName): WasmKernel => pair({ float32, int32 }, "bool");

const addN: WasmKernel = (runtime, inputs) => {
  const [first, second, ...others] = listOf(inputs);
  if (!second || !listOf(inputs).every(({ dtype }) => dtype === "float32")) return null;
  let sum = combine(runtime, { float32: "add" }, first!, second);
  for (const other of others) {
    const next: TensorInfo | null = sum && combine(runtime, { float32: "add" }, sum, other);
    if (sum) runtime.release(sum);
    sum = next;
  }
  return sum;
};

export const PAIRS: Readonly<Record<string, WasmKernel>> = {
  Add: pair({ float32: "add", int32: "addInt" }),
  AddN: addN,
  EluGrad: (runtime, { dy, y }) => combine(runtime, { float32: "eluGrad" }, dy!, y!),
  Maximum: pair({ float32: "maximum", int32: "maximumInt" }),
  Minimum: pair({ float32: "minimum", int32: "minimumInt" }),
  Multiply: pair({ float32: "mul", int32: "mulInt" }),
  Prelu: (runtime, { x, alpha }) => combine(runtime, { float32: "prelu" }, x!, alpha!),
  RealDiv: pair({ float32: "div" }),
  SquaredDifference: pair({ float32: "squaredDifference" }),
  Sub: pair({ float32: "sub", int32: "subInt" }),
  Equal: compare("equal", "equalInt"),
  Greater: compare("greater", "greaterInt"),
  GreaterEqual: compare("greaterEqual", "greaterEqualInt"),
  Less: compare("less", "lessInt"),
  LessEqual: compare("lessEqual", "lessEqualInt"),
  NotEqual: compare("notEqual", "notEqualInt"),
};
