import * as tf from "../../tf.ts";
import type { NamedAttrMap, TensorInfo } from "../../tf.ts";
import type { WasmKernel, WasmRuntime } from "../runtime.ts";
import type { KernelName } from "./binary.ts";
import { permuted } from "./move.ts";
import { isFloat, sizeOf } from "./operands.ts";

interface Reduction {
  /** x seen as [outer, n, inner], its n to be reduced. */
  readonly n: number;
  readonly inner: number;
  readonly shape: readonly number[];
}

/** Of axes that are neighbours, once those of one number are overlooked; null of others. */
function asOne(shape: readonly number[], axes: readonly number[]): Reduction | null {
  const reduced = axes.filter((axis) => shape[axis] !== 1);
  const [first = shape.length, last = shape.length - 1] = [reduced[0], reduced.at(-1)];
  const between = shape.slice(first, last + 1).filter((n, i) => n !== 1 && !axes.includes(first + i));
  if (between.length > 0) return null;
  return { n: sizeOf(shape.slice(first, last + 1)), inner: sizeOf(shape.slice(last + 1)), shape: shape.filter((_, axis) => !axes.includes(axis)) };
}

type Issue = (runtime: WasmRuntime, x: TensorInfo, y: TensorInfo, reduction: Reduction) => void;

/** Reduces along any axes; those that are not neighbours are brought to the end first. */
function reduce(runtime: WasmRuntime, x: TensorInfo, axis: number | number[], keepDims: boolean, dtype: "float32" | "int32", issue: Issue): TensorInfo | null {
  const axes = tf.util.parseAxisParam(axis, x.shape).toSorted((a, b) => a - b);
  const direct = asOne(x.shape, axes);
  if (direct) {
    const shape = keepDims ? tf.backend_util.expandShapeToKeepDim([...direct.shape], axes) : direct.shape;
    const output = runtime.output(shape, dtype);
    if (sizeOf(shape) > 0) issue(runtime, x, output, direct);
    return output;
  }
  const kept = x.shape.map((_, i) => i).filter((i) => !axes.includes(i));
  const turned = permuted(runtime, x, [...kept, ...axes]);
  if (!turned) return null;
  const output = reduce(runtime, turned, axes.map((_, i) => kept.length + i), false, dtype, issue);
  runtime.release(turned);
  return output && (keepDims ? Object.assign(output, { shape: tf.backend_util.expandShapeToKeepDim(output.shape, axes) }) : output);
}

const fold = (name: KernelName, scale?: (n: number) => number, axisName = "axis"): WasmKernel => (runtime, { x }, attrs: NamedAttrMap) => {
  if (!isFloat(x!)) return null;
  return reduce(runtime, x!, attrs[axisName] as number[], Boolean(attrs["keepDims"]), "float32", (_, from, to, { n, inner }) =>
    runtime.call(name, sizeOf(to.shape), runtime.pointer(from), runtime.pointer(to), n, inner, ...(scale ? [scale(n)] : [])));
};

const place = (sign: number): WasmKernel => (runtime, { x }, attrs) => {
  if (!isFloat(x!)) return null;
  return reduce(runtime, x!, attrs["axis"] as number, false, "int32", (_, from, to, { n, inner }) =>
    runtime.call("argLargest", sizeOf(to.shape), runtime.pointer(from), runtime.pointer(to), n, inner, sign));
};

const cumsum: WasmKernel = (runtime, { x }, { axis, exclusive, reverse }) => {
  const { shape } = x!;
  const n = shape[axis as number];
  if (!isFloat(x!) || axis !== shape.length - 1 || n === undefined) return null;
  const output = runtime.output(shape, "float32");
  if (n > 0) runtime.call("cumulativeSum", sizeOf(shape) / n, runtime.pointer(x!), runtime.pointer(output), n, Number(exclusive), Number(reverse));
  return output;
};

export const REDUCTIONS: Readonly<Record<string, WasmKernel>> = {
  ArgMax: place(1),
  ArgMin: place(-1),
  Cumsum: cumsum,
  Max: fold("largest", undefined, "reductionIndices"),
  Mean: fold("sum", (n) => 1 / n),
  Min: fold("smallest"),
  Prod: fold("product"),
  Sum: fold("sum", () => 1),
};
