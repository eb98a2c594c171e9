import * as tf from "../../tf.ts";
import type { WasmKernel } from "../runtime.ts";
import { isFloat, isWide, sizeOf } from "./operands.ts";

/** Slices of x at the ids; what is out of range gives zeros, as on WebGPU: a replay could not throw. */
const gather: WasmKernel = (runtime, { x, indices }, attrs) => {
  if (!isWide(x!) || indices!.dtype !== "int32") return null;
  const [axis] = tf.util.parseAxisParam(attrs["axis"] as number, x!.shape);
  // They read the shapes alone.
  const shapes = [x, indices] as tf.Tensor[];
  const info = tf.backend_util.segment_util.collectGatherOpShapeInfo(shapes[0]!, shapes[1]!, axis!, (attrs["batchDims"] as number | undefined) ?? 0);
  const output = runtime.output(info.outputShape, x!.dtype);
  const count = sizeOf(indices!.shape) / info.batchSize;
  const units = info.batchSize * info.outerSize * count;
  const addresses = [x!, indices!, output].map((tensor) => runtime.pointer(tensor));
  if (units > 0) runtime.call("gather", units, ...addresses, info.outerSize, info.dimSize, info.sliceSize, count);
  return output;
};

/** The gradient of `gather`: sums of the rows of each id. */
const segmentSum: WasmKernel = (runtime, { x, segmentIds }, attrs) => {
  if (!isFloat(x!) || segmentIds!.dtype !== "int32") return null;
  const segments = attrs["numSegments"] as number;
  const inner = x!.shape.slice(segmentIds!.shape.length);
  const slice = sizeOf(inner);
  const output = runtime.output([segments, ...inner], "float32");
  const addresses = [x!, segmentIds!, output].map((tensor) => runtime.pointer(tensor));
  if (slice > 0) runtime.call("segmentSum", slice, ...addresses, sizeOf(segmentIds!.shape), segments, slice);
  return output;
};

const oneHot: WasmKernel = (runtime, inputs, attrs) => {
  const indices = inputs["indices"]!;
  const { depth, onValue, offValue, dtype } = attrs as unknown as OneHot; // what the op hands over
  if (indices.dtype !== "int32" || (dtype !== "float32" && dtype !== "int32")) return null;
  const bits = (value: number) => (dtype === "int32" ? value : new Int32Array(Float32Array.of(value).buffer)[0]!);
  const output = runtime.output([...indices.shape, depth], dtype);
  const rows = sizeOf(indices.shape);
  if (rows > 0) runtime.call("oneHot", rows, runtime.pointer(indices), runtime.pointer(output), depth, bits(onValue), bits(offValue));
  return output;
};
interface OneHot { readonly depth: number; readonly onValue: number; readonly offValue: number; readonly dtype: tf.DataType }

export const GATHERS: Readonly<Record<string, WasmKernel>> = { GatherV2: gather, OneHot: oneHot, UnsortedSegmentSum: segmentSum };
