import type { MathBackendCPU } from "@tensorflow/tfjs-backend-cpu";
import * as tf from "../tf.ts";
import type { TensorInfo } from "../tf.ts";

const NAME = "UnsortedSegmentSum";

/**
 * Sums rows by segment in one pass over them, x: [n, d], ids: [n] → [segments, d]: the gradient of a lookup. The stock kernel
 * of plain JavaScript goes over all rows once for every segment (a vocabulary of 2,000 tokens: 2,000 times).
 */
export function registerCpuSegmentSum(): void {
  tf.unregisterKernel(NAME, "cpu");
  tf.registerKernel({
    kernelName: NAME,
    backendName: "cpu",
    kernelFunc: ({ inputs, backend, attrs }) => {
      const cpu = backend as MathBackendCPU; // registered for this backend alone
      const { x, ids, shape } = operands(inputs, attrs);
      const sums = summed(
        cpu.data.get(x.dataId).values as Numbers,
        cpu.data.get(ids.dataId).values as Numbers,
        new (x.dtype === "int32" ? Int32Array : Float32Array)(tf.util.sizeFromShape(shape)),
      );
      return cpu.makeTensorInfo(shape, x.dtype, sums);
    },
  });
}

type Numbers = Float32Array | Int32Array; // what a gradient is made of, and ids

function operands(
  inputs: object,
  attrs: object | undefined,
): { readonly x: TensorInfo; readonly ids: TensorInfo; readonly shape: number[] } {
  const { x, segmentIds: ids } = inputs as { x: TensorInfo; segmentIds: TensorInfo }; // what the op hands over
  const { numSegments } = attrs as { numSegments: number }; // likewise
  return { x, ids, shape: [numSegments, ...x.shape.slice(ids.shape.length)] };
}

/** Ids outside of the segments are left out, as in the stock kernels. */
function summed(x: Numbers, ids: Numbers, sums: Numbers): Numbers {
  const width = ids.length === 0 ? 0 : x.length / ids.length;
  const segments = width === 0 ? 0 : sums.length / width;
  for (let row = 0; row < ids.length; row++) {
    const id = ids[row]!;
    if (id < 0 || id >= segments) continue;
    for (let j = 0, from = row * width, to = id * width; j < width; j++) sums[to + j]! += x[from + j]!;
  }
  return sums;
}
