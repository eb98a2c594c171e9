import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import * as tf from "../../tf.ts";
import type { NamedAttrMap, Tensor, TensorInfo } from "../../tf.ts";
import { hasKernel, type FusedKernel } from "../fused.ts";
import { flat, perNumber, runOf } from "../webgpu.ts";

/**
 * On WebGPU the stock kernel gives the gradient of a window to the last of equal numbers, elsewhere to the first: two backends would
 * learn different models from pictures with flat places. One dispatch instead of two.
 */
const KERNEL = "FirstMaxPoolGrad";

/** The gradient of max pooling: what a window was given goes to the first of its largest numbers. */
export function maxPoolGrad(dy: Tensor, input: Tensor, output: Tensor, attrs: NamedAttrMap): Tensor {
  return tf.engine().runKernel<Tensor>(hasKernel(KERNEL) ? KERNEL : tf.MaxPoolGrad, { dy, input, output }, attrs);
}

/** One thread to some channels of a place: it looks for itself in every window that they are in. */
function body(g: tf.backend_util.Conv2DInfo, run: number): string {
  return `
    let at = index * ${run};
    let c = at % ${g.inChannels};
    let column = at / ${g.inChannels} % ${g.inWidth} + ${g.padInfo.left};
    let row = at / ${g.inChannels * g.inWidth} % ${g.inHeight} + ${g.padInfo.top};
    let picture = at / ${g.inChannels * g.inWidth * g.inHeight};
    var sums = array<f32, ${run}>();
    for (var up = ${firstWindow("row", g.filterHeight, g.strideHeight)}; up <= min(row / ${g.strideHeight}, ${g.outHeight - 1}); up++) {
      for (var back = ${firstWindow("column", g.filterWidth, g.strideWidth)}; back <= min(column / ${g.strideWidth}, ${g.outWidth - 1}); back++) {
        let window = ((picture * ${g.outHeight} + up) * ${g.outWidth} + back) * ${g.inChannels} + c;
        let top = up * ${g.strideHeight};
        let left = back * ${g.strideWidth};
        for (var k = 0; k < ${run}; k++) {
          let value = x[at + k];
          if (value != largest[window + k]) { continue; }
          var isFirst = true;
          for (var tap = 0; tap < (row - top) * ${g.filterWidth} + column - left; tap++) {
            let i = top + tap / ${g.filterWidth} - ${g.padInfo.top};
            let j = left + tap % ${g.filterWidth} - ${g.padInfo.left};
            if (i < 0 || i >= ${g.inHeight} || j < 0 || j >= ${g.inWidth}) { continue; }
            if (x[((picture * ${g.inHeight} + i) * ${g.inWidth} + j) * ${g.inChannels} + c + k] == value) { isFirst = false; }
          }
          if (isFirst) { sums[k] += dy[window + k]; }
        }
      }
    }
    for (var k = 0; k < ${run}; k++) { result[at + k] = sums[k]; }`;
}

/** Of the windows along an axis the first that a place is in. */
const firstWindow = (place: string, size: number, stride: number): string => `max(0, (${place} - ${size - stride}) / ${stride})`;

export const maxPoolGradKernel: FusedKernel = {
  name: KERNEL,
  webgpu({ inputs, backend, attrs }) {
    const gpu = backend as WebGPUBackend; // registered for it
    const { dy, input, output } = inputs as Readonly<Record<"dy" | "input" | "output", TensorInfo>>; // what the op hands over
    const { filterSize, strides, pad, dimRoundingMode } = attrs as unknown as tf.MaxPoolAttrs; // likewise
    const g = tf.backend_util.computePool2DInfo(input.shape as [number, number, number, number], filterSize, strides, 1, pad, dimRoundingMode); // as max pooling requires
    const run = runOf(g.inChannels);
    const program = perNumber(tf.util.sizeFromShape(input.shape), ["dy", "x", "largest"], body(g, run), "", run);
    return { ...gpu.runWebGPUProgram(program, [dy, input, output].map(flat), "float32"), shape: input.shape };
  },
};
