import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import * as tf from "../../tf.ts";
import type { NamedAttrMap, Tensor, TensorInfo } from "../../tf.ts";
import { hasKernel, type FusedKernel } from "../fused.ts";
import { flat, perNumber } from "../webgpu.ts";

/**
 * On WebGPU the stock kernel gives the gradient of a window to the last of equal numbers, elsewhere to the first: two backends would
 * learn different models from pictures with flat places. One dispatch instead of two.
 */
const KERNEL = "FirstMaxPoolGrad";

/** The gradient of max pooling: what a window was given goes to the first of its largest numbers. */
export function maxPoolGrad(dy: Tensor, input: Tensor, output: Tensor, attrs: NamedAttrMap): Tensor {
  return tf.engine().runKernel<Tensor>(hasKernel(KERNEL) ? KERNEL : tf.MaxPoolGrad, { dy, input, output }, attrs);
}

/** One thread to each number: it looks for itself in every window that it is in. */
function body(g: tf.backend_util.Conv2DInfo): string {
  return `
    let c = index % ${g.inChannels};
    let column = index / ${g.inChannels} % ${g.inWidth} + ${g.padInfo.left};
    let row = index / ${g.inChannels * g.inWidth} % ${g.inHeight} + ${g.padInfo.top};
    let picture = index / ${g.inChannels * g.inWidth * g.inHeight};
    let value = x[index];
    var sum = 0.0;
    for (var h = 0; h < ${g.filterHeight}; h++) {
      let up = row - h;
      if (up < 0 || up % ${g.strideHeight} != 0 || up >= ${g.outHeight * g.strideHeight}) { continue; }
      for (var w = 0; w < ${g.filterWidth}; w++) {
        let back = column - w;
        if (back < 0 || back % ${g.strideWidth} != 0 || back >= ${g.outWidth * g.strideWidth}) { continue; }
        let window = ((picture * ${g.outHeight} + up / ${g.strideHeight}) * ${g.outWidth} + back / ${g.strideWidth}) * ${g.inChannels} + c;
        if (value != largest[window]) { continue; }
        var isFirst = true;
        for (var tap = 0; tap < h * ${g.filterWidth} + w; tap++) {
          let i = up + tap / ${g.filterWidth} - ${g.padInfo.top};
          let j = back + tap % ${g.filterWidth} - ${g.padInfo.left};
          if (i < 0 || i >= ${g.inHeight} || j < 0 || j >= ${g.inWidth}) { continue; }
          if (x[((picture * ${g.inHeight} + i) * ${g.inWidth} + j) * ${g.inChannels} + c] == value) { isFirst = false; }
        }
        if (isFirst) { sum += dy[window]; }
      }
    }
    result[index] = sum;`;
}

export const maxPoolGradKernel: FusedKernel = {
  name: KERNEL,
  webgpu({ inputs, backend, attrs }) {
    const gpu = backend as WebGPUBackend; // registered for it
    const { dy, input, output } = inputs as Readonly<Record<"dy" | "input" | "output", TensorInfo>>; // what the op hands over
    const { filterSize, strides, pad, dimRoundingMode } = attrs as unknown as tf.MaxPoolAttrs; // likewise
    const g = tf.backend_util.computePool2DInfo(input.shape as [number, number, number, number], filterSize, strides, 1, pad, dimRoundingMode); // as max pooling requires
    const program = perNumber(tf.util.sizeFromShape(input.shape), ["dy", "x", "largest"], body(g));
    return { ...gpu.runWebGPUProgram(program, [dy, input, output].map(flat), "float32"), shape: input.shape };
  },
};
