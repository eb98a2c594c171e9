import * as tf from "../../tf.ts";
import type { NamedAttrMap, TensorInfo } from "../../tf.ts";
import type { WasmKernel, WasmRuntime } from "../runtime.ts";
import { isWide, listOf, sizeOf, stridesOf } from "./operands.ts";

/** Numbers that move from one tensor into another: along each axis, how many, and how far apart they lie in both. */
interface Axis { readonly size: number; readonly from: number; readonly to: number }
interface Move {
  readonly axes: readonly Axis[];
  /** Where the first one lies. */
  readonly from?: number;
  readonly to?: number;
}

/** assembly/move.ts walks along so many axes. */
const RANK = 4;

/** Neighbours that are walked through as one become one. */
function joined(axes: readonly Axis[]): Axis[] {
  const groups: Axis[] = [];
  for (const axis of axes) {
    const last = groups.at(-1);
    if (axis.size === 1) continue;
    if (last && last.from === axis.from * axis.size && last.to === axis.to * axis.size) groups[groups.length - 1] = { ...axis, size: last.size * axis.size };
    else groups.push(axis);
  }
  return groups;
}

/** False, and nothing done, where the walk has too many axes or would not write side by side. */
const canMove = ({ axes }: Move): boolean => {
  const groups = joined(axes);
  return groups.length < RANK || (groups.length === RANK && groups.at(-1)?.to === 1);
};

function move(runtime: WasmRuntime, source: TensorInfo, target: TensorInfo, { axes, from = 0, to = 0 }: Move): void {
  if (axes.some(({ size }) => size === 0)) return;
  const groups = joined(axes);
  if (groups.at(-1)?.to !== 1) groups.push({ size: 1, from: 1, to: 1 });
  while (groups.length < RANK) groups.unshift({ size: 1, from: 0, to: 0 });
  const [rows, planes, lines, run] = groups as [Axis, Axis, Axis, Axis];
  runtime.call(
    "strided", rows.size, runtime.pointer(source) + 4 * from, runtime.pointer(target) + 4 * to, planes.size, lines.size, run.size,
    rows.from, planes.from, lines.from, run.from, rows.to, planes.to, lines.to,
  );
}

/** A new tensor of `shape`, filled by one move out of `x`; null where that cannot be. */
export function moved(runtime: WasmRuntime, x: TensorInfo, shape: readonly number[], steps: readonly number[], from = 0): TensorInfo | null {
  const strides = stridesOf(shape);
  const plan = { axes: shape.map((size, axis) => ({ size, from: steps[axis]!, to: strides[axis]! })), from };
  if (!isWide(x) || !canMove(plan)) return null;
  const output = runtime.output(shape, x.dtype);
  move(runtime, x, output, plan);
  return output;
}

/** `x` repeated along the axes where it has 1 and `shape` has more. */
export function broadcast(runtime: WasmRuntime, x: TensorInfo, shape: readonly number[]): TensorInfo | null {
  const full = [...Array<number>(shape.length - x.shape.length).fill(1), ...x.shape];
  return moved(runtime, x, shape, stridesOf(full).map((step, axis) => (full[axis] === 1 ? 0 : step)));
}

/** Axes in another order. Matrices, with a batch before them or not, go in squares. */
export function permuted(runtime: WasmRuntime, x: TensorInfo, order: readonly number[]): TensorInfo | null {
  const shape = order.map((axis) => x.shape[axis]!);
  const strides = stridesOf(x.shape);
  const targets = stridesOf(shape);
  if (!isWide(x)) return null;
  const groups = joined(shape.map((size, place) => ({ size, from: strides[order[place]!]!, to: targets[place]! })));
  if (groups.length === 1 || groups.length === 0) return runtime.alias(x, shape);
  const [rows, columns] = groups.slice(-2) as [Axis, Axis];
  const batch = groups.length === 3 ? (groups[0] as Axis) : { size: 1, from: rows.size * columns.size };
  if (groups.length > 3 || rows.from !== 1 || batch.from !== rows.size * columns.size) return moved(runtime, x, shape, order.map((axis) => strides[axis]!));
  const output = runtime.output(shape, x.dtype);
  if (sizeOf(shape) > 0) runtime.call("transpose", batch.size, runtime.pointer(x), runtime.pointer(output), columns.size, rows.size);
  return output;
}

