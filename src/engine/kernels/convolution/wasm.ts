import type { TensorInfo } from "../../tf.ts";
import type { WasmRuntime } from "../runtime.ts";
import type { Geometry } from "./geometry.ts";

/**
 * Windows are not laid out: in a padded picture they are the overlapping rows of a matrix (assembly/convolution.ts). In Node, one thread,
 * simd, medians on a busy machine, forward and the filter's gradient: text 32×20×32 → 32, width 3: 0.07 and 0.08 ms; 28×28×1 → 16, 3×3,
 * batch 32: 0.26 and 0.17; 14×14×16 → 32: 1.3 and 2.0, some 28 to 55 GFLOP/s, where products of matrices are. The stock JavaScript
 * kernels take more than a hundred times as long.
 */

/** x in a field of zeros, so that every window lies inside; x itself where it does already. Release it. */
function fielded(runtime: WasmRuntime, x: TensorInfo, height: number, width: number, [top, left]: Pair, [stepY, stepX]: Pair): TensorInfo {
  const [batch, h, w, c] = x.shape as [number, number, number, number]; // pictures
  if (h === height && w === width) return runtime.alias(x, x.shape);
  const output = runtime.output([batch, height, width, c], "float32");
  runtime.call("field", batch, runtime.pointer(x), runtime.pointer(output), h, w, c, height, width, top, left, stepY, stepX);
  return output;
}
type Pair = readonly [number, number];

function padded(runtime: WasmRuntime, x: TensorInfo, { inHeight, inWidth, padInfo: { top, bottom, left, right } }: Geometry): TensorInfo {
  return fielded(runtime, x, inHeight + top + bottom, inWidth + left + right, [top, left], [1, 1]);
}

/** The filter [taps, rows, columns] in the order in which it is read. Release it. */
function panelled(runtime: WasmRuntime, filter: TensorInfo, taps: number, rows: number, columns: number, turned: boolean): TensorInfo {
  const output = runtime.output([taps * rows * Math.ceil(columns / 4) * 4], "float32");
  runtime.call("panels", taps, runtime.pointer(filter), runtime.pointer(output), taps, rows, columns, Number(turned));
  return output;
}

/** [batch, outHeight, outWidth, filters]. */
export function convolveOnWasm(runtime: WasmRuntime, x: TensorInfo, filter: TensorInfo, bias: TensorInfo | undefined, g: Geometry): TensorInfo {
  const field = padded(runtime, x, g);
  const panels = panelled(runtime, filter, g.filterHeight * g.filterWidth, g.inChannels, g.outChannels, false);
  const y = runtime.output(g.outShape, "float32");
  runtime.call(
    "convolve", g.batchSize, runtime.pointer(field), runtime.pointer(panels), bias ? runtime.pointer(bias) : 0, runtime.pointer(y),
    field.shape[1]!, field.shape[2]!, g.inChannels, g.filterHeight, g.filterWidth, g.outChannels, g.outHeight, g.outWidth,
    g.strideHeight, g.strideWidth, g.dilationHeight, g.dilationWidth,
  );
  for (const scratch of [field, panels]) runtime.release(scratch);
  return y;
}

/**
 * The gradient of the input is a convolution too: of dy, with the strides as gaps between its numbers, and of the filter turned by
 * half a turn. Each number of it gathers what it gave, so that no two write to the same.
 */
export function inputGradOnWasm(runtime: WasmRuntime, dy: TensorInfo, filter: TensorInfo, g: Geometry): TensorInfo {
  const [reachY, reachX] = [g.effectiveFilterHeight - 1, g.effectiveFilterWidth - 1];
  const field = fielded(
    runtime, dy, g.inHeight + reachY, g.inWidth + reachX, [reachY - g.padInfo.top, reachX - g.padInfo.left], [g.strideHeight, g.strideWidth],
  );
  const panels = panelled(runtime, filter, g.filterHeight * g.filterWidth, g.outChannels, g.inChannels, true);
  const dx = runtime.output(g.inShape, "float32");
  runtime.call(
    "convolve", g.batchSize, runtime.pointer(field), runtime.pointer(panels), 0, runtime.pointer(dx),
    field.shape[1]!, field.shape[2]!, g.outChannels, g.filterHeight, g.filterWidth, g.inChannels, g.inHeight, g.inWidth,
    1, 1, g.dilationHeight, g.dilationWidth,
  );
  for (const scratch of [field, panels]) runtime.release(scratch);
  return dx;
}

export function filterGradOnWasm(runtime: WasmRuntime, x: TensorInfo, dy: TensorInfo, g: Geometry): TensorInfo {
  const field = padded(runtime, x, g);
  const dw = runtime.output(g.filterShape, "float32");
  runtime.call(
    "convolveFilterGrad", g.filterHeight * g.filterWidth * g.inChannels, runtime.pointer(field), runtime.pointer(dy), runtime.pointer(dw),
    g.batchSize, field.shape[1]!, field.shape[2]!, g.inChannels, g.filterWidth, g.outChannels, g.outHeight, g.outWidth,
    g.strideHeight, g.strideWidth, g.dilationHeight, g.dilationWidth,
  );
  runtime.release(field);
  return dw;
}