const transpose: WasmKernel = (runtime, { x }, { perm }) => permuted(runtime, x!, perm as number[]);

function sliced(runtime: WasmRuntime, x: TensorInfo, begin: readonly number[], size: readonly number[]): TensorInfo | null {
  const strides = stridesOf(x.shape);
  return moved(runtime, x, size, strides, begin.reduce((sum, first, axis) => sum + first * strides[axis]!, 0));
}

const slice: WasmKernel = (runtime, { x }, attrs) => {
  const [begin, size] = tf.slice_util.parseSliceParams(x!, attrs["begin"] as number[], attrs["size"] as number[]) as [number[], number[]];
  tf.slice_util.assertParamsValid(x!, begin, size);
  return sliced(runtime, x!, begin, size);
};

const stridedSlice: WasmKernel = (runtime, inputs, attrs) => {
  const x = inputs["x"]!;
  const { begin, end, strides, beginMask, endMask, ellipsisMask, newAxisMask, shrinkAxisMask } = attrs as unknown as StridedSlice; // what the op hands over
  const info = tf.slice_util.sliceInfo(x.shape, begin, end, strides, beginMask, endMask, ellipsisMask, newAxisMask, shrinkAxisMask);
  if (info.isIdentity) return runtime.alias(x, info.finalShape);
  const own = stridesOf(x.shape);
  const first = info.begin.reduce((sum, start, axis) => sum + start * own[axis]!, 0);
  const size = tf.slice_util.computeOutShape(info.begin, info.end, info.strides);
  const cut = moved(runtime, x, size, own.map((step, axis) => step * info.strides[axis]!), first);
  return cut && Object.assign(cut, { shape: info.finalShape });
};
interface StridedSlice extends Record<"begin" | "end" | "strides", number[]>, Record<"beginMask" | "endMask" | "ellipsisMask" | "newAxisMask" | "shrinkAxisMask", number> {}

const reverse: WasmKernel = (runtime, { x }, { dims }) => {
  const { shape } = x!;
  const strides = stridesOf(shape);
  const backwards = new Set(tf.util.parseAxisParam(dims as number[], shape));
  const last = shape.reduce((sum, n, axis) => sum + (backwards.has(axis) ? (n - 1) * strides[axis]! : 0), 0);
  return moved(runtime, x!, shape, strides.map((step, axis) => (backwards.has(axis) ? -step : step)), last);
};

const tile: WasmKernel = (runtime, { x }, attrs) => {
  const reps = attrs["reps"] as number[];
  const strides = stridesOf(x!.shape);
  const shape = x!.shape.flatMap((n, axis) => [reps[axis]!, n]);
  const tiled = moved(runtime, x!, shape, strides.flatMap((step) => [0, step]));
  return tiled && Object.assign(tiled, { shape: x!.shape.map((n, axis) => n * reps[axis]!) });
};

const pad: WasmKernel = (runtime, inputs, attrs) => {
  const x = inputs["x"]!;
  const { paddings, constantValue } = attrs as unknown as { paddings: readonly [number, number][]; constantValue: number }; // what the op hands over
  const shape = x.shape.map((n, axis) => n + paddings[axis]![0] + paddings[axis]![1]);
  const strides = stridesOf(shape);
  const own = stridesOf(x.shape);
  const plan = {
    axes: x.shape.map((size, axis) => ({ size, from: own[axis]!, to: strides[axis]! })),
    to: paddings.reduce((sum, [before], axis) => sum + before * strides[axis]!, 0),
  };
  if (!isWide(x) || !canMove(plan)) return null;
  const output = runtime.output(shape, x.dtype);
  runtime.call(x.dtype === "int32" ? "fillInt" : "fill", sizeOf(shape), runtime.pointer(output), constantValue);
  move(runtime, x, output, plan);
  return output;
};

/** One after the other along an axis: each is a stretch of every row of the result. */
function joinedAlong(runtime: WasmRuntime, tensors: readonly TensorInfo[], axis: number): TensorInfo | null {
  if (!tensors.every(isWide)) return null;
  const filled = tensors.filter(({ shape }) => sizeOf(shape) > 0);
  const shape = tf.backend_util.computeOutShape(tensors.map((tensor) => tensor.shape), axis);
  if (filled.length === 1) return runtime.alias(filled[0]!, shape);
  const output = runtime.output(shape, tensors[0]!.dtype);
  const row = sizeOf(shape.slice(axis));
  let to = 0;
  for (const tensor of filled) {
    const run = sizeOf(tensor.shape.slice(axis));
    move(runtime, tensor, output, { axes: [{ size: sizeOf(shape.slice(0, axis)), from: run, to: row }, { size: run, from: 1, to: 1 }], to });
    to += run;
  }
  return output;
}

const concat: WasmKernel = (runtime, inputs, { axis }) => {
  const tensors = listOf(inputs);
  const [along] = tf.util.parseAxisParam(axis as number, tensors[0]!.shape);
  tf.backend_util.assertParamsConsistent(tensors.map(({ shape }) => shape), along!);
  return joinedAlong(runtime, tensors, along!);
};

const pack: WasmKernel = (runtime, inputs, attrs) => {
  const axis = attrs["axis"] as number;
  const tensors = listOf(inputs);
  const at = axis < 0 ? axis + tensors[0]!.shape.length + 1 : axis;
  return joinedAlong(runtime, tensors.map((tensor) => ({ ...tensor, shape: [...tensor.shape.slice(0, at), 1, ...tensor.shape.slice(at)] })), at);
};

/** Cut along an axis into pieces of these sizes. */
function cut(runtime: WasmRuntime, x: TensorInfo, sizes: readonly number[], axis: number): TensorInfo[] | null {
  if (!isWide(x) || x.shape.length - axis >= RANK + x.shape.length) return null;
  const step = stridesOf(x.shape)[axis]!;
  let first = 0;
  return sizes.map((size) => {
    const piece = runtime.output(x.shape.map((n, i) => (i === axis ? size : n)), x.dtype);
    const rows = { size: sizeOf(x.shape.slice(0, axis)), from: x.shape[axis]! * step, to: size * step };
    move(runtime, x, piece, { axes: [rows, { size: size * step, from: 1, to: 1 }], from: first * step });
    first += size;
    return piece;
  });
}

const split: WasmKernel = (runtime, { x }, attrs: NamedAttrMap) => {
  const [axis] = tf.util.parseAxisParam(attrs["axis"] as number, x!.shape);
  const sizes = tf.backend_util.prepareSplitSize(x as tf.Tensor, attrs["numOrSizeSplits"] as number[], axis); // reads its shape alone
  return cut(runtime, x!, sizes, axis!);
};

const unpack: WasmKernel = (runtime, { value }, attrs) => {
  const { shape } = value!;
  const [axis] = tf.util.parseAxisParam(attrs["axis"] as number, shape);
  const pieces = cut(runtime, value!, Array<number>(shape[axis!]!).fill(1), axis!);
  return pieces && pieces.map((piece) => Object.assign(piece, { shape: shape.filter((_, i) => i !== axis) }));
};

export const MOVES: Readonly<Record<string, WasmKernel>> = {
  Concat: concat,
  Pack: pack,
  PadV2: pad,
  Reverse: reverse,
  Slice: slice,
  SplitV: split,
  StridedSlice: stridedSlice,
  Tile: tile,
  Transpose: transpose,
  Unpack: unpack,
};
